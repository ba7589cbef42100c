import type { Sense } from '../model.ts';

/** A column of numbers; `NaN` is unknown. Days are whole days since 1970-01-01. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
  /** More of it never lowers (`rising`) or never raises (`falling`) the risk. */
  readonly sense?: Sense;
  readonly unit?: 'day';
  /** Where the unit is `day`: how the file wrote it. */
  readonly written?: 'year-first' | 'day-first' | 'month-first' | 'month-named';
}

/** A column of texts without an order: `codes[row]` is the place of the row's text in `categories`, -1 is unknown. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

export type Column = NumberColumn | CategoryColumn;

/** What a churn model is fitted on: one row per customer, column by column, and who left. */
export interface TrainingTable {
  readonly columns: readonly Column[];
  /** 1 left, 0 stayed, by row. */
  readonly outcomes: Uint8Array;
}

/** The table without some of its columns. */
export const without = (table: TrainingTable, names: ReadonlySet<string>): TrainingTable => ({
  ...table,
  columns: table.columns.filter(({ name }) => !names.has(name)),
});

/** The given rows of a table, in the given order. */
export const rowsOf = (table: TrainingTable, rows: Int32Array): TrainingTable => ({
  columns: table.columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1) },
  ),
  outcomes: Uint8Array.from(rows, (row) => table.outcomes[row] ?? 0),
});
