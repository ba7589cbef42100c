import { isPurchase } from '../customer/purchases.ts';
import type { Order } from '../customer/order.ts';
import type { Instant } from '../instant.ts';
import { balanceOf, pointsEnd, type Posting } from './points.ts';

/** What a firm gives for purchases. */
export interface EarnTerms {
  /** Points for each major unit (dollar, pound, yuan) that the customer paid and kept; 0 gives none. */
  readonly perUnit: number;
  /** ISO 4217 code of the firm; an order in another currency earns nothing, for there is no rate. */
  readonly currency: string;
}

const MINOR_PER_MAJOR = 100;

/** What an order earns as it stands: refunds come off, and one that came to nothing earns nothing. */
export function pointsOf(order: Order, { perUnit, currency }: EarnTerms, now: Instant): number {
  if (!isPurchase(order, now) || (order.currency ?? currency) !== currency) return 0;
  const kept = (order.amount ?? 0) - (order.refundedAmount ?? 0);
  return Math.max(0, Math.floor((kept * perUnit) / MINOR_PER_MAJOR));
}

/**
 * The posting that brings what an order has earned to what it earns as it now stands; undefined when nothing is to
 * move. A refund takes back no more than the customer has: points already spent are not a debt. Of an order so old
 * that its points have ended nothing moves any more.
 */
export function postingFor(
  order: Order,
  customerKey: string,
  postings: readonly Posting[],
  terms: EarnTerms,
  now: Instant,
): Posting | undefined {
  const expiresAt = pointsEnd(order.orderedAt);
  if (expiresAt <= now) return undefined;
  const key = `order:${order.orderNumber}`;
  const before = postings.filter((posting) => posting.key === key || posting.key.startsWith(`${key}~`));
  const wanted = pointsOf(order, terms, now) - balanceOf(before);
  const points = Math.max(wanted, -balanceOf(postings));
  if (points === 0) return undefined;
  return {
    customerKey,
    // A natural key for each change of the order: two who see the same change post it once.
    key: before.length === 0 ? key : `${key}~${before.length}`,
    at: now,
    points,
    house: 'purchases',
    ...(points > 0 && { expiresAt }),
  };
}

/** What a kept promise earns, under the promise's own key. */
export const postingForPromise = (
  promiseId: string,
  customerKey: string,
  points: number,
  now: Instant,
): Posting => ({
  ...{ customerKey, key: `promise:${promiseId}`, at: now, points },
  house: 'promises',
  expiresAt: pointsEnd(now),
});
