import type { Customer } from '../domain/customer/customer.ts';
import {
  customerField,
  importCustomerRow,
  type CustomerRecord,
} from '../domain/customer/import-customer-row.ts';
import type { RawRow, RowError } from '../domain/customer/import-row.ts';
import { changeBetween, mergeCustomer, type MergeContext } from '../domain/customer/merge-customer.ts';
import { customerIdOf } from '../domain/ids.ts';
import type { Customers } from '../ports/customers.ts';

export interface NumberedRow {
  readonly number: number;
  readonly row: RawRow;
}

/** What became of rows: each is written, unchanged, or has at least one error. */
export interface Tally {
  readonly written: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
  /** Currencies of rows that were taken in though the firm counts in another: nothing converts, and the firm must know. */
  readonly otherCurrencies?: readonly string[];
}

/** What rows are taken in under, and the currency that the firm counts in, an ISO 4217 code. */
export type ImportContext = MergeContext & { readonly currency: string };

/** Somebody else changing the same customers again and again is no longer a race. */
const ATTEMPTS = 5;

/** Columns that the record of a customer has no place for but its attributes. */
export const unknownCustomerColumns = (columns: readonly string[]): string[] =>
  columns.filter((column) => customerField(column) === undefined);

/** Takes rows of a customer file into the record; a later row of the same customer goes on top of the earlier one. */
export async function importCustomers(
  customers: Pick<Customers, 'byIds' | 'saveAll'>,
  rows: readonly NumberedRow[],
  context: ImportContext,
): Promise<Tally> {
  const errors: RowError[] = [];
  const records: CustomerRecord[] = [];
  for (const { number, row } of rows) {
    const imported = importCustomerRow(row);
    if (imported.ok) records.push(imported.record);
    else errors.push(...imported.errors.map((error) => ({ row: number, ...error })));
  }

  let left = records;
  let written = 0;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > ATTEMPTS) throw new Error('customers keep changing while they are imported');
    const before = await customers.byIds(left.map(({ customerNumber }) => customerIdOf(customerNumber)));
    const after = new Map<string, { customer: Customer; rows: number }>();
    for (const record of left) {
      const id = customerIdOf(record.customerNumber);
      const earlier = after.get(id);
      const customer = mergeCustomer(earlier?.customer ?? before.get(id), record, context);
      if (customer) after.set(id, { customer, rows: (earlier?.rows ?? 0) + 1 });
    }
    const stale = new Set(
      await customers.saveAll(
        [...after].map(([id, { customer }]) => changeBetween(before.get(id), customer)),
      ),
    );
    written += [...after].reduce((sum, [id, one]) => sum + (stale.has(id) ? 0 : one.rows), 0);
    left = left.filter(({ customerNumber }) => stale.has(customerIdOf(customerNumber)));
  }
  const named = new Set(records.flatMap(({ currency }) => currency ?? []));
  return {
    written,
    unchanged: records.length - written,
    errors,
    otherCurrencies: [...named].filter((currency) => currency !== context.currency),
  };
}
