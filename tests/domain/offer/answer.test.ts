import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAnswer, recordedAnswer } from '../../../functions/domain/offer/answer.ts';
import { offerAnswers, offerSchema, offerStatuses } from '../../../functions/domain/offer/offer.ts';
import { anOffer } from './situations.ts';

const inTime = '2026-11-25T08:00:00.000Z';
const tooLate = '2026-12-07T10:00:00.000Z';

describe('the answer of a customer', () => {
  test.each([
    ['accept', 'accepted', true],
    ['decline', 'declined', false],
    ['call-me', 'call-me', false],
  ] as const)('%s in time decides, and only acceptance grants', (answer, status, grants) => {
    expect(decideAnswer(anOffer(), answer, inTime)).toEqual({
      kind: 'decided',
      grants,
      next: anOffer({ status, answeredAt: inTime, version: 2 }),
    });
  });

  test.each([
    ['accepted', 'accept', 'repeated', 'accept'],
    ['declined', 'decline', 'repeated', 'decline'],
    ['accepted', 'decline', 'already-answered', 'accept'],
    ['declined', 'accept', 'already-answered', 'decline'],
    ['call-me', 'accept', 'already-answered', 'call-me'],
    ['cancel-contract', 'accept', 'already-answered', 'cancel-contract'],
  ] as const)('an offer that is %s stays so when %s comes after: %s', (status, answer, kind, recorded) => {
    expect(decideAnswer(anOffer({ status }), answer, inTime)).toEqual({ kind, recorded });
    expect(decideAnswer(anOffer({ status }), answer, tooLate)).toEqual({ kind, recorded });
  });

  test('at the moment it ends an offer can no longer be accepted, though no timer has run yet', () => {
    const lastMoment = '2026-12-07T09:59:59.999Z';
    expect(decideAnswer(anOffer(), 'accept', lastMoment).kind).toBe('decided');
    expect(decideAnswer(anOffer(), 'accept', tooLate)).toEqual({
      kind: 'late',
      recorded: 'accept',
      next: anOffer({ status: 'expired', lateAnswer: 'accept', answeredAt: tooLate, version: 2 }),
    });
  });

  test('a late answer is recorded once', () => {
    const offer = anOffer({ status: 'expired', lateAnswer: 'decline' });
    expect(decideAnswer(offer, 'accept', tooLate)).toEqual({ kind: 'late', recorded: 'decline' });
  });

  test.each(['awaiting-approval', 'withdrawn'] as const)(
    'an offer that is %s cannot be accepted',
    (status) => {
      expect(decideAnswer(anOffer({ status }), 'accept', inTime)).toEqual({ kind: 'not-open' });
    },
  );
});

describe('cancel my contract', () => {
  test.each(offerStatuses)('is never refused, whether the offer is %s or not', (status) => {
    for (const at of [inTime, tooLate]) {
      const decision = decideAnswer(anOffer({ status }), 'cancel-contract', at);
      expect(decision).toMatchObject({ kind: 'cancelled', again: false, next: { contractCancelledAt: at } });
    }
  });

  test('asked for twice is confirmed twice and recorded once', () => {
    const offer = anOffer({ status: 'cancel-contract', contractCancelledAt: inTime });
    expect(decideAnswer(offer, 'cancel-contract', tooLate)).toEqual({ kind: 'cancelled', again: true });
  });

  test('leaves an earlier late answer as it was recorded', () => {
    const offer = anOffer({ status: 'expired', lateAnswer: 'accept', answeredAt: tooLate });
    const later = '2026-12-08T10:00:00.000Z';
    expect(decideAnswer(offer, 'cancel-contract', later)).toMatchObject({
      next: { lateAnswer: 'accept', answeredAt: tooLate, contractCancelledAt: later },
    });
  });

  test('does not take back what was promised by an accepted offer', () => {
    const decision = decideAnswer(anOffer({ status: 'accepted' }), 'cancel-contract', inTime);
    expect(decision).toMatchObject({ next: { status: 'accepted' } });
  });

  test('ends an open offer, and one that nobody has shown yet', () => {
    expect(decideAnswer(anOffer(), 'cancel-contract', inTime)).toMatchObject({
      next: { status: 'cancel-contract' },
    });
    expect(decideAnswer(anOffer({ status: 'awaiting-approval' }), 'cancel-contract', inTime)).toMatchObject({
      next: { status: 'withdrawn' },
    });
  });
});

test('whatever is answered in whatever order, an offer is granted at most once, in time, and never changes its mind', () => {
  const steps = fc.array(
    fc.record({
      answer: fc.constantFrom(...offerAnswers),
      after: fc.integer({ min: 0, max: 5 * 86_400_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (answers) => {
      let offer = anOffer();
      let at = Date.parse(offer.madeAt);
      let grants = 0;
      for (const { answer, after } of answers) {
        at += after;
        const before = recordedAnswer(offer.status);
        const decision = decideAnswer(offer, answer, new Date(at).toISOString());
        if (decision.kind === 'decided' && decision.grants) {
          grants += 1;
          expect(at).toBeLessThan(Date.parse(offer.validUntil));
        }
        if (answer === 'cancel-contract') expect(decision.kind).toBe('cancelled');
        if ('next' in decision) {
          expect(decision.next.version).toBe(offer.version + 1);
          offer = offerSchema.parse(decision.next);
        }
        if (before !== undefined) expect(recordedAnswer(offer.status)).toBe(before);
      }
      expect(grants).toBeLessThanOrEqual(1);
      expect(offer.contractCancelledAt !== undefined).toBe(
        answers.some((one) => one.answer === 'cancel-contract'),
      );
    }),
  );
});
