import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { UNKNOWN_CODE, type Column } from '../functions/domain/table/column.ts';
import { UnusableTable } from './unusable-table.ts';

export interface ReadColumnsOptions {
  /** Columns that are names whatever they look like, such as a group or an outcome. */
  readonly names?: readonly string[];
  /** Columns that are not read at all. */
  readonly drop?: readonly string[];
  /** `allow`: a named column that is not there is no mistake. */
  readonly missing?: 'allow';
}

export interface ColumnTable {
  readonly header: readonly string[];
  readonly rows: number;
  readonly columns: readonly Column[];
}

const cellsSchema = z.array(z.string());
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
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
  let header: readonly string[] = [];
  let kinds: KindFinder[] = [];
  let rows = 0;
  for await (const cells of rowsOf(file)) {
    if (header.length === 0) {
      header = checkHeader(cells);
      if (options.missing === undefined) for (const name of [...drop, ...names]) needColumn(header, name);
      kinds = header.map((name) => new KindFinder(name));
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
  for await (const cells of rowsOf(file)) {
    if (row >= 0) for (const { index, filler } of fillers) filler.put(row, (cells[index] ?? '').trim());
    row += 1;
  }
  return { header, rows, columns: fillers.map(({ filler }) => filler.column) };
}

function needColumn(header: readonly string[], name: string): void {
  if (!header.includes(name))
    throw new UnusableTable(`there is no column "${name}"; the columns are ${header.join(', ')}`);
}

async function* rowsOf(file: string): AsyncGenerator<readonly string[]> {
  const input = createReadStream(file);
  const records = input.pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true }));
  input.on('error', (error) => records.destroy(error));
  let width: number | undefined;
  let row = 0;
  for await (const record of records) {
    const cells: readonly string[] = Array.isArray(record) ? record : cellsSchema.parse(record);
    width ??= cells.length;
    if (cells.length !== width) {
      throw new UnusableTable(
        `row ${row} has ${cells.length} cells, the header has ${width}; a comma inside a value needs quotes around the value`,
      );
    }
    yield cells;
    row += 1;
  }
}

function checkHeader(cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  const [only] = header;
  if (header.length === 1 && only !== undefined && /[;\t]/.test(only)) {
    const found = only.includes(';') ? 'semicolons' : 'tabs';
    throw new UnusableTable(`the columns are separated by ${found}; save the file with commas`);
  }
  if (header.some((name) => name.includes('\0') || name.includes('\uFFFD')))
    throw new UnusableTable('the file is not UTF-8 text; save it as "CSV UTF-8"');
  const nameless = header.indexOf('');
  if (nameless !== -1) throw new UnusableTable(`column ${nameless + 1} has no name in the header`);
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UnusableTable(`the column "${twice}" is there twice; remove or rename one`);
  return header;
}

/** Counts what the cells of one column look like. */
class KindFinder {
  readonly name: string;
  numbers = 0;
  dates = 0;
  texts = 0;
  /** The first few cells that are neither unknown nor a number, nor a date. */
  firstNotNumber: { readonly row: number; readonly text: string } | undefined;
  firstNotDate: { readonly row: number; readonly text: string } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  look(cell: string, row: number): void {
    const text = cell.trim();
    if (UNKNOWN.has(text)) return;
    const isNumber = NUMBER.test(text);
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
    const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(wrong.text);
    throw new UnusableTable(
      `row ${wrong.row}, column ${this.name}: "${wrong.text}" is not a ${kind}, as nearly all of this column are; ${
        grouped ? `write ${wrong.text.replaceAll(',', '')}` : 'leave the cell empty when it is unknown'
      }, or leave the column out with --drop`,
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
    column: { kind: 'number', name, values },
    put(row, text) {
      if (UNKNOWN.has(text)) return;
      values[row] = kind === 'date' ? Date.parse(text) / MS_PER_DAY : Number(text);
    },
  };
}
