import { describe, expect, test } from 'vitest';
import { driftOf, stabilityIndex } from '../../functions/domain/churn/drift.ts';
import type { FeatureRow } from '../../functions/domain/churn/score.ts';
import { shippedModel } from '../../functions/domain/churn/shipped.ts';
import { boostedFileSchema } from '../../functions/domain/churn/boosted-file.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import type { Notable } from '../../functions/ports/contacts.ts';
import { watchDrift } from '../../functions/use-cases/watch-drift.ts';
import { aCase } from '../support/case-builders.ts';

const now = '2026-11-27T04:30:00.000Z' as const;
const model = shippedModel('telecom');

const aCustomer = (index: number, contractType: string): Customer => ({
  id: `cus_${index}`,
  version: 1,
  customerNumber: `${index}`,
  emails: [],
  contractType,
  marketingConsent: false,
  attributes: {},
  value: 0,
  tier: 'standard',
  source: 'test',
  updatedAt: now,
});

/** A base that answers in pages of its own size, in two turns from anywhere in it. */
function baseOf(customers: readonly Customer[]) {
  const asked: number[] = [];
  return {
    asked,
    page: (range: { from: string }, limit: number, next = '0') => {
      if (range.from === '00000000') return Promise.resolve({ customers: [], next: undefined });
      const start = Number(next);
      asked.push(start);
      const end = start + limit;
      return Promise.resolve({
        customers: customers.slice(start, end),
        next: end < customers.length ? String(end) : undefined,
      });
    },
  };
}

/** Contracts as often as in the training data, or all alike. */
function contracts(count: number, alike: boolean): Customer[] {
  const file = boostedFileSchema.parse(model.artifact);
  const feature = file.features.find(({ name }) => name === 'contractType')!;
  if (feature.kind !== 'category') throw new Error('contracts are categories');
  return Array.from({ length: count }, (_, index) => {
    let rest = (index + 0.5) / count;
    const place = feature.shares.slice(2).findIndex((share) => (rest -= share) <= 0);
    return aCustomer(index, alike ? 'Two year' : feature.categories[Math.max(0, place)]!);
  });
}

/** Who complained, by the address: when the case was received. */
function houseOf(customers: ReturnType<typeof baseOf>, complained: ReadonlyMap<string, string> = new Map()) {
  const cases = [...complained].map(([address, receivedAt]) => ({
    caseId: `cas_${address}`,
    receivedAt,
    address,
  }));
  const notable = cases.map((one): [string, Notable] => [one.address, { cases: [one], isMarked: false }]);
  return {
    ...{ customers, churnModel: model, clock: { now: () => now } },
    contacts: {
      notable: () => Promise.resolve(new Map(notable)),
      under: () => Promise.resolve({ cases: [] }),
    },
    cases: {
      read: (id: string) => {
        const found = cases.find(({ caseId }) => caseId === id);
        const record = found && { ...aCase(), id, receivedAt: found.receivedAt };
        return Promise.resolve(record);
      },
    },
  };
}

const watched = (customers: readonly Customer[]) => watchDrift(houseOf(baseOf(customers)));

describe('the daily look at who our customers are', () => {
  test('finds nothing while they are like those the model learned from', async () => {
    const { customers, drifted } = await watched(contracts(600, false));
    expect(customers).toBe(600);
    // Nor does it take a firm that knows little of its customers for another kind of firm.
    expect(drifted).toEqual([]);
  });

  test('names what has moved when they are not', async () => {
    const { drifted } = await watched(contracts(600, true));
    expect(drifted.map(({ of }) => of)).toContain('contractType');
  });

  test.each(['telecom', 'general'] as const)(
    'names a contract that the model %s has never heard of',
    async (name) => {
      const tariff = Array.from({ length: 600 }, (_, n) => aCustomer(n, 'new tariff of this year'));
      const { drifted } = await watchDrift({ ...houseOf(baseOf(tariff)), churnModel: shippedModel(name) });
      expect(drifted.map(({ of }) => of)).toContain('contractType');
    },
  );

  test('looks at scores where most of what the model asks is known', () => {
    const file = boostedFileSchema.parse(model.artifact);
    const known = Object.fromEntries(
      file.features.map((feature) => [
        feature.name,
        feature.kind === 'number' ? feature.median : feature.categories[0],
      ]),
    );
    const scored = (row: FeatureRow) =>
      driftOf(
        model,
        Array.from({ length: 300 }, () => row),
      ).some(({ of }) => of === 'score');
    expect(scored(known)).toBe(true);
    expect(scored({ contractType: 'Two year', tenureMonths: 3 })).toBe(false);
  });

  test('says nothing of a base too small to tell', async () => {
    expect((await watched(contracts(100, true))).drifted).toEqual([]);
  });

  test('looks at no more than a thousand customers', async () => {
    const base = baseOf(contracts(5_000, false));
    await watchDrift(houseOf(base));
    expect(base.asked).toEqual([0, 250, 500, 750]);
  });

  test('watches complaints, which lie beside the base', async () => {
    const customers = Array.from({ length: 400 }, (_, n) => ({
      ...aCustomer(n, 'Two year'),
      emails: n < 380 ? [`${n}@example.org`] : [],
    }));
    const general = { ...houseOf(baseOf(customers)), churnModel: shippedModel('general') };
    const calm = await watchDrift(general);
    // As many as in the training data, and one in ten thousand.
    const often = new Map(
      customers.slice(0, 107).map(({ emails: [address = ''] }) => [address, '2026-11-01T00:00:00.000Z']),
    );
    const longAgo = new Map([...often.keys()].map((address) => [address, '2026-01-01T00:00:00.000Z']));
    const house = (complained: typeof often) =>
      watchDrift({ ...houseOf(baseOf(customers), complained), churnModel: shippedModel('general') });

    expect(calm.drifted).toContainEqual(expect.objectContaining({ of: 'complaints90d', known: 380 }));
    expect((await house(often)).drifted.map(({ of }) => of)).not.toContain('complaints90d');
    expect((await house(longAgo)).drifted.map(({ of }) => of)).toContain('complaints90d');
  });

  test('watches the scorecard too', () => {
    const rows = Array.from({ length: 300 }, () => ({ tenureMonths: 70 }));
    expect(driftOf(shippedModel('general'), rows)[0]).toMatchObject({ of: 'tenureMonths', known: 300 });
  });
});

describe('the population stability index', () => {
  test('is nothing between equals and grows with the distance', () => {
    expect(stabilityIndex([0.5, 0.5], [50, 50])).toBe(0);
    expect(stabilityIndex([0.5, 0.5], [60, 40])).toBeCloseTo(0.0405, 4);
    expect(stabilityIndex([0.5, 0.5], [95, 5])).toBeGreaterThan(1);
  });
});
