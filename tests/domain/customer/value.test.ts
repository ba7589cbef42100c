import { describe, expect, test } from 'vitest';
import { appraiseBy } from '../../../functions/domain/customer/appraise.ts';
import { strategyFor } from '../../../functions/domain/customer/strategy.ts';
import { tierOf } from '../../../functions/domain/customer/tier.ts';
import { expectedValue, valueAtRisk } from '../../../functions/domain/customer/value.ts';

const thresholds = { diamond: 500_000, gold: 150_000, silver: 40_000 };

test.each([
  [500_000, 'diamond'],
  [499_999, 'gold'],
  [150_000, 'gold'],
  [149_999, 'silver'],
  [40_000, 'silver'],
  [39_999, 'standard'],
  [-10_000, 'standard'],
])('a value of %i makes a customer %s', (value, tier) => {
  expect(tierOf(value, thresholds)).toBe(tier);
});

describe('the value of a customer', () => {
  const terms = { horizonYears: 2, marginShare: 0.25, typicalValue: 7_000 };

  test.each([
    ['their margin, where we know it', { margin12m: 1_000, spend12m: 90_000 }, 2_000, 'margin'],
    ['a share of what they spent', { spend12m: 90_001, monthlyCharge: 1 }, 45_001, 'spend'],
    ['a share of twelve monthly charges', { monthlyCharge: 1_000 }, 6_000, 'monthly-charge'],
    ['that of a typical customer, where we know nothing', {}, 7_000, 'typical'],
    ['negative, where they cost more than they bring', { margin12m: -500 }, -1_000, 'margin'],
    ['nothing, where they are known to spend nothing', { spend12m: 0 }, 0, 'spend'],
  ])('is %s', (_case, facts, value, basis) => {
    expect(expectedValue(facts, terms)).toEqual({ value, basis });
  });

  test('at risk is the part that probably leaves; a loss that leaves is no risk', () => {
    expect(valueAtRisk(0.25, 60_001)).toBe(15_000);
    expect(valueAtRisk(0.9, -5_000)).toBe(0);
  });
});

test('a record is appraised by value, tier and life cycle together', () => {
  const record = {
    id: 'cus_1',
    version: 1,
    customerNumber: '1',
    emails: [],
    marketingConsent: false,
    attributes: {},
    margin12m: 160_000,
    orders: 8,
    lastOrderOn: '2026-11-01',
    rhythmDays: 30,
    source: 'import',
    updatedAt: '2026-11-23T10:00:00.000Z',
  };
  expect(appraiseBy(thresholds)(record, '2026-11-23T10:00:00.000Z')).toEqual({
    value: 160_000,
    tier: 'gold',
    lifeCycle: 'stable',
  });
});

test('nobody is let go for what we do not know about them', () => {
  expect(strategyFor('standard', 'unknown', 500)).toBe(strategyFor('standard', 'loyal', 500));
  expect(strategyFor('standard', 'disloyal', 500)).toBe('low-cost-service');
  expect(strategyFor('diamond', 'disloyal', 900_000)).toBe('win-by-what-pays');
  expect(strategyFor('diamond', 'loyal', -1)).toBe('talk-first');
});
