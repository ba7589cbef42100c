import { describe, expect, test } from 'vitest';
import { leftByTheLadder } from '../../../functions/domain/escalation/lost-ladder.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Fact, Happening } from '../../../functions/domain/case/fact.ts';

const tenOClock = '2026-03-02T10:00:00.000Z';
const withPerson: Pick<Case, 'status' | 'person'> = {
  status: 'with-person',
  person: {
    round: 4,
    queue: 'complaints',
    reasons: ['safety'],
    dueAt: '2026-03-03T17:30:00.000Z',
    acknowledgeBy: '2026-03-02T12:00:00.000Z',
    level: 0,
    nextLookAt: '2026-03-02T12:00:00.000Z',
  },
};
const fact = (number: number, happened: Happening, at = tenOClock): Fact => ({
  id: `fct_1-${number}`,
  subjectId: 'cas_1',
  number,
  at,
  by: { kind: 'system' },
  happened,
});
const escalated = fact(4, {
  type: 'CaseEscalated',
  queue: 'complaints',
  reasons: ['safety'],
  dueAt: '2026-03-03T17:30:00.000Z',
  acknowledgeBy: '2026-03-02T12:00:00.000Z',
});
const assigned = (number: number): Fact => fact(number, { type: 'CaseAssigned', owner: 'hana' });

describe('a case in front of a person', () => {
  test('without an owner half an hour after it was given there has lost its ladder', () => {
    expect(leftByTheLadder(withPerson, [escalated], '2026-03-02T10:29:59.000Z')).toBeUndefined();
    expect(leftByTheLadder(withPerson, [escalated], '2026-03-02T10:30:00.000Z')).toBe('owner');
  });

  test('whose owner of an earlier turn is on record still waits for the one of this turn', () => {
    expect(leftByTheLadder(withPerson, [assigned(3), escalated], '2026-03-02T10:30:00.000Z')).toBe('owner');
  });

  test('with an owner is looked at half an hour after its ladder should have climbed', () => {
    const facts = [escalated, assigned(5)];

    expect(leftByTheLadder(withPerson, facts, '2026-03-02T12:29:59.000Z')).toBeUndefined();
    expect(leftByTheLadder(withPerson, facts, '2026-03-02T12:30:00.000Z')).toBe('look');
  });

  test('that was settled has nothing left undone', () => {
    expect(
      leftByTheLadder({ ...withPerson, status: 'resolved' }, [escalated], '2026-03-09T10:00:00.000Z'),
    ).toBeUndefined();
  });
});
