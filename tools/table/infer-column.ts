import type { Column } from '../../functions/domain/churn/learning/training-table.ts';
import { numberIn, type NumberStyle } from '../../functions/domain/table/number-text.ts';
import { dayIn, dayStyleOf, isBlank, isBlankNumber, numberStyleOf } from './cells.ts';
import type { RawColumn } from './column-store.ts';
import { UnusableTable } from '../unusable-table.ts';

/** What a column was taken for, and why in a few words for the person who trains. */
type Inferred =
  | { readonly use: 'feature'; readonly column: Column; readonly said: string }
  | { readonly use: 'id'; readonly column: Column | undefined; readonly said: string }
  | { readonly use: 'constant'; readonly said: string };

/** With more texts than this share among its numbers a column is one of categories, with fewer they are slips. */
const MOST_SLIPS = 0.05;

/** Fewer rows than this prove no id. */
const ID_ROWS = 30;

/**
 * What a column holds: numbers, days (as numbers), or categories; an id when every row has a text of its own.
 * @param usual how numbers are written where the column does not show it
 * @throws UnusableTable naming row and column when a column of numbers or days holds something else.
 */
export function inferColumn(raw: RawColumn, usual: NumberStyle): Inferred {
  if (raw.numbers) return numbersOf(raw, raw.numbers, distinctOf(raw.numbers));
  const style = numberStyleOf(raw.texts, usual);
  const used = raw.texts.map((text, place) => ({ text, place, count: raw.counts[place] ?? 0 }));
  const known = used.filter(({ text }) => !isBlank(text));
  const rowsKnown = known.reduce((sum, { count }) => sum + count, 0);
  if (known.length === 0) return { use: 'constant', said: 'empty: left out' };
  const texts = known.filter(({ text }) => !isBlankNumber(text) && Number.isNaN(numberIn(text, style)));
  const textRows = texts.reduce((sum, { count }) => sum + count, 0);
  const hasNumbers = known.some(({ text }) => !Number.isNaN(numberIn(text, style)));
  if (hasNumbers && textRows <= MOST_SLIPS * rowsKnown) {
    const [slip] = texts;
    if (slip) throw notA('number', raw.name, slip.text, raw.firstRows[slip.place] ?? 0);
    const values = raw.texts.map((text) => (isBlankNumber(text) ? Number.NaN : numberIn(text, style)));
    return numbersOf(
      raw,
      Float64Array.from(raw.codes, (code) => values[code] ?? Number.NaN),
      distinctOf(values),
    );
  }
  return (
    daysOf(
      raw,
      known.filter(({ text }) => !isBlankNumber(text)),
    ) ?? categoriesOf(raw, known.length, rowsKnown)
  );
}

/** A column as days, `undefined` when it does not hold days. */
function daysOf(
  raw: RawColumn,
  known: readonly { readonly text: string; readonly place: number; readonly count: number }[],
): Inferred | undefined {
  const { style, rows } = dayStyleOf(known);
  const rowsKnown = known.reduce((sum, { count }) => sum + count, 0);
  if (rows === 0 || rowsKnown - rows > MOST_SLIPS * rowsKnown) return undefined;
  const slip = known.find(({ text }) => Number.isNaN(dayIn(text, style)));
  if (slip) throw notA('day', raw.name, slip.text, raw.firstRows[slip.place] ?? 0);
  const days = raw.texts.map((text) => (isBlankNumber(text) ? Number.NaN : dayIn(text, style)));
  const values = Float64Array.from(raw.codes, (code) => days[code] ?? Number.NaN);
  const blank = unknownShare(values);
  if (distinctOf(days) < 2 && blank === 0) return { use: 'constant', said: 'one day in all rows: left out' };
  return {
    use: 'feature',
    column: { kind: 'number', name: raw.name, values, unit: 'day', written: style },
    said: `days, ${style}, counted since 1970-01-01${unknownNote(blank)}`,
  };
}

const notA = (kind: 'number' | 'day', name: string, text: string, row: number): UnusableTable =>
  new UnusableTable(
    `row ${row}, column ${name}: "${text}" is not a ${kind}, as nearly all of the column are; correct it, leave the cell empty when it is unknown, or leave the column out with --drop`,
  );

function numbersOf(raw: RawColumn, values: Float64Array, distinct: number): Inferred {
  if (raw.stray) throw notA('number', raw.name, raw.stray.text, raw.stray.row);
  const blank = unknownShare(values);
  if (distinct < 2 && blank === 0) return { use: 'constant', said: 'one number in all rows: left out' };
  if (distinct === 0) return { use: 'constant', said: 'empty: left out' };
  const column: Column = { kind: 'number', name: raw.name, values };
  if (
    blank === 0 &&
    distinct === values.length &&
    values.length >= ID_ROWS &&
    looksNumbered(values, raw.name)
  )
    return { use: 'id', column, said: 'a number of its own in every row, so an id: left out' };
  return { use: 'feature', column, said: `numbers, ${distinct} different${unknownNote(blank)}` };
}

/** Whole numbers that lie close together, or all have the same many digits, or are called an id. */
function looksNumbered(values: Float64Array, name: string): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const dense = most - least < 2 * values.length;
  const sameLength = least >= 10_000 && String(least).length === String(most).length;
  return dense || sameLength || NAMED_ID.test(name);
}

const NAMED_ID =
  /(?:^|[^a-z])(?:id|no|nr|num|number|key|code|index|row)$|Id$|ID$|(?:customer|client|account|user)(?:id|no|num)/;

function categoriesOf(raw: RawColumn, distinct: number, rowsKnown: number): Inferred {
  const overflow = raw.codes.some((code) => code === -1);
  const places = new Int32Array(raw.texts.length).fill(-1);
  const categories: string[] = [];
  for (const [place, text] of raw.texts.entries()) {
    if (isBlank(text)) continue;
    places[place] = categories.length;
    categories.push(text);
  }
  const rest = categories.length;
  if (overflow) categories.push('(one of very many)');
  const codes = raw.codes.map((code) => (code === -1 ? rest : (places[code] ?? -1)));
  const column: Column = { kind: 'category', name: raw.name, codes, categories };
  const complete = rowsKnown === raw.rows || overflow;
  if (complete && raw.rows >= ID_ROWS && distinct >= 0.98 * Math.min(raw.rows, 200_000))
    return { use: 'id', column, said: 'a text of its own in nearly every row, so an id: left out' };
  if (complete && distinct < 2) return { use: 'constant', said: 'one text in all rows: left out' };
  return {
    use: 'feature',
    column,
    said: `categories, ${distinct} different${unknownNote(1 - rowsKnown / raw.rows)}`,
  };
}

const unknownNote = (share: number): string =>
  share > 0 ? `, ${(100 * share).toFixed(share < 0.001 ? 2 : 1)} % unknown` : '';

function unknownShare(values: Float64Array): number {
  let unknown = 0;
  for (const value of values) if (Number.isNaN(value)) unknown += 1;
  return unknown / Math.max(1, values.length);
}

const distinctOf = (values: Iterable<number>): number => {
  const seen = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) seen.add(value);
  return seen.size;
};
