import { numberIn, type NumberStyle } from '../../functions/domain/table/number-text.ts';
import { isBlankNumber, numberStyleOf } from './cells.ts';

/**
 * One column of a file as it streams in: four bytes a row and each different text once, so that a million rows of twenty
 * columns take some 100 MB. A column of more different texts than are kept goes on as numbers when all of it are numbers.
 */
interface ColumnStore {
  readonly add: (cell: string) => void;
  readonly finish: () => RawColumn;
}

export interface RawColumn {
  readonly name: string;
  readonly rows: number;
  /** Place of each row's text in `texts`; -1 where it was one too many to keep. */
  readonly codes: Int32Array;
  readonly texts: readonly string[];
  /** Row, from 1, in which each text was first seen, and how many have it. */
  readonly firstRows: readonly number[];
  readonly counts: readonly number[];
  /** Instead of codes, where the texts were too many and all numbers. */
  readonly numbers?: Float64Array;
  /** Numbers were too many to keep as texts, and then this came. */
  readonly stray?: { readonly text: string; readonly row: number };
}

/** Most different texts kept of one column. */
const MOST_TEXTS = 200_000;

/** @param usual how numbers are written where the column does not show it */
export function columnStore(name: string, usual: NumberStyle): ColumnStore {
  let style = usual;
  let codes = new Int32Array(1024);
  let rows = 0;
  const places = new Map<string, number>();
  const texts: string[] = [];
  const firstRows: number[] = [];
  const counts: number[] = [];
  let numbers: Float64Array | undefined;
  let stray: RawColumn['stray'];

  const numberOrNothing = (text: string): number =>
    isBlankNumber(text) ? Number.NaN : numberIn(text, style);

  const goOnAsNumbers = (): boolean => {
    style = numberStyleOf(texts, usual);
    const known = Float64Array.from(texts, numberOrNothing);
    if (texts.some((text, place) => Number.isNaN(known[place]) && !isBlankNumber(text))) return false;
    numbers = new Float64Array(codes.length);
    for (let row = 0; row < rows; row += 1) numbers[row] = known[codes[row] ?? 0] ?? Number.NaN;
    return true;
  };
  let full = false;

  const addNumber = (to: Float64Array, text: string): void => {
    const value = numberOrNothing(text);
    if (Number.isNaN(value) && !isBlankNumber(text)) stray ??= { text, row: rows + 1 };
    to[rows] = value;
  };

  const addText = (text: string): void => {
    const known = places.get(text);
    if (known !== undefined) {
      codes[rows] = known;
      counts[known] = (counts[known] ?? 0) + 1;
      return;
    }
    if (full) {
      codes[rows] = -1;
      return;
    }
    const place = texts.length;
    places.set(text, place);
    texts.push(text);
    firstRows.push(rows + 1);
    counts.push(1);
    codes[rows] = place;
    if (texts.length < MOST_TEXTS) return;
    full = true;
    rows += 1;
    goOnAsNumbers();
    rows -= 1;
  };

  return {
    add: (cell) => {
      if (rows === codes.length) {
        codes = grown(codes, new Int32Array(2 * rows));
        if (numbers) numbers = grown(numbers, new Float64Array(2 * rows));
      }
      const text = cell.trim();
      if (numbers) addNumber(numbers, text);
      else addText(text);
      rows += 1;
    },
    finish: () => ({
      name,
      rows,
      codes: numbers ? new Int32Array(0) : codes.slice(0, rows),
      texts,
      firstRows,
      counts,
      ...(numbers && { numbers: numbers.slice(0, rows) }),
      ...(stray && { stray }),
    }),
  };
}

function grown<Values extends Int32Array | Float64Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
