import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appraiseBy } from '../../../functions/domain/customer/appraise.ts';
import {
  changeBetween,
  mergeCustomer,
  withPurchases,
} from '../../../functions/domain/customer/merge-customer.ts';
import type { Order } from '../../../functions/domain/customer/order.ts';
import { purchasesOf } from '../../../functions/domain/customer/purchases.ts';

const NOW = '2026-03-02T09:00:00.000Z';

const bought = (orderedOn: string, more: Partial<Order> = {}): Order => ({
  id: `ord_${orderedOn}`,
  orderNumber: orderedOn,
  customerId: 'cus_1',
  orderedAt: `${orderedOn}T12:00:00.000Z`,
  ...more,
});

test('the rhythm of a customer is the median number of days between days with an order', () => {
  const orders = ['2025-12-01', '2025-12-11', '2026-01-10', '2026-02-28'].map((day) => bought(day));

  expect(purchasesOf([...orders, bought('2025-12-01', { id: 'ord_b' })], 'USD', NOW)).toMatchObject({
    orders: 5,
    rhythmDays: 30,
    lastOrderOn: '2026-02-28',
  });
  expect(purchasesOf(orders.slice(0, 1), 'USD', NOW).rhythmDays).toBeUndefined();
});

test('what was cancelled is no purchase, what was refunded comes off, and what is old counts but adds nothing', () => {
  const orders = [
    bought('2026-01-01', { amount: 1000, margin: 400 }),
    bought('2026-01-02', { amount: 500, margin: 200, refundedAmount: 300 }),
    bought('2026-01-03', { amount: 9000, margin: 9000, status: 'Cancelled' }),
    bought('2024-01-01', { amount: 9000, margin: 9000 }),
  ];

  expect(purchasesOf(orders, 'USD', NOW)).toMatchObject({ orders: 3, spend12m: 1200, margin12m: 300 });
});

test('an order in another currency counts as a purchase and adds nothing to the sums', () => {
  expect(
    purchasesOf(
      [bought('2026-01-01', { amount: 5, currency: 'EUR' }), bought('2026-01-02', { amount: 7 })],
      'USD',
      NOW,
    ),
  ).toMatchObject({ orders: 2, spend12m: 7 });
});

test('the order in which orders arrive changes nothing', () => {
  const anOrder = fc
    .record({ day: fc.integer({ min: 0, max: 800 }), amount: fc.integer({ min: 0, max: 10_000 }) })
    .map(({ day, amount }) =>
      bought(new Date(Date.parse(NOW) - day * 86_400_000).toISOString().slice(0, 10), { amount }),
    );
  fc.assert(
    fc.property(fc.array(anOrder, { maxLength: 12 }), (orders) => {
      expect(purchasesOf([...orders].reverse(), 'USD', NOW)).toEqual(purchasesOf(orders, 'USD', NOW));
    }),
  );
});

test('a customer whose orders lift them to another tier leaves a record of the move', () => {
  const context = {
    now: NOW,
    source: 'import',
    appraise: appraiseBy({ diamond: 500_000, gold: 150_000, silver: 40_000 }),
  };
  const before = mergeCustomer(undefined, { customerNumber: '1', attributes: {} }, context)!;
  const after = withPurchases(
    before,
    purchasesOf([bought('2026-01-01', { amount: 900_000, margin: 600_000 })], 'USD', NOW),
    context,
  )!;

  expect(changeBetween(before, after)).toMatchObject({
    readVersion: 1,
    tierMove: { from: 'standard', to: 'diamond', at: NOW, version: 2 },
  });
  expect(
    withPurchases(
      after,
      purchasesOf([bought('2026-01-01', { amount: 900_000, margin: 600_000 })], 'USD', NOW),
      context,
    ),
  ).toBeUndefined();
});
