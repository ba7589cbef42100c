import fc from 'fast-check';
import { expect } from 'vitest';
import { fulfilmentKinds } from '../../functions/domain/offer/offer-text.ts';
import { offerAnswers } from '../../functions/domain/offer/offer.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import { recordGrantAnswer } from '../../functions/use-cases/answer-grant.ts';
import { planRecovery } from '../../functions/use-cases/plan-recovery.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { monday } from './case-builders.ts';
import { anOfferHouse, faultsIn } from './offer-house.ts';
import { newTurns } from './turns.ts';

/** Something that somebody does about a case; `crashAt` is the stop at which the process dies. */
const deed = fc.record({
  episode: fc.nat(4),
  does: fc.oneof(
    fc.record({ what: fc.constant('plan' as const) }),
    fc.record({ what: fc.constant('answer' as const), answer: fc.constantFrom(...offerAnswers) }),
    fc.record({ what: fc.constant('answer' as const), answer: fc.constant('accept' as const) }),
    fc.record({
      what: fc.constant('grant' as const),
      result: fc.constantFrom('applied' as const, 'failed' as const),
      reference: fc.constantFrom('inv-1', 'inv-2', undefined),
    }),
    fc.record({ what: fc.constant('time' as const), days: fc.constantFrom(1, 8, 15) }),
  ),
  crashAt: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 3 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/**
 * Runs this many random interleavings of plans, answers, grants and time, with crashes, over the store that the suite
 * of the real one proves, and looks at the books after each and after all of it was delivered again.
 */
export async function holdTheBooksToRandomOrder(runs: number, seed: number): Promise<void> {
  let granted = 0;
  let crashed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...fulfilmentKinds),
      fc.array(deed, { minLength: 6, maxLength: 16 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (by, deeds, order) => {
        // Two episodes of one customer, of another, and one alone: limits race as well as money.
        const house = await anOfferHouse(by, [1, 1, 2, 2, 3]);
        const turns = newTurns((many) => (order.next().value ?? 0) % Math.max(1, many));
        const started: string[] = [];
        const failed: unknown[] = [];
        const begin = (one: Deed, deps: typeof house.deps): void => {
          const caseId = house.caseIds[one.episode] ?? '';
          act(house, deps, caseId, one.does).then(
            () => started.push(one.does.what),
            // Out of tries is an outage that the caller retries; anything else is a defect.
            (error: unknown) => {
              if (!isOutOfTries(error)) failed.push(error);
            },
          );
        };
        for (const [episode] of house.caseIds.entries())
          begin({ episode, does: { what: 'plan' }, crashAt: undefined }, turns.stopping(house.deps));
        for (const one of deeds) {
          begin(one, turns.stopping(house.deps, one.crashAt));
          if (one.crashAt !== undefined) crashed += 1;
        }
        await turns.runAll();
        expect([...faultsIn(house), ...failed]).toEqual([]);

        // Everything is delivered again, after whatever crashed.
        for (const one of deeds.filter(({ does }) => does.what !== 'time'))
          begin(one, turns.stopping(house.deps));
        await turns.runAll();
        expect([...faultsIn(house), ...failed]).toEqual([]);
        granted += [...house.store.offers.values()].filter(({ grant }) => grant?.state === 'applied').length;
      },
    ),
    { numRuns: runs, seed },
  );
  // The property would hold of a house in which nothing ever happens.
  expect(granted).toBeGreaterThan(runs / 4);
  expect(crashed).toBeGreaterThan(runs);
}

const isOutOfTries = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'Case.Stale' || error.message.includes('at every try'));

async function act(
  house: Awaited<ReturnType<typeof anOfferHouse>>,
  deps: typeof house.deps,
  caseId: string,
  does: Deed['does'],
): Promise<unknown> {
  if (does.what === 'plan') return planRecovery(deps, caseId);
  if (does.what === 'time') {
    house.timePasses(plusDays(monday, does.days));
    return undefined;
  }
  const { offerId } = (await deps.cases.read(caseId)) ?? {};
  if (offerId === undefined) return undefined;
  return does.what === 'answer'
    ? recordOfferAnswer(deps, offerId, does.answer)
    : recordGrantAnswer(deps, offerId, does, { id: 'billing' });
}
