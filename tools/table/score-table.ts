import type { Readable } from 'node:stream';
import type { CategoryProfile, NumberProfile } from '../../functions/domain/churn/feature-profile.ts';
import type { ChurnModel, ExplainOptions } from '../../functions/domain/churn/score.ts';
import { numberIn, type NumberStyle } from '../../functions/domain/table/number-text.ts';
import { dayIn, isBlank, isBlankNumber, numberStyleOf } from './cells.ts';
import { checkedHeader, checkedWidth, csvBatches, type Separator } from './csv-records.ts';
import { UnusableTable } from '../unusable-table.ts';

interface TableOptions extends ExplainOptions {
  /** Told what was ignored or taken as unknown. */
  readonly note: (text: string) => void;
  /** What parts the columns. */
  readonly separator: Separator;
}

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
  { note, separator, ...explain }: TableOptions,
): AsyncGenerator<string> {
  let columns: Columns | undefined;
  let row = 0;
  let chunk = '';
  const strangers = new Map<string, Set<string>>();
  // One for all rows: every row says every feature anew.
  const facts: Record<string, number | string | null> = {};
  for await (const batch of csvBatches(table, separator)) {
    for (const cells of batch) {
      if (columns === undefined) {
        columns = readHeader(batch, model, separator, strangers, note);
        continue;
      }
      row += 1;
      checkedWidth(cells, columns.count, row);
      for (const { name, index, read } of columns.features) facts[name] = read(cells[index] ?? '', row);
      const { probability, band, base, reasons } = model.explain(facts, explain);
      const id = columns.id === undefined ? null : (cells[columns.id] ?? null);
      chunk += `${JSON.stringify({ id, probability, band, base, reasons })}\n`;
      if (chunk.length >= CHUNK) {
        yield chunk;
        chunk = '';
      }
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
  readonly features: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly index: number;
  readonly read: (cell: string, row: number) => number | string | null;
}

function readHeader(
  [cells = [], ...first]: readonly (readonly string[])[],
  model: ChurnModel,
  separator: Separator,
  strangers: Map<string, Set<string>>,
  note: TableOptions['note'],
): Columns {
  const header = checkedHeader(cells);
  const usual = { decimalComma: separator === ';' };
  const features = model.features
    .map((feature) => {
      const index = header.indexOf(feature.name);
      if (feature.kind === 'category')
        return { name: feature.name, index, read: categoryReader(feature, strangers) };
      // A table that streams in shows how it writes numbers by its first rows.
      const style = numberStyleOf(
        first.map((row) => (row[index] ?? '').trim()),
        usual,
      );
      const read = (cell: string, row: number) => readNumber(feature, cell, row, style);
      return { name: feature.name, index, read };
    })
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

/** Spellings of one column that are kept; a column of ten thousand is read again each time. */
const KEPT_SPELLINGS = 1000;

/** Reads the cells of a column of names, each spelling once, and remembers those that the model does not know. */
function categoryReader(feature: CategoryProfile, strangers: Map<string, Set<string>>): Column['read'] {
  const known = new Map<string, string | null>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const text = cell.trim();
    const value = isBlank(text) ? null : text;
    if (value !== null && feature.categoryOf(value) === undefined) remember(strangers, feature.name, value);
    if (known.size < KEPT_SPELLINGS) known.set(cell, value);
    return value;
  };
}

function readNumber(feature: NumberProfile, cell: string, row: number, style: NumberStyle): number | null {
  const text = cell.trim();
  const value = feature.written === undefined ? numberIn(text, style) : dayIn(text, feature.written);
  if (Number.isFinite(value)) return value;
  if (isBlankNumber(text)) return null;
  const wanted = feature.written === undefined ? 'a number' : `a day, ${feature.written}`;
  throw new UnusableTable(
    `row ${row}, column ${feature.name}: "${text}" is not ${wanted}; leave the cell empty when it is unknown`,
  );
}

/** Keeps one more than is shown, so that a column of ten thousand spellings costs nothing. */
function remember(strangers: Map<string, Set<string>>, feature: string, value: string): void {
  const seen = strangers.get(feature) ?? new Set();
  if (seen.size <= EXAMPLES) seen.add(value);
  strangers.set(feature, seen);
}
