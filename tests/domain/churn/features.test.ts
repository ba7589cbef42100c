import { describe, expect, test } from 'vitest';
import { churnFeatures } from '../../../functions/domain/churn/features.ts';
import { generalModel } from '../../../functions/domain/churn/shipped.ts';

const at = '2026-03-15T10:00:00.000Z';
const USUAL = 70;

describe('the churn facts of a customer', () => {
  test('are all unknown for a stranger, who therefore gets the base rate', () => {
    const model = generalModel();
    expect(model.score(churnFeatures({ at }, USUAL)).probability).toBe(model.artifact.base.rate);
  });

  test('use names the shipped model knows', () => {
    expect(Object.keys(churnFeatures({ at }, USUAL)).toSorted()).toEqual(
      generalModel()
        .features.map(({ name }) => name)
        .toSorted(),
    );
  });

  test.each([
    ['2026-03-15', 0],
    ['2026-02-16', 0],
    ['2026-02-15', 1],
    ['2025-03-15', 12],
    ['2019-12-31', 74],
  ])('since %s make a relationship of %d whole months', (since, months) => {
    expect(churnFeatures({ at, since }, USUAL)['tenureMonths']).toBe(months);
  });

  test.each([
    ['2026-03-15', 0],
    ['2026-03-14', 1],
    ['2026-01-01', 73],
  ])('with a last order on %s are %d days old', (lastOrderOn, days) => {
    expect(churnFeatures({ at, lastOrderOn }, USUAL)['daysSinceLastOrder']).toBe(days);
  });

  test('leave a date in the future unknown rather than scoring it', () => {
    const row = churnFeatures({ at, since: '2026-04-01', lastOrderOn: '2026-03-16' }, USUAL);
    expect(row).toMatchObject({ tenureMonths: null, daysSinceLastOrder: null });
  });

  test('read a charge against the firm’s own median, whatever the currency', () => {
    const row = churnFeatures(
      { at, monthlyCharge: 30_000, currency: 'CNY', medianMonthlyCharge: 20_000 },
      USUAL,
    );
    expect(row['monthlyCharge']).toBe(1.5 * USUAL);
  });

  test('take US dollars as they are when the firm’s median is not known', () => {
    expect(churnFeatures({ at, monthlyCharge: 8_950, currency: 'USD' }, USUAL)['monthlyCharge']).toBe(89.5);
  });

  test('do not pretend to know what another currency means', () => {
    expect(churnFeatures({ at, monthlyCharge: 8_950, currency: 'JPY' }, USUAL)['monthlyCharge']).toBeNull();
    expect(churnFeatures({ at, monthlyCharge: 8_950 }, USUAL)['monthlyCharge']).toBeNull();
  });

  test('tell no complaint from no complaint history', () => {
    expect(churnFeatures({ at, complaintsIn90Days: 0 }, USUAL)['complaints90d']).toBe(0);
    expect(churnFeatures({ at }, USUAL)['complaints90d']).toBeNull();
  });
});
