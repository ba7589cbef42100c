import { text, type ReadCell } from './cell.ts';

/** What is wrong with one cell; `field` is the column, or empty when it is the row as a whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** `row` counts records from 1, the header not included. */
export interface RowError extends FieldError {
  readonly row: number;
}

/** A row as it came: cell text by column name. */
export type RawRow = Readonly<Record<string, string>>;

export type ImportedRow<Value> =
  | { readonly ok: true; readonly record: Value }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Columns beside the known ones that are kept; more of them is not an export of customers. */
const MAX_ATTRIBUTES = 50;

/** `Customer ID`, `customer_id` and `customerId` are one column. */
const fold = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');

/** More names than any sane file has; then the memory is emptied rather than grown by a hostile one. */
const MAX_REMEMBERED = 1000;

/** Known field of a column name, or undefined when we have no such field. Remembers what it was asked before. */
export function columnMatcher(known: readonly string[]): (column: string) => string | undefined {
  const byFolded = new Map(known.map((name) => [fold(name), name]));
  const seen = new Map<string, string | undefined>();
  return (column) => {
    if (seen.has(column)) return seen.get(column);
    if (seen.size >= MAX_REMEMBERED) seen.clear();
    const field = byFolded.get(fold(column));
    seen.set(column, field);
    return field;
  };
}

/** The cells of one row: by known field, and the rest as they came. An empty cell is absent. */
export function cellsOf(
  row: RawRow,
  fieldOf: (column: string) => string | undefined,
): { fields: ReadonlyMap<string, string>; rest: ReadonlyMap<string, string> } {
  const fields = new Map<string, string>();
  const rest = new Map<string, string>();
  for (const [column, cell] of Object.entries(row)) {
    const trimmed = cell.trim();
    if (trimmed === '') continue;
    const field = fieldOf(column);
    if (field === undefined) rest.set(column, trimmed);
    else fields.set(field, trimmed);
  }
  return { fields, rest };
}

/** Reads cells one by one and gathers everything that is wrong, so that a file is mended in one go. */
export function rowReader(fields: ReadonlyMap<string, string>) {
  const errors: FieldError[] = [];
  const read = <Value>(field: string, readCell: ReadCell<Value>): Value | undefined => {
    const cell = fields.get(field);
    if (cell === undefined) return undefined;
    const result = readCell(cell);
    if (result.ok) return result.value;
    errors.push({ field, message: result.message });
    return undefined;
  };
  return {
    errors,
    read,
    need: <Value>(field: string, readCell: ReadCell<Value>): Value | undefined => {
      if (!fields.has(field)) errors.push({ field, message: 'is required' });
      return read(field, readCell);
    },
  };
}

/** Unknown columns as text, in the order of their names so that equal rows are equal. */
export function attributesOf(
  rest: ReadonlyMap<string, string>,
  errors: FieldError[],
): Record<string, string> {
  if (rest.size > MAX_ATTRIBUTES)
    errors.push({ field: '', message: `has more than ${MAX_ATTRIBUTES} unknown columns` });
  const attributes: Record<string, string> = {};
  for (const [column, cell] of [...rest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const result = text(cell);
    if (result.ok) attributes[column] = result.value;
    else errors.push({ field: column, message: result.message });
  }
  return attributes;
}

/** Only what was said: an absent field must not overwrite one that is there. */
export const withoutGaps = (said: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
