import { customerIdOf, orderIdOf } from '../ids.ts';
import * as cell from './cell.ts';
import {
  cellsOf,
  columnMatcher,
  rowReader,
  withoutGaps,
  type ImportedRow,
  type RawRow,
} from './import-row.ts';
import { orderSchema, type Order } from './order.ts';

/** Columns of an order file. Others are listed and not kept: an order has no attributes. */
const orderColumns = [
  'orderId',
  'customerId',
  'orderedAt',
  'status',
  'items',
  'channel',
  'amount',
  'margin',
  'currency',
  'refundedAmount',
] as const;

/** Field of a column, however it is spelt. */
export const orderField = columnMatcher(orderColumns);

/** One row of an order file, or everything that is wrong with it. */
export function importOrderRow(row: RawRow): ImportedRow<Order> {
  const { fields } = cellsOf(row, orderField);
  const { errors, read, need } = rowReader(fields);
  const orderNumber = need('orderId', cell.naturalKey);
  const customerNumber = need('customerId', cell.naturalKey);
  const said = {
    orderNumber,
    orderedAt: need('orderedAt', cell.instant),
    status: read('status', cell.text),
    items: read('items', cell.text),
    channel: read('channel', cell.text),
    amount: read('amount', cell.amount),
    margin: read('margin', cell.amount),
    currency: read('currency', cell.currency),
    refundedAmount: read('refundedAmount', cell.amount),
  };
  if (errors.length > 0 || orderNumber === undefined || customerNumber === undefined)
    return { ok: false, errors };
  return {
    ok: true,
    record: orderSchema.parse({
      ...withoutGaps(said),
      id: orderIdOf(orderNumber),
      customerId: customerIdOf(customerNumber),
    }),
  };
}
