import type { Sense } from '../model.ts';
import type { CategoryColumn, Column, NumberColumn, TrainingTable } from './training-table.ts';

/** Bin 0 holds the rows in which the value is unknown. */
export const UNKNOWN_BIN = 0;
/** Bin 1 of a category column holds the rare and, when scoring, the never seen. */
export const OTHER_BIN = 1;

interface Binned {
  readonly name: string;
  /** Bins in all, the unknown one included; at most 256. */
  readonly bins: number;
  /** The bin of every row. */
  readonly codes: Uint8Array;
}

/** Bin `i + 1` holds values from `edges[i - 1]` (inclusive) to `edges[i]` (exclusive); first and last are open. */
interface BinnedNumber extends Binned {
  readonly kind: 'number';
  /** The mean value of each bin, 0 of the unknown one. */
  readonly centres: readonly number[];
  readonly edges: readonly number[];
  readonly sense?: Sense;
}

/** Bin `i + 2` holds `categories[i]`. */
interface BinnedCategory extends Binned {
  readonly kind: 'category';
  readonly categories: readonly string[];
}

export type BinnedColumn = BinnedNumber | BinnedCategory;

export interface BinnedTable {
  readonly columns: readonly BinnedColumn[];
  readonly outcomes: Uint8Array;
}

export interface BinningOptions {
  /** Bins of known values per number column, at most 255. */
  readonly numberBins: number;
  /**
   * Rows of the outermost bins of numbers that are too many for a bin each: from an end inwards every bin holds twice as
   * many as the one before, for what is rare often happens where a number is extreme.
   */
  readonly tailRows: number;
  /** A category needs this many rows for a bin of its own. */
  readonly categoryRows: number;
}

/** Of a category with fewer rows than this nothing is said but what a ridge leaves of it: its order is chance. */
export const CATEGORY_ROWS = 5;

/** Most categories with a bin of their own: 256 codes less the unknown and the other. */
const MOST_CATEGORIES = 254;

/** Quantile bins for numbers, one bin per frequent category. Looks at no outcome, so folds may share it. */
export const binTable = (table: TrainingTable, options: BinningOptions): BinnedTable => ({
  columns: table.columns.map((column) => binColumn(column, options)),
  outcomes: table.outcomes,
});

const binColumn = (column: Column, options: BinningOptions): BinnedColumn =>
  column.kind === 'number' ? binNumbers(column, options) : binCategories(column, options);

function binNumbers(column: NumberColumn, { numberBins, tailRows }: BinningOptions): BinnedNumber {
  const { name, values, sense } = column;
  const edges = quantileEdges(values, numberBins, tailRows);
  const sorted = Float64Array.from(edges);
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    codes[row] = Number.isNaN(value) ? UNKNOWN_BIN : 1 + reached(sorted, value);
  }
  const bins = edges.length + 2;
  const centres = centresOf(values, codes, bins);
  return { kind: 'number', name, edges, centres, codes, bins, ...(sense && { sense }) };
}

function centresOf(values: Float64Array, codes: Uint8Array, bins: number): number[] {
  const rows = new Float64Array(bins);
  const means = new Float64Array(bins);
  for (let row = 0; row < values.length; row += 1) {
    const bin = codes[row] ?? UNKNOWN_BIN;
    if (bin === UNKNOWN_BIN) continue;
    rows[bin] = (rows[bin] ?? 0) + 1;
    means[bin] = (means[bin] ?? 0) + ((values[row] ?? 0) - (means[bin] ?? 0)) / (rows[bin] ?? 1);
  }
  return [...means];
}

/** How many of the ascending `edges` the value has reached, by halving. */
export function reached(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (edges[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Edges between neighbouring distinct values so that the bins hold about equally many rows, and those at the ends, where
 * `tailRows` is given, ever fewer.
 */
export function quantileEdges(
  values: Float64Array,
  most: number,
  tailRows = Number.POSITIVE_INFINITY,
): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = evenEdges(known, most);
  // Fewer edges than could be are all there are.
  if (edges.length < most - 1) return edges;
  for (let rows = known.length / most / 2; rows >= tailRows; rows /= 2) {
    const end = Math.round(rows);
    for (const place of [end, known.length - end]) {
      const [before = 0, after = 0] = [known[place - 1], known[place]];
      if (before < after) edges.push(shortestBetween(before, after));
    }
  }
  return [...new Set(edges)].sort((a, b) => a - b);
}

function evenEdges(known: Float64Array, most: number): number[] {
  const edges: number[] = [];
  const share = known.length / most;
  const distinct = countDistinct(known, most);
  let filled = 0;
  for (let index = 1; index < known.length; index += 1) {
    filled += 1;
    const before = known[index - 1] ?? 0;
    const value = known[index] ?? 0;
    if (value === before) continue;
    const due = distinct <= most || filled >= share - 1e-9;
    if (!due) continue;
    edges.push(shortestBetween(before, value));
    filled = 0;
    if (edges.length === most - 1) break;
  }
  return edges;
}

function countDistinct(sorted: Float64Array, most: number): number {
  let count = sorted.length === 0 ? 0 : 1;
  for (let index = 1; index < sorted.length && count <= most; index += 1)
    if (sorted[index] !== sorted[index - 1]) count += 1;
  return count;
}

/** A number above `low` and at most `high` with as few digits as can be: easier to say, and shorter in the file. */
function shortestBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 16; digits += 1) {
    const candidate = Number(middle.toPrecision(digits));
    if (candidate > low && candidate <= high) return candidate;
  }
  return high;
}

function binCategories(column: CategoryColumn, { categoryRows }: BinningOptions): BinnedCategory {
  const { name, codes: places, categories } = column;
  const counts = new Uint32Array(categories.length);
  for (const place of places) if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  const frequent = categories
    .map((category, place) => ({ category, place, count: counts[place] ?? 0 }))
    .filter(({ count }) => count >= categoryRows)
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1))
    .slice(0, MOST_CATEGORIES);
  const binOfPlace = new Uint8Array(categories.length).fill(OTHER_BIN);
  for (const [index, { place }] of frequent.entries()) binOfPlace[place] = index + 2;
  const codes = new Uint8Array(places.length);
  for (let row = 0; row < places.length; row += 1) {
    const place = places[row] ?? -1;
    codes[row] = place < 0 ? UNKNOWN_BIN : (binOfPlace[place] ?? OTHER_BIN);
  }
  return {
    kind: 'category',
    name,
    codes,
    categories: frequent.map(({ category }) => category),
    bins: frequent.length + 2,
  };
}
