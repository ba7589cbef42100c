import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCatalogues } from '../../functions/adapters/memory/catalogues.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { memoryOffers } from '../../functions/adapters/memory/offers.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import type { ChurnModel } from '../../functions/domain/churn/score.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { tiers, type Tier } from '../../functions/domain/customer/customer.ts';
import { defaultCatalogue, shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { decisionSchema, type Decision } from '../../functions/domain/offer/decision.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { remedyRules } from '../../functions/domain/remedy/rules.ts';
import { planRecovery } from '../../functions/use-cases/plan-recovery.ts';
import { aCase, aCustomer, anOpening, idOf, monday } from '../support/case-builders.ts';

interface Who {
  readonly tier: Tier;
  readonly value: number;
  readonly probability: number;
  readonly draw: number;
}

/** The general model, but for the probability. */
const aModelThatSays = (probability: number): ChurnModel => {
  const model = generalModel();
  const band = probability < 0.2 ? 'low' : probability < 0.5 ? 'medium' : 'high';
  return { ...model, explain: (row, options) => ({ ...model.explain(row, options), probability, band }) };
};

/** Plans one triaged complaint about a category for somebody of this tier, score and arm. */
async function planned(
  category: string,
  who: Who,
  over: Partial<RuntimeSettings> = {},
  judged: Partial<NonNullable<Case['triaged']>> = {},
) {
  const store = memoryCaseStore();
  const now = () => monday;
  const settings = RuntimeSettings.parse(over);
  const customers = memoryCustomers();
  const customer = { ...aCustomer(), tier: who.tier, value: who.value };
  await customers.save(customer, undefined);
  const record: Case = aCase(1, {
    status: 'in-recovery',
    triaged: {
      language: 'en',
      category,
      severity: 2,
      sentiment: -0.5,
      flags: [],
      ask: 'none',
      confidence: 0.9,
      ...judged,
    },
  });
  const cases = memoryCases(store, now);
  await cases.open(anOpening(record));
  let ids = 0;
  const plan = await planRecovery(
    {
      cases,
      offers: memoryOffers(store),
      customers,
      churnModel: aModelThatSays(who.probability),
      catalogues: memoryCatalogues(store, shippedEdition),
      digests: { ...secretDigests(() => Promise.resolve('a key')), draw: () => Promise.resolve(who.draw) },
      firm: {
        settings,
        calendar: calendarOf(settings),
        publicUrl: 'https://amends.example',
        mailFrom: 'care@amends.example',
      },
      clock: { now },
      ids: { next: (prefix) => idOf(prefix, (ids += 1)), random: () => new Uint8Array() },
    },
    record.id,
  );
  const file = await cases.file(record.id);
  const decided = file?.facts
    .map(({ happened }) => happened)
    .find((happened) => happened.type === 'OfferDecided');
  return { plan, remedy: JSON.stringify(file?.case.remedy ?? null), decision: decided?.decision };
}

const anybody = fc.record({
  tier: fc.constantFrom(...tiers),
  value: fc.integer({ min: -50_000, max: 2_000_000 }),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});
const category = fc.constantFrom(...Object.keys(remedyRules));

test('what is owed is the same to the byte, whoever the customer is to us', async () => {
  await fc.assert(
    fc.asyncProperty(category, anybody, anybody, async (about, one, other) => {
      const [first, second] = [await planned(about, one), await planned(about, other)];
      expect(first.remedy).toBe(second.remedy);
    }),
    { numRuns: 150 },
  );
});

test('what is owed does not wait for an offer: it is there with one, without one and with a person', async () => {
  const who = { tier: 'silver', value: 52_000, probability: 0.4, draw: 0.5 } as const;
  const ways = await Promise.all([
    planned('delivery.late', who),
    planned('delivery.late', { ...who, draw: 0.01 }),
    planned('delivery.late', who, { offerBudget: 0 }),
    planned('delivery.late', { ...who, tier: 'diamond' }),
  ]);

  expect(ways.map(({ plan }) => plan.route)).toEqual(['offer', 'resolve', 'resolve', 'person']);
  expect(new Set(ways.map(({ remedy }) => remedy)).size).toBe(1);
  expect(ways[0].remedy).toContain('refund-fee');
});

test('every decision says where the draw put the customer and how likely its action was', async () => {
  await fc.assert(
    fc.asyncProperty(anybody, fc.double({ min: 0, max: 0.5, noNaN: true }), async (who, holdoutShare) => {
      const { decision, plan } = await planned('service.outage', who, { holdoutShare });
      if (!decision) {
        expect(plan.route).toBe('person');
        return;
      }
      const logged: Decision = decisionSchema.parse(decision);
      expect(logged).toMatchObject({
        experiment: 'recovery-offer-1',
        policyVersion: 'thompson-1',
        arm: who.draw < holdoutShare ? 'holdout' : 'offer',
        budgetSeen: { period: '2026-03', held: 0 },
      });
      expect(logged.candidates).toHaveLength(defaultCatalogue.length);
      if (logged.reasons.includes('holdout')) expect(logged.propensity).toBe(holdoutShare);
      else if (logged.action === 'none') expect(logged.propensity).toBe(1);
      else expect(logged.propensity).toBeCloseTo((1 - holdoutShare) * chanceOf(logged), 12);
    }),
    { numRuns: 150 },
  );
});

const chanceOf = ({ candidates, action }: Decision): number =>
  candidates.find(({ catalogueId }) => catalogueId === action)?.chance ?? 0;

test('under the default holdout the offers share nine chances in ten, and none had one', async () => {
  const who = { tier: 'silver', value: 52_000, probability: 0.4, draw: 0.5 } as const;
  const { decision } = await planned('service.outage', who);
  const all = (decision?.candidates ?? []).reduce((sum, { chance = 0 }) => sum + chance, 0);

  expect(all).toBeCloseTo(1, 9);
  expect(decision?.propensity).toBeCloseTo(0.9 * chanceOf(decision!), 12);
  expect((await planned('service.outage', { ...who, draw: 0.05 })).decision?.propensity).toBe(0.1);
});

test('a guessed cause promises nothing: a person finds out what is owed', async () => {
  const who = { tier: 'standard', value: 10_000, probability: 0.1, draw: 0.5 } as const;
  const guessed = await planned('delivery.late', who, {}, { confidence: 0.4 });
  const sure = await planned('delivery.late', who, {}, { confidence: 0.6 });

  expect(guessed).toMatchObject({ plan: { route: 'person' }, remedy: 'null' });
  expect(sure.remedy).toContain('refund-fee');
});
