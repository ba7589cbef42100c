import type { RowError } from '../domain/customer/import-row.ts';
import type { CustomerOutcome } from '../domain/experiment/customer-outcome.ts';
import { importOutcomeRow, outcomeField } from '../domain/experiment/import-outcome-row.ts';
import type { NumberedRow, Tally } from './import-customers.ts';
import { recordOutcome, type RecordOutcomeDeps } from './record-outcome.ts';

/** Customers told of at once; what is said of one of them is taken in the order of the file. */
const PARALLEL_CUSTOMERS = 16;

/** Columns that are read over. */
export const unknownOutcomeColumns = (columns: readonly string[]): string[] =>
  columns.filter((column) => outcomeField(column) === undefined);

/**
 * Takes in what became of customers, row by row. A row that was told before is unchanged; one of a customer we do not
 * know is an error of its row and stops nothing.
 */
export async function importOutcomes(
  deps: RecordOutcomeDeps,
  rows: readonly NumberedRow[],
  source: string,
): Promise<Tally> {
  const errors: RowError[] = [];
  const told = new Map<string, { number: number; outcome: CustomerOutcome }[]>();
  for (const { number, row } of rows) {
    const read = importOutcomeRow(row, source);
    if (!read.ok) errors.push(...read.errors.map((error) => ({ row: number, ...error })));
    else
      told.set(read.record.customerId, [
        ...(told.get(read.record.customerId) ?? []),
        { number, outcome: read.record },
      ]);
  }

  let written = 0;
  let unchanged = 0;
  const queue = [...told.values()];
  const worker = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      for (const { number, outcome } of one) {
        const recorded = await recordOutcome(deps, outcome);
        if (recorded === 'recorded') written += 1;
        else if (recorded === 'known') unchanged += 1;
        else
          errors.push({
            row: number,
            field: 'customerId',
            message: 'is not a customer we know; import customers first',
          });
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_CUSTOMERS }, worker));
  return { written, unchanged, errors: errors.sort((a, b) => a.row - b.row) };
}
