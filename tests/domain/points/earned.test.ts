import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Order } from '../../../functions/domain/customer/order.ts';
import { pointsOf, postingFor } from '../../../functions/domain/points/earned.ts';
import { endedPostings } from '../../../functions/domain/points/ended.ts';
import { balanceOf, pointsEnd, type Posting } from '../../../functions/domain/points/points.ts';

const now = '2026-03-02T09:00:00.000Z';
const terms = { perUnit: 2, currency: 'GBP' };
const anOrder = (over: Partial<Order> = {}): Order => ({
  id: 'ord_1',
  orderNumber: '1',
  customerId: 'cus_7',
  orderedAt: '2026-02-01T10:00:00.000Z',
  amount: 2_550,
  ...over,
});
const post = (order: Order, postings: readonly Posting[], at = now): readonly Posting[] => {
  const posting = postingFor(order, 'cus_7', postings, terms, at);
  return posting ? [...postings, posting] : postings;
};

describe('what an order earns', () => {
  test.each([
    ['points by the major unit, rounded down', {}, 51],
    ['nothing on what was paid back', { refundedAmount: 550 }, 40],
    ['nothing when all was paid back', { refundedAmount: 2_550 }, 0],
    ['nothing when it was cancelled', { status: 'Cancelled' }, 0],
    ['nothing before it is placed', { orderedAt: '2026-03-03T00:00:00.000Z' }, 0],
    ['nothing in another currency', { currency: 'EUR' }, 0],
    ['nothing without an amount', { amount: undefined }, 0],
  ])('%s', (_, over, points) => {
    expect(pointsOf(anOrder(over), terms, now)).toBe(points);
  });
});

test('points for an order end with the month, 24 months after the order and not after the import', () => {
  expect(postingFor(anOrder(), 'cus_7', [], terms, now)).toMatchObject({
    key: 'order:1',
    points: 51,
    house: 'purchases',
    expiresAt: '2028-03-01T00:00:00.000Z',
  });
});

test('an order whose points would have ended by now moves nothing', () => {
  const old = anOrder({ orderedAt: '2023-02-01T10:00:00.000Z' });
  expect(postingFor(old, 'cus_7', [], terms, now)).toBeUndefined();
});

test('a refund takes its points back, and no more than are there', () => {
  const earned = post(anOrder(), []);
  const refunded = anOrder({ refundedAmount: 2_550 });
  expect(balanceOf(post(refunded, earned))).toBe(0);

  const spent: Posting = { customerKey: 'cus_7', key: 'reward:mug', at: now, points: -40, house: 'rewards' };
  expect(post(refunded, [...earned, spent]).at(-1)).toMatchObject({ key: 'order:1~1', points: -11 });
});

test('whatever an order goes through, its points are those of its last state, and seen again it moves nothing', () => {
  const states = fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 100_000 }),
      refundedAmount: fc.integer({ min: 0, max: 50_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(states, (seen) => {
      let postings: readonly Posting[] = [];
      for (const state of seen) postings = post(anOrder(state), post(anOrder(state), postings));
      expect(balanceOf(postings)).toBe(pointsOf(anOrder(seen.at(-1)), terms, now));
      expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
    }),
  );
});

describe('points that end', () => {
  const earned = (month: string, points: number): Posting => ({
    customerKey: 'cus_7',
    key: `order:${month}`,
    at: `${month}-15T00:00:00.000Z`,
    points,
    house: 'purchases',
    expiresAt: pointsEnd(`${month}-15T00:00:00.000Z`),
  });
  const spent: Posting = { customerKey: 'cus_7', key: 'reward:mug', at: now, points: -30, house: 'rewards' };
  const held = [earned('2024-01', 20), earned('2024-02', 50), earned('2024-03', 70), spent];

  test('go on the first of the month, less what was spent of them', () => {
    expect(endedPostings('cus_7', held, '2026-02-28T23:59:59.999Z')).toEqual([]);
    expect(endedPostings('cus_7', held, '2026-03-01T00:00:00.000Z')).toMatchObject([
      { key: 'expiry:2026-03', points: -40, house: 'expiry' },
    ]);
  });

  test('go once: after their postings nothing has ended', () => {
    const at = '2026-05-01T00:00:00.000Z';
    const after = [...held, ...endedPostings('cus_7', held, at)];
    expect(endedPostings('cus_7', after, at)).toEqual([]);
    expect(balanceOf(after)).toBe(0);
  });
});
