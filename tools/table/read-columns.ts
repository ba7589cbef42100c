import { UNKNOWN_CODE, type Column } from '../../functions/domain/table/column.ts';
import { numberIn, type NumberStyle } from '../../functions/domain/table/number-text.ts';
import { checkedHeader, checkedWidth, csvRecords, openTable, type OpenTable } from './csv-records.ts';
import { UnusableTable } from '../unusable-table.ts';

interface ReadColumnsOptions {
  /** Columns that are names whatever they look like, such as a group or an outcome. */
  readonly names?: readonly string[];
  /** Columns that are not read at all. */
  readonly drop?: readonly string[];
  /** Told when the encoding of the file is a guess. */
  readonly note?: (text: string) => void;
  /** `allow`: a named column that is not there is no mistake. */
  readonly missing?: 'allow';
}

interface ColumnTable {
  readonly header: readonly string[];
  readonly rows: number;
  readonly columns: readonly Column[];
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const UNKNOWN = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL']);
const MS_PER_DAY = 86_400_000;

/** A column counts as numbers or dates when this share of what is known is; the rest are then mistakes. */
const SURE_OF_KIND = 0.95;

/**
 * Reads a CSV file into typed columns, the kind of each taken from all of its cells. The file is read twice, so that
 * no cell is kept as text.
 * @throws UnusableTable naming row (from 1, the header not counted) and column
 */
export async function readColumns(file: string, options: ReadColumnsOptions = {}): Promise<ColumnTable> {
  const drop = new Set(options.drop ?? []);
  const names = new Set(options.names ?? []);
  const first = await openTable(file, options.note ?? (() => undefined));
  const style = { decimalComma: first.separator === ';' };
  let header: readonly string[] = [];
  let kinds: KindFinder[] = [];
  let rows = 0;
  for await (const cells of rowsOf(first)) {
    if (header.length === 0) {
      header = cells;
      if (options.missing === undefined) for (const name of [...drop, ...names]) needColumn(header, name);
      kinds = header.map((name) => new KindFinder(name, style));
      continue;
    }
    rows += 1;
    for (const [index, kind] of kinds.entries()) kind.look(cells[index] ?? '', rows);
  }
  if (header.length === 0)
    throw new UnusableTable('the file is empty; its first line must hold the column names');
  if (rows === 0) throw new UnusableTable('the file has a header and no rows');
  const fillers = kinds.flatMap((kind, index) =>
    drop.has(kind.name) ? [] : [{ index, filler: fillerFor(kind, names.has(kind.name), rows) }],
  );
  let row = -1;
  for await (const cells of rowsOf(await openTable(file, () => undefined))) {
    if (row >= 0) for (const { index, filler } of fillers) filler.put(row, (cells[index] ?? '').trim());
    row += 1;
  }
  return { header, rows, columns: fillers.map(({ filler }) => filler.column) };
}

function needColumn(header: readonly string[], name: string): void {
  if (!header.includes(name))
    throw new UnusableTable(`there is no column "${name}"; the columns are ${header.join(', ')}`);
}

/** The rows of a table and its header, all of one width. */
async function* rowsOf({ table, separator }: OpenTable): AsyncGenerator<readonly string[]> {
  let header: readonly string[] | undefined;
  let row = 0;
  for await (const cells of csvRecords(table, separator)) {
    if (header === undefined) yield (header = namedHeader(cells));
    else {
      row += 1;
      checkedWidth(cells, header.length, row);
      yield cells;
    }
  }
}

function namedHeader(cells: readonly string[]): readonly string[] {
  const header = checkedHeader(cells);
  const nameless = header.indexOf('');
  if (nameless !== -1) throw new UnusableTable(`column ${nameless + 1} has no name in the header`);
  return header;
}

/** Counts what the cells of one column look like. */
class KindFinder {
  readonly name: string;
  readonly style: NumberStyle;
  numbers = 0;
  dates = 0;
  texts = 0;
  /** The first few cells that are neither unknown nor a number, nor a date. */
  firstNotNumber: { readonly row: number; readonly text: string } | undefined;
  firstNotDate: { readonly row: number; readonly text: string } | undefined;

  constructor(name: string, style: NumberStyle) {
    this.name = name;
    this.style = style;
  }

  look(cell: string, row: number): void {
    const text = cell.trim();
    if (UNKNOWN.has(text)) return;
    const isNumber = !Number.isNaN(numberIn(text, this.style));
    const isDate = !isNumber && DATE.test(text) && !Number.isNaN(Date.parse(text));
    if (isNumber) this.numbers += 1;
    else if (isDate) this.dates += 1;
    else this.texts += 1;
    if (!isNumber) this.firstNotNumber ??= { row, text };
    if (!isDate) this.firstNotDate ??= { row, text };
  }

  kind(): 'number' | 'date' | 'names' {
    const known = this.numbers + this.dates + this.texts;
    if (known === 0) return 'names';
    if (this.numbers >= SURE_OF_KIND * known) {
      this.refuse('number', this.firstNotNumber);
      return 'number';
    }
    if (this.dates >= SURE_OF_KIND * known) {
      this.refuse('date', this.firstNotDate);
      return 'date';
    }
    return 'names';
  }

  private refuse(kind: string, wrong: { readonly row: number; readonly text: string } | undefined): void {
    if (wrong === undefined) return;
    throw new UnusableTable(
      `row ${wrong.row}, column ${this.name}: "${wrong.text}" is not a ${kind}, as nearly all of this column are; leave the cell empty when it is unknown, or leave the column out with --drop`,
    );
  }
}

interface Filler {
  readonly column: Column;
  put(row: number, text: string): void;
}

function fillerFor(found: KindFinder, asNames: boolean, rows: number): Filler {
  const { name } = found;
  const kind = asNames ? 'names' : found.kind();
  if (kind === 'names') {
    const codes = new Int32Array(rows).fill(UNKNOWN_CODE);
    const levels: string[] = [];
    const known = new Map<string, number>();
    return {
      column: { kind: 'category', name, codes, levels },
      put(row, text) {
        if (UNKNOWN.has(text)) return;
        let code = known.get(text);
        if (code === undefined) {
          code = levels.push(text) - 1;
          known.set(text, code);
        }
        codes[row] = code;
      },
    };
  }
  const values = new Float64Array(rows).fill(Number.NaN);
  return {
    column: { kind: 'number', name, values, ...(kind === 'date' && { unit: 'day' as const }) },
    put(row, text) {
      if (UNKNOWN.has(text)) return;
      values[row] = kind === 'date' ? Date.parse(text) / MS_PER_DAY : numberIn(text, found.style);
    },
  };
}
