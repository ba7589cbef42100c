import { naturalKey, amount, day, type ReadCell } from '../customer/cell.ts';
import { cellsOf, columnMatcher, rowReader, type ImportedRow, type RawRow } from '../customer/import-row.ts';
import { customerIdOf } from '../ids.ts';
import { outcomeIdOf, outcomeKinds, type CustomerOutcome } from './customer-outcome.ts';

/** Columns of an outcome file. `amount` is the margin in major units; `outcomeId` is the sender's own key. */
export const outcomeColumns = ['outcomeId', 'customerId', 'outcome', 'on', 'amount'] as const;

/** Field of a column, however it is spelt. */
export const outcomeField = columnMatcher(outcomeColumns);

const kind: ReadCell<CustomerOutcome['kind']> = (cell) => {
  const known = outcomeKinds.find((one) => one === cell.toLowerCase());
  return known === undefined
    ? { ok: false, message: `is not one of ${outcomeKinds.join(', ')}` }
    : { ok: true, value: known };
};

const notNegative: ReadCell<number> = (cell) => {
  const read = amount(cell);
  return read.ok && read.value < 0 ? { ok: false, message: 'is below 0' } : read;
};

/** One row about what became of a customer, or everything that is wrong with it. */
export function importOutcomeRow(row: RawRow, source: string): ImportedRow<CustomerOutcome> {
  const { errors, read, need } = rowReader(cellsOf(row, outcomeField).fields);
  const customerNumber = need('customerId', naturalKey);
  const said = need('outcome', kind);
  const on = need('on', day);
  const bought = read('amount', notNegative);
  const key = read('outcomeId', naturalKey);
  if (bought !== undefined && said !== undefined && said !== 'bought')
    errors.push({ field: 'amount', message: 'goes with the outcome bought only' });
  if (errors.length > 0 || customerNumber === undefined || said === undefined || on === undefined)
    return { ok: false, errors };
  const customerId = customerIdOf(customerNumber);
  return {
    ok: true,
    record: {
      id: key ?? outcomeIdOf(customerId, said, on, bought),
      customerId,
      kind: said,
      on,
      source,
      ...(bought !== undefined && { amount: bought }),
    },
  };
}
