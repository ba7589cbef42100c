import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFact } from '../../../functions/domain/case/apply.ts';
import { attentionOf } from '../../../functions/domain/case/attention.ts';
import { caseSchema, caseStatusSchema, type Case } from '../../../functions/domain/case/case.ts';
import { IllegalMove } from '../../../functions/domain/case/errors.ts';
import type { Fact, Happening } from '../../../functions/domain/case/fact.ts';
import { mayMove } from '../../../functions/domain/case/move.ts';
import { aCase } from '../../support/case-builders.ts';
import { aCaseIn, anyHappening, everyHappening, factOn } from './happenings.ts';

const statuses = caseStatusSchema.options;

/** The case after a thing happened, or undefined where it cannot happen. */
function after(record: Case, happening: Happening): Case | undefined {
  try {
    return applyFact(record, factOn(record, happening));
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}

/** A story of a case: what can happen of the things that are drawn, and the case in the end. */
function live(happenings: readonly Happening[]): { readonly facts: Fact[]; readonly record: Case } {
  const facts: Fact[] = [];
  let record = aCase();
  for (const happening of happenings) {
    const next = after(record, happening);
    if (!next) continue;
    facts.push(factOn(record, happening));
    record = next;
  }
  return { facts, record };
}

test('whatever happens, a case goes only where it may go', () => {
  fc.assert(
    fc.property(fc.constantFrom(...statuses), anyHappening, (status, happening) => {
      const record = aCaseIn(status);
      const next = after(record, happening);
      expect(next === undefined || mayMove(status, next.status)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['resolved', 'CaseResolved', 'closed'],
  ['offered something', 'OfferMade', 'withdrawn'],
  ['offered something', 'OfferMade', 'closed'],
  ['closed', 'CaseClosed', 'withdrawn'],
  ['taken out of quarantine', 'QuarantineAccepted', 'withdrawn'],
  ['thrown out as spam', 'QuarantineRejected', 'resolved'],
] as const)('a case cannot be %s (%s) when it is %s', (_, type, status) => {
  const record = aCaseIn(status);

  expect(() => applyFact(record, factOn(record, everyHappening[type]))).toThrow(IllegalMove);
});

test('an ended case comes back only to a person, or out of quarantine', () => {
  const ways = statuses.filter((to) => mayMove('closed', to) && to !== 'closed');

  expect(ways.sort()).toEqual(['received', 'with-person', 'withdrawn']);
});

test('the facts of a case, told again in order, give the case again', () => {
  fc.assert(
    fc.property(fc.array(anyHappening, { maxLength: 30 }), (happenings) => {
      const { facts, record } = live(happenings);
      const stored = facts.map((fact) => JSON.parse(JSON.stringify(fact)) as Fact);
      expect(stored.reduce(applyFact, aCase())).toEqual(record);
      expect(record.factCount).toBe(1 + facts.length);
    }),
  );
});

test('whatever happened to a case, the record can be kept and read', () => {
  fc.assert(
    fc.property(fc.array(anyHappening, { maxLength: 30 }), (happenings) => {
      const { record } = live(happenings);
      expect(caseSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    }),
  );
});

test('no open case is without somebody or something that will look at it', () => {
  fc.assert(
    fc.property(fc.array(anyHappening, { maxLength: 30 }), (happenings) => {
      const { record } = live(happenings);
      const isEnded = record.status === 'closed' || record.status === 'withdrawn';
      expect(isEnded || attentionOf(record) !== undefined).toBe(true);
    }),
  );
});

test('a promise to the customer only ever comes nearer', () => {
  fc.assert(
    fc.property(fc.array(anyHappening, { maxLength: 30 }), (happenings) => {
      expect(live(happenings).record.answerBy <= aCase().answerBy).toBe(true);
    }),
  );
});

test('a new turn of a person keeps who had the case before', () => {
  const record = [everyHappening.CaseEscalated, everyHappening.CaseAssigned, everyHappening.CaseAcknowledged];

  const again = live([...record, everyHappening.CaseResolved, everyHappening.CaseEscalated]).record;

  expect(again.person).toMatchObject({ owner: 'hana', level: 0, round: 6 });
  expect(again.person?.acknowledgedAt).toBeUndefined();
});
