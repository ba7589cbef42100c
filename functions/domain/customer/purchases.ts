import { dayOf, daysBetween, plusDays, startOf, type Day, type Instant } from '../instant.ts';
import type { MinorUnits } from '../money.ts';
import type { Order } from './order.ts';

/** What the orders of one customer say together; amounts in minor units of one currency. */
export interface Purchases {
  readonly orders: number;
  readonly spend12m: MinorUnits;
  readonly margin12m?: MinorUnits;
  readonly lastOrderOn?: Day;
  /** Median days between days with an order: the customer's own rhythm. Absent below two such days. */
  readonly rhythmDays?: number;
  /** Different things bought, by the names in `items`; absent where no order names any. */
  readonly breadth?: number;
}

const YEAR_DAYS = 365;

/** An order that came to nothing is no purchase. A refunded one is: what was paid back is taken off the sums. */
const cameToNothing = /^(cancell?ed|void|voided|failed|rejected|draft|已取消|取消|失败)$/i;

/** Whether an order is one at this instant: placed, and not come to nothing. */
export const isPurchase = (
  { status, orderedAt }: Pick<Order, 'status' | 'orderedAt'>,
  now: Instant,
): boolean => !cameToNothing.test(status ?? '') && orderedAt <= now;

/**
 * Purchases from the orders themselves. An order in another currency than `currency` counts as a purchase but adds
 * nothing to the sums, since there is no rate to add it at. A refund comes off spend and margin alike: goods that
 * come back are seldom sold again at their price.
 * @param currency that of the customer's record, or of the firm where it names none; so are orders that name none
 */
export function purchasesOf(orders: readonly Order[], currency: string, now: Instant): Purchases {
  const bought = orders.filter((order) => isPurchase(order, now));
  const lastYear = bought.filter(
    (order) => order.orderedAt > plusDays(now, -YEAR_DAYS) && (order.currency ?? currency) === currency,
  );
  const margins = lastYear.flatMap(({ margin, refundedAmount = 0 }) =>
    margin === undefined ? [] : [margin - refundedAmount],
  );
  const days = [...new Set(bought.map(({ orderedAt }) => dayOf(orderedAt)))].sort();
  const lastOrderOn = days.at(-1);
  const things = new Set(bought.flatMap(({ items }) => thingsIn(items ?? '')));
  const rhythmDays = median(
    days.slice(1).map((day, index) => daysBetween(startOf(days[index] ?? day), startOf(day))),
  );
  return {
    orders: bought.length,
    spend12m: sum(lastYear.map(({ amount = 0, refundedAmount = 0 }) => amount - refundedAmount)),
    ...(margins.length > 0 && { margin12m: sum(margins) }),
    ...(lastOrderOn !== undefined && { lastOrderOn }),
    ...(rhythmDays !== undefined && { rhythmDays }),
    ...(things.size > 0 && { breadth: things.size }),
  };
}

/** `2x Kettle; Filter` are a kettle and a filter: names between separators, without the number before or behind. */
const thingsIn = (items: string): string[] =>
  items
    .split(/[;,|、，；\n]/)
    .map((item) =>
      item
        .trim()
        .toLowerCase()
        .replace(/^\d+\s*[x×*]?\s+|\s*[x×*]\s*\d+$/g, ''),
    )
    .filter((name) => name !== '');

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
