import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lifeCycles, tiers } from '../../../functions/domain/customer/customer.ts';
import { netValuePolicy } from '../../../functions/domain/offer/candidates.ts';
import { defaultCatalogue } from '../../../functions/domain/offer/default-catalogue.ts';
import { planOffer, type PlanInput } from '../../../functions/domain/offer/plan.ts';
import { drawnPlace } from '../../../functions/domain/offer/thompson.ts';
import { rankOffers } from '../../../functions/domain/offer/rank.ts';
import { categorySchema } from '../../../functions/domain/triage/categories.ts';
import { now } from './situations.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Not `fc.double`: it takes most of its numbers from next to 0, where no customer leaves. */
const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 1_000);
const ids = defaultCatalogue.map((offer) => offer.id);

const situations: fc.Arbitrary<PlanInput> = fc.record({
  catalogue: fc.constant(defaultCatalogue),
  policy: fc.integer({ min: -5_000, max: 5_000 }).map((floor) => ({ ...netValuePolicy, floor })),
  customer: fc.record({
    known: fc.nat(4).map((n) => n > 0),
    tier: fc.constantFrom(...tiers),
    value: fc.integer({ min: -50_000, max: 2_000_000 }),
    lifeCycle: maybe(fc.constantFrom(...lifeCycles)),
    tenureDays: maybe(fc.nat(4_000)),
    contractType: maybe(fc.constantFrom('none', 'monthly', 'two-year')),
    monthlyCharge: maybe(fc.nat(50_000)),
    spend12m: maybe(fc.nat(900_000)),
  }),
  category: fc.constantFrom(...categorySchema.options),
  churn: fc.record({ probability: thousandths(0, 1_000) }),
  used: fc.record({
    lastYear: fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(...ids), fc.nat(2), { maxKeys: 2 })),
    ever: fc.subarray(ids),
    open: fc.nat(4).map((n) => n === 0),
  }),
  madeThisMonth: fc.constant({}),
  budget: fc.record({
    period: fc.constant('2026-11'),
    limit: fc.integer({ min: 5_000, max: 20_000 }),
    held: fc.nat(12_000),
  }),
  permission: fc.constantFrom('allowed', 'allowed', 'allowed', 'profiling-off', 'do-not-disturb'),
  experiment: fc.constant('recovery-offer'),
  holdoutShare: thousandths(1, 500),
  draw: thousandths(0, 999),
  seed: thousandths(0, 999),
  learned: fc.oneof(
    fc.constant({}),
    fc.dictionary(
      fc.constantFrom(...defaultCatalogue.map(({ id, version }) => `${id}@${version}`)),
      fc.record({ kept: fc.nat(40), left: fc.nat(60) }),
    ),
  ),
  at: fc.constant(now),
});

const chosen = (input: PlanInput) => {
  const decision = planOffer(input);
  return { decision, made: decision.candidates.find((one) => one.catalogueId === decision.action) };
};

/** Checks every offer that is made, and that the situations were not all ones without an offer. */
function everyOfferMade(
  check: (input: PlanInput, made: { cost: number; expectedNetValue: number }) => void,
): void {
  let seen = 0;
  fc.assert(
    fc.property(situations, (input) => {
      const { made } = chosen(input);
      if (made?.cost === undefined || made.expectedNetValue === undefined) return;
      seen += 1;
      check(input, { cost: made.cost, expectedNetValue: made.expectedNetValue });
    }),
    { numRuns: 1_000 },
  );
  expect(seen).toBeGreaterThan(50);
}

test('no offer is made that loses money or stays below the floor', () => {
  everyOfferMade((input, made) => {
    expect(made.expectedNetValue).toBeGreaterThanOrEqual(Math.max(0, input.policy.floor));
  });
});

test('no offer is made that the budget does not cover', () => {
  everyOfferMade((input, made) => {
    expect(input.budget.held + made.cost).toBeLessThanOrEqual(input.budget.limit);
  });
});

test('a customer who is held out never gets an offer', () => {
  fc.assert(
    fc.property(situations, (input) => {
      const decision = planOffer({ ...input, draw: input.holdoutShare * 0.99 });
      expect(decision).toMatchObject({ arm: 'holdout', action: 'none', needsApproval: false });
    }),
  );
});

test('the chances of all that could have been done add up to 1, and where there was no choice it is 1', () => {
  fc.assert(
    fc.property(situations, (input) => {
      const offered = planOffer({ ...input, draw: 0.999 });
      const held = planOffer({ ...input, draw: 0 });
      if (offered.action === held.action) {
        expect([offered.propensity, held.propensity]).toEqual([1, 1]);
        return;
      }
      const chances = offered.candidates.flatMap(({ chance }) => chance ?? []);
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
      const mine = offered.candidates.find((one) => one.catalogueId === offered.action)?.chance ?? 0;
      expect(offered.propensity).toBeCloseTo(mine * (1 - held.propensity), 12);
    }),
  );
});

test('the log gives the same offer again: from the chances and the seed alone', () => {
  fc.assert(
    fc.property(situations, (input) => {
      const { action, candidates, seed, drawn } = planOffer({ ...input, draw: 0.999 });
      if (action === 'none') return;
      const offered = candidates.filter((one) => one.chance !== undefined);
      const place = drawnPlace(
        offered.map(({ chance = 0 }) => chance),
        seed ?? 0,
      );
      expect([action, drawn]).toEqual([offered[place]?.catalogueId, action]);
    }),
  );
});

test('the order of the catalogue does not change the decision', () => {
  fc.assert(
    fc.property(
      situations,
      fc.shuffledSubarray([...defaultCatalogue], { minLength: defaultCatalogue.length }),
      (input, shuffled) => {
        expect(planOffer({ ...input, catalogue: shuffled })).toEqual(planOffer(input));
      },
    ),
  );
});

test('a person sees the best offer of the policy first, and can make nothing that loses money', () => {
  fc.assert(
    fc.property(situations, (input) => {
      const ranked = rankOffers(input, { limit: 100_000, approvalThreshold: 100_000 });
      const { decision } = chosen({ ...input, draw: 0.999 });
      if (decision.action !== 'none')
        expect(ranked.find((one) => one.catalogueId === decision.action)?.handling).not.toBe('not-possible');
      const held = decision.candidates.some(({ whyNot }) => whyNot === 'budget-paced');
      if (decision.reasons.includes('best-expected-net-value') && !held)
        expect(ranked[0]?.catalogueId).toBe(decision.action);
      for (const offer of ranked.filter((one) => one.handling !== 'not-possible')) {
        expect(offer.expectedNetValue).toBeGreaterThanOrEqual(0);
      }
      expect(ranked.length).toBe(input.permission === 'allowed' ? defaultCatalogue.length : 0);
    }),
  );
});
