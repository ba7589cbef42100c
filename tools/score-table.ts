import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { categoryIn, type ModelFeature } from '../functions/domain/churn/model.ts';
import type { ChurnModel, ExplainOptions } from '../functions/domain/churn/score.ts';

/** The file or model cannot be used as it is; the message says what to change. */
export class UnusableTable extends Error {}

export interface TableOptions extends ExplainOptions {
  /** Told what was ignored or taken as unknown. */
  readonly note: (text: string) => void;
}

const recordSchema = z.array(z.string());

/** One write per this many characters: a write per line would cost more than the scoring. */
const CHUNK = 1 << 16;

/** Distinct spellings named in a note. */
const EXAMPLES = 5;

/**
 * Scores a CSV table row by row as it streams in; memory does not grow with the file.
 * @yields JSON lines in the order of the rows, many per chunk.
 * @throws UnusableTable naming row and column; rows before it have been given out.
 */
export async function* scoredLines(
  model: ChurnModel,
  table: Readable,
  { note, ...explain }: TableOptions,
): AsyncGenerator<string> {
  const records = table.pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true }));
  table.on('error', (error) => records.destroy(error));
  let columns: Columns | undefined;
  let row = 0;
  let chunk = '';
  const strangers = new Map<string, Set<string>>();
  for await (const record of records) {
    const cells: readonly string[] = Array.isArray(record) ? record : recordSchema.parse(record);
    if (columns === undefined) {
      columns = readHeader(cells, model, note);
      continue;
    }
    row += 1;
    if (cells.length !== columns.count) {
      throw new UnusableTable(
        `row ${row} has ${cells.length} cells, the header has ${columns.count}; a comma inside a value needs quotes around the value`,
      );
    }
    const facts: Record<string, number | string | null> = {};
    for (const { feature, index } of columns.features) {
      const value = readCell(feature, cells[index] ?? '', row);
      facts[feature.name] = value;
      if (typeof value === 'string' && isStranger(feature, value)) remember(strangers, feature.name, value);
    }
    const { probability, band, base, reasons } = model.explain(facts, explain);
    const id = columns.id === undefined ? null : (cells[columns.id] ?? null);
    chunk += `${JSON.stringify({ id, probability, band, base, reasons })}\n`;
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  if (columns === undefined)
    throw new UnusableTable('the file is empty; its first line must hold the feature names');
  if (chunk !== '') yield chunk;
  for (const [feature, values] of strangers) {
    const examples = [...values].slice(0, EXAMPLES).map((value) => `"${value}"`);
    note(
      `${feature}: ${examples.join(', ')}${values.size > EXAMPLES ? ' and others' : ''} not known to the model, counted as unknown`,
    );
  }
}

interface Columns {
  readonly count: number;
  readonly id: number | undefined;
  readonly features: readonly { readonly feature: ModelFeature; readonly index: number }[];
}

function readHeader(cells: readonly string[], model: ChurnModel, note: TableOptions['note']): Columns {
  const header = cells.map((cell) => cell.trim());
  const [only] = header;
  if (header.length === 1 && only !== undefined && /[;\t]/.test(only)) {
    const found = only.includes(';') ? 'semicolons' : 'tabs';
    throw new UnusableTable(`the columns are separated by ${found}; save the file with commas`);
  }
  if (header.some((name) => name.includes('\0') || name.includes('\uFFFD'))) {
    throw new UnusableTable('the file is not UTF-8 text; save it as "CSV UTF-8"');
  }
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UnusableTable(`the column "${twice}" is there twice; remove or rename one`);
  const features = model.features
    .map((feature) => ({ feature, index: header.indexOf(feature.name) }))
    .filter(({ index }) => index !== -1);
  const names = new Set(model.features.map(({ name }) => name));
  const ignored = header.filter((name) => name !== 'id' && !names.has(name));
  const missing = [...names].filter((name) => !header.includes(name));
  if (ignored.length > 0) note(`columns the model does not use, ignored: ${ignored.join(', ')}`);
  if (missing.length > 0) note(`features without a column, counted as unknown: ${missing.join(', ')}`);
  if (features.length === 0)
    note(`no column of the file is a feature of "${model.name}", so every row gets the base rate`);
  const id = header.indexOf('id');
  return { count: header.length, id: id === -1 ? undefined : id, features };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function readCell(feature: ModelFeature, cell: string, row: number): number | string | null {
  const text = cell.trim();
  if (text === '' || text === 'NA') return null;
  if (feature.kind === 'category') return text;
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const hint = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
    ? `; write ${text.replaceAll(',', '')}`
    : '; leave the cell empty when it is unknown';
  throw new UnusableTable(`row ${row}, column ${feature.name}: "${text}" is not a number${hint}`);
}

const isStranger = (feature: ModelFeature, value: string): boolean =>
  feature.kind === 'category' && categoryIn(feature, value) === undefined;

/** Keeps one more than is shown, so that a column of ten thousand spellings costs nothing. */
function remember(strangers: Map<string, Set<string>>, feature: string, value: string): void {
  const seen = strangers.get(feature) ?? new Set();
  if (seen.size <= EXAMPLES) seen.add(value);
  strangers.set(feature, seen);
}
