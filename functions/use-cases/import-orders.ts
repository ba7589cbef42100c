import type { Customer } from '../domain/customer/customer.ts';
import { importOrderRow, orderField } from '../domain/customer/import-order-row.ts';
import type { RowError } from '../domain/customer/import-row.ts';
import { changeBetween, withPurchases, type CustomerChange } from '../domain/customer/merge-customer.ts';
import { orderSchema, type Order } from '../domain/customer/order.ts';
import { purchasesOf } from '../domain/customer/purchases.ts';
import type { Instant } from '../domain/instant.ts';
import type { EarnTerms } from '../domain/points/earned.ts';
import type { Customers } from '../ports/customers.ts';
import type { Points } from '../ports/points.ts';
import { earnFromOrders } from './customer-points.ts';
import type { ImportContext, NumberedRow, Tally } from './import-customers.ts';

/** Where points for purchases are posted, and what is given. */
export interface Loyalty {
  readonly points: Points;
  readonly terms: EarnTerms;
}

interface NumberedOrder {
  readonly row: number;
  readonly order: Order;
}

/** As in `import-customers.ts`. */
const ATTEMPTS = 5;
/** Customers read at once: a store answers in milliseconds, and a chunk has thousands. */
const PARALLEL_READS = 16;

/** Columns that are read over. */
export const unknownOrderColumns = (columns: readonly string[]): string[] =>
  columns.filter((column) => orderField(column) === undefined);

/**
 * Takes rows of an order file into the record and works out each customer's purchases, rhythm, value, tier and life
 * cycle anew from all their orders; what the orders earn in points is posted. An order of a customer whom we do not know is a row error: import customers first.
 */
export async function importOrders(
  customers: Pick<Customers, 'byIds' | 'withOrders' | 'saveAll'>,
  loyalty: Loyalty,
  rows: readonly NumberedRow[],
  context: ImportContext,
): Promise<Tally> {
  const errors: RowError[] = [];
  let left = new Map<string, NumberedOrder[]>();
  for (const { number, row } of rows) {
    const imported = importOrderRow(row);
    if (!imported.ok) {
      errors.push(...imported.errors.map((error) => ({ row: number, ...error })));
      continue;
    }
    const { customerId } = imported.record;
    left.set(customerId, [...(left.get(customerId) ?? []), { row: number, order: imported.record }]);
  }

  let written = 0;
  let unchanged = 0;
  for (let attempt = 1; left.size > 0; attempt += 1) {
    if (attempt > ATTEMPTS) throw new Error('customers keep changing while their orders are imported');
    const known = await customers.byIds([...left.keys()]);
    const taken = await inParallel([...left], async ([customerId, orders]) => {
      const customer = known.get(customerId);
      // Only who has orders already costs a look at them.
      const held = customer?.purchasesFrom === 'orders' ? await customers.withOrders(customerId) : undefined;
      return takeOrders(customerId, held ?? (customer && { customer, orders: [] }), orders, context);
    });
    const stale = new Set(await customers.saveAll(taken.flatMap(({ change }) => (change ? [change] : []))));
    for (const one of taken) {
      if (stale.has(one.customerId)) continue;
      written += one.written;
      unchanged += one.unchanged;
      errors.push(...one.errors);
    }
    await earn(loyalty, taken, stale, left, context.now);
    left = new Map([...left].filter(([customerId]) => stale.has(customerId)));
  }
  return { written, unchanged, errors };
}

/** For every order of the file and not only those that changed: a crash before this is made good by the next try. */
async function earn(
  { points, terms }: Loyalty,
  taken: readonly Taken[],
  stale: ReadonlySet<string>,
  rows: ReadonlyMap<string, readonly NumberedOrder[]>,
  now: Instant,
): Promise<void> {
  if (terms.perUnit === 0) return;
  const earning = taken.filter(({ customerId, isKnown }) => isKnown && !stale.has(customerId));
  await inParallel(earning, ({ customerId, currency }) => {
    // As in the record: of an order that is in the file twice the last row, and in the customer's currency if it names none.
    const orders = new Map(rows.get(customerId)?.map(({ order }) => [order.id, { currency, ...order }]));
    return earnFromOrders(points, customerId, [...orders.values()], terms, now);
  });
}

interface Taken extends Tally {
  readonly isKnown: boolean;
  readonly customerId: string;
  /** In which their orders are that name none. */
  readonly currency: string;
  readonly change: CustomerChange | undefined;
}

function takeOrders(
  customerId: string,
  known: { readonly customer: Customer; readonly orders: readonly Order[] } | undefined,
  rows: readonly NumberedOrder[],
  context: ImportContext,
): Taken {
  if (!known) {
    const errors = rows.map(({ row }) => ({
      row,
      field: 'customerId',
      message: 'is not a customer we know; import customers first',
    }));
    const { currency } = context;
    return { customerId, currency, isKnown: false, change: undefined, written: 0, unchanged: 0, errors };
  }
  const held = new Map(known.orders.map((order) => [order.id, order]));
  const changed = new Map<string, Order>();
  let written = 0;
  for (const { order } of rows) {
    if (asText(held.get(order.id)) === asText(order)) continue;
    held.set(order.id, order);
    changed.set(order.id, order);
    written += 1;
  }
  const { customer } = known;
  const currency = customer.currency ?? context.currency;
  const figures = withPurchases(customer, purchasesOf([...held.values()], currency, context.now), context);
  // An order may change without moving a figure; the customer's version still tells that something did.
  const after =
    figures ??
    (changed.size > 0 ? { ...customer, version: customer.version + 1, updatedAt: context.now } : undefined);
  return {
    customerId,
    currency,
    isKnown: true,
    change: after && changeBetween(customer, after, [...changed.values()]),
    written,
    unchanged: rows.length - written,
    errors: [],
  };
}

/** Parsing puts the fields in one order, so that equal orders are equal as text. */
const asText = (order: Order | undefined): string => (order ? JSON.stringify(orderSchema.parse(order)) : '');

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: PARALLEL_READS }, worker));
  return results;
}
