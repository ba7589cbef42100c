import * as z from 'zod';
import { customerIdOf } from '../ids.ts';
import { instantSchema, type Instant } from '../instant.ts';
import { customerSchema, knownAddresses, tiers, tierSchema, type Customer } from './customer.ts';
import { atTheirPlace } from './base-place.ts';
import type { Appraise } from './appraise.ts';
import { saysLeft } from './has-left.ts';
import type { CustomerRecord } from './import-customer-row.ts';
import type { Order } from './order.ts';
import type { Purchases } from './purchases.ts';

type Unappraised = Parameters<Appraise>[0];

/** A move between tiers is a fact of its own: promotions, watch lists and reports ask when and why. */
export const tierMoveSchema = z.object({
  type: z.literal('TierMoved'),
  customerId: z.string(),
  version: z.int(),
  at: instantSchema,
  from: tierSchema,
  to: tierSchema,
  value: z.int(),
  /** On a fall: campaigns may wait for it. */
  dispatch: z.literal('enrol').optional(),
});
type TierMove = z.infer<typeof tierMoveSchema>;

/** That the status of a customer turned to one of somebody who is gone; what listens to it counts the leaving. */
export const customerLeftSchema = z.object({
  type: z.literal('CustomerLeft'),
  customerId: z.string(),
  version: z.int(),
  at: instantSchema,
});
export type CustomerLeft = z.infer<typeof customerLeftSchema>;

/** One customer from what was read to what shall be. `readVersion` is undefined for one that we did not know. */
export interface CustomerChange {
  readonly customer: Customer;
  readonly readVersion: number | undefined;
  readonly gainedEmails: readonly string[];
  readonly lostEmails: readonly string[];
  readonly tierMove: TierMove | undefined;
  readonly left: CustomerLeft | undefined;
  /** Orders that are new or changed, kept in the same step. */
  readonly orders: readonly Order[];
}

export interface MergeContext {
  readonly now: Instant;
  /** Where the new knowledge comes from, such as `import`. */
  readonly source: string;
  readonly appraise: Appraise;
}

/**
 * The customer after a row of a file, or undefined when the row says nothing new.
 *
 * An empty or missing cell leaves the field as it is: exports of part of the columns are common, and a forgotten
 * column must not wipe consent or contract. E-mail addresses are replaced as a list; attributes are merged by name.
 * Once we hold a customer's orders, the columns that sum them up are ignored.
 */
export function mergeCustomer(
  before: Customer | undefined,
  record: CustomerRecord,
  context: MergeContext,
): Customer | undefined {
  const { customerNumber, orders, spend12m, margin12m, lastOrderOn, attributes, ...fields } = record;
  const columns = {
    ...(orders !== undefined && { orders }),
    ...(spend12m !== undefined && { spend12m }),
    ...(margin12m !== undefined && { margin12m }),
    ...(lastOrderOn !== undefined && { lastOrderOn }),
  };
  const fromColumns = before?.purchasesFrom !== 'orders' && Object.keys(columns).length > 0;
  const base = before ?? blank(customerNumber, context);
  const after: Unappraised = {
    ...base,
    ...fields,
    emails: fields.emails ?? base.emails,
    marketingConsent: fields.marketingConsent ?? base.marketingConsent,
    ...(fromColumns && { ...columns, purchasesFrom: 'columns' }),
    attributes: sorted({ ...base.attributes, ...attributes }),
  };
  return ifChanged(before, after, context);
}

/** The customer after a look at all their orders, or undefined when these say nothing new. */
export function withPurchases(
  before: Customer,
  purchases: Purchases,
  context: MergeContext,
): Customer | undefined {
  // A margin from the columns stays where orders know none; the rest is what the orders say, be it nothing.
  const { lastOrderOn: _last, rhythmDays: _rhythm, breadth: _breadth, ...kept } = before;
  return ifChanged(before, { ...kept, ...purchases, purchasesFrom: 'orders' }, context);
}

const blank = (customerNumber: string, { now, source }: MergeContext): Unappraised => ({
  id: customerIdOf(customerNumber),
  version: 0,
  customerNumber,
  emails: [],
  marketingConsent: false,
  attributes: {},
  source,
  updatedAt: now,
});

function ifChanged(
  before: Customer | undefined,
  after: Unappraised,
  { now, source, appraise }: MergeContext,
): Customer | undefined {
  // Parsing puts the fields in one order, so that equal records are equal as text.
  const next = customerSchema.parse({ ...after, lifeCycle: undefined, ...appraise(after, now) });
  if (before && JSON.stringify(next) === JSON.stringify(customerSchema.parse(before))) return undefined;
  return { ...next, version: next.version + 1, source, updatedAt: now };
}

/** What has to be written to get from the customer as it was read to the customer as it shall be. */
export function changeBetween(
  before: Customer | undefined,
  after: Customer,
  orders: readonly Order[] = [],
): CustomerChange {
  const had = before ? knownAddresses(before) : [];
  const has = knownAddresses(after);
  return {
    customer: atTheirPlace(before, after),
    readVersion: before?.version,
    gainedEmails: has.filter((address) => !had.includes(address)),
    lostEmails: had.filter((address) => !has.includes(address)),
    tierMove:
      before && before.tier !== after.tier
        ? {
            type: 'TierMoved',
            customerId: after.id,
            version: after.version,
            at: after.updatedAt,
            from: before.tier,
            to: after.tier,
            value: after.value,
            ...(tiers.indexOf(after.tier) > tiers.indexOf(before.tier) && { dispatch: 'enrol' as const }),
          }
        : undefined,
    // Whoever is gone when we first hear of them left before our time.
    left:
      before && !saysLeft(before.status) && saysLeft(after.status)
        ? { type: 'CustomerLeft', customerId: after.id, version: after.version, at: after.updatedAt }
        : undefined,
    orders,
  };
}

const sorted = (attributes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
