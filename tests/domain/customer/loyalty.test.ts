import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  loyaltyOf,
  loyaltyReasonText,
  type LoyaltyFacts,
} from '../../../functions/domain/customer/loyalty.ts';
import { purchasesOf } from '../../../functions/domain/customer/purchases.ts';

const now = '2026-11-27T10:00:00.000Z';
const old: LoyaltyFacts = {
  orders: 24,
  lastOrderOn: '2026-11-10',
  rhythmDays: 30,
  since: '2021-01-01',
  breadth: 4,
  satisfaction: 5,
  complaintsIn12Months: 0,
};

describe('loyalty', () => {
  test('who buys often, widely and for long, and is content, is loyal', () => {
    const { score, loyalty, reasons } = loyaltyOf(old, now);

    expect(loyalty).toBe('loyal');
    expect(score).toBeGreaterThan(0.95);
    expect(reasons).toHaveLength(6);
    expect(reasons.every(({ contribution }) => contribution > 0)).toBe(true);
  });

  test('who fell silent, is unhappy and complained three times is disloyal', () => {
    const facts = { ...old, orders: 2, lastOrderOn: '2026-05-01', since: '2026-01-01', breadth: 1 };
    expect(loyaltyOf({ ...facts, satisfaction: 1, complaintsIn12Months: 3 }, now).loyalty).toBe('disloyal');
  });

  test.each<[string, LoyaltyFacts]>([
    ['of whom we know nothing', {}],
    ['of whom we know one thing', { satisfaction: 1 }],
    ['who only complained', { complaintsIn12Months: 6, satisfaction: 1 }],
  ])('somebody %s is not judged', (_, facts) => {
    expect(loyaltyOf(facts, now).loyalty).toBe('unknown');
  });

  test('one complaint takes nothing from anybody: they give us a chance', () => {
    const reason = loyaltyOf({ complaintsIn12Months: 1 }, now).reasons[0]!;
    expect(reason.contribution).toBeCloseTo(0, 12);
  });

  test('the reasons give the score exactly', () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const facts = fc.record({
      orders: maybe(fc.nat(500)),
      lastOrderOn: maybe(fc.constantFrom('2026-11-27', '2026-01-01', '2019-05-05')),
      rhythmDays: maybe(fc.nat(400)),
      since: maybe(fc.constantFrom('2026-11-27', '2020-02-29', '1999-01-01')),
      breadth: maybe(fc.nat(40)),
      satisfaction: maybe(fc.integer({ min: 1, max: 5 })),
      complaintsIn12Months: maybe(fc.nat(20)),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { score, reasons } = loyaltyOf(given, now);
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.abs(1 / (1 + Math.exp(-sum)) - score)).toBeLessThan(1e-12);
        const happier = { ...given, satisfaction: Math.min(5, (given.satisfaction ?? 3) + 1) };
        expect(loyaltyOf(happier, now).score).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  test('a handler reads each reason in both languages', () => {
    const [reason] = loyaltyOf({ orders: 7 }, now).reasons;
    expect(loyaltyReasonText(reason!, 'en')).toBe('7 orders so far: +0.8');
    expect(loyaltyReasonText(reason!, 'zh-Hans')).toBe('累计 7 笔订单: +0.8');
  });
});

test('breadth counts the different things that were bought', () => {
  const order = (n: number, items: string, status = 'paid') => ({
    id: `ord_${n}`,
    orderNumber: String(n),
    customerId: 'cus_1',
    orderedAt: `2026-0${n}-01T00:00:00.000Z`,
    items,
    status,
  });
  const orders = [order(1, '2x Kettle; Filter'), order(2, 'filter, Cup x 4'), order(3, 'Lamp', 'cancelled')];

  expect(purchasesOf(orders, 'USD', now).breadth).toBe(3);
  expect(purchasesOf([order(1, '')], 'USD', now)).not.toHaveProperty('breadth');
});
