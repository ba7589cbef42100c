import * as z from 'zod';
import { UNKNOWN_CODE, type Column } from '../table/column.ts';

/**
 * How a column becomes terms of a linear model. A number gives a straight line, in standard deviations and clamped to
 * the range that the training data fills well, and one step per quantile bin, unknown being a bin of its own.
 * A category gives one step per frequent level; rare and new levels and unknown give none.
 */
export const upliftFeatureSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    name: z.string(),
    mean: z.number(),
    deviation: z.number().positive(),
    /** First and last percentile of the training data: an outlier beyond counts as the nearest. */
    range: z.tuple([z.number(), z.number()]),
    edges: z.array(z.number()),
  }),
  z.object({ kind: z.literal('category'), name: z.string(), levels: z.array(z.string()).min(1) }),
]);
export type UpliftFeature = z.infer<typeof upliftFeatureSchema>;

/** Terms that come and go together, such as the levels of one column; they are chosen and shrunk as one. */
export interface TermGroup {
  readonly feature: string;
  readonly shape: 'line' | 'steps';
  readonly from: number;
  readonly size: number;
}

/** One group for each column: the line of a number, the steps of a category. */
export const wholeColumns = (groups: readonly TermGroup[]): TermGroup[] => {
  const lines = new Set(groups.filter(({ shape }) => shape === 'line').map(({ feature }) => feature));
  return groups.filter(({ feature, shape }) => shape === 'line' || !lines.has(feature));
};

const BINS = 6;
const MOST_LEVELS = 30;
/** A level of fewer rows tells nothing about an effect. */
const FEWEST_ROWS_OF_LEVEL = 20;

/** What of these columns can be told apart; a column that is constant in the data gives no feature. */
export const learnFeatures = (columns: readonly Column[]): UpliftFeature[] =>
  columns.flatMap((column) => learnFeature(column) ?? []);

function learnFeature(column: Column): UpliftFeature | undefined {
  if (column.kind === 'category') {
    const counts = new Map<number, number>();
    for (const code of column.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    counts.delete(UNKNOWN_CODE);
    const levels = [...counts]
      .filter(([, count]) => count >= FEWEST_ROWS_OF_LEVEL && count < column.codes.length)
      .sort(([a, few], [b, many]) => many - few || a - b)
      .slice(0, MOST_LEVELS)
      .flatMap(([code]) => column.levels[code] ?? []);
    return levels.length === 0 ? undefined : { kind: 'category', name: column.name, levels };
  }
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const quantile = (share: number): number =>
    known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? 0;
  const [low, high] = [quantile(0.01), quantile(0.99)];
  const spread = known.some((value) => value !== known[0]) || known.length < column.values.length;
  if (known.length === 0 || !spread) return undefined;
  const range: [number, number] = low < high ? [low, high] : [known[0] ?? 0, known.at(-1) ?? 0];
  const clamped = known.map((value) => clamp(value, range));
  const mean = clamped.reduce((sum, value) => sum + value, 0) / clamped.length;
  const variance = clamped.reduce((sum, value) => sum + (value - mean) ** 2, 0) / clamped.length;
  const edges = Array.from({ length: BINS - 1 }, (_, index) => quantile((index + 1) / BINS));
  return {
    kind: 'number',
    name: column.name,
    mean,
    deviation: variance > 0 ? Math.sqrt(variance) : 1,
    range,
    edges: [...new Set(edges)].filter((edge) => edge > (known[0] ?? edge)),
  };
}

const clamp = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(Math.max(value, low), high);

/** A row as the few terms that are not 0 in it; `terms` and `values` are filled anew for every row. */
export interface RowTerms {
  readonly terms: Int32Array;
  readonly values: Float64Array;
  /** How many of them count. */
  filled: number;
}

/** The terms of a row ascend: a new one stands behind those that are there. */
export function addTerm(row: RowTerms, term: number, value: number): void {
  row.terms[row.filled] = term;
  row.values[row.filled] = value;
  row.filled += 1;
}

/** Reads rows of a table as terms of a linear model; term 0 is 1 in every row. */
export interface TermReader {
  readonly size: number;
  readonly groups: readonly TermGroup[];
  readonly read: (row: number) => RowTerms;
}

/** @param columns of the table to read; a feature without a column, or with one of the other kind, is unknown */
export function termReader(features: readonly UpliftFeature[], columns: readonly Column[]): TermReader {
  const groups: TermGroup[] = [];
  const writers: ((row: number, out: RowTerms) => void)[] = [];
  let size = 1;
  const group = (feature: string, shape: TermGroup['shape'], terms: number): number => {
    groups.push({ feature, shape, from: size, size: terms });
    size += terms;
    return size - terms;
  };
  for (const feature of features) {
    const column = columns.find(({ name }) => name === feature.name);
    if (feature.kind === 'category') {
      const from = group(feature.name, 'steps', feature.levels.length);
      if (column?.kind !== 'category') continue;
      const places = column.levels.map((level) => feature.levels.indexOf(level));
      writers.push((row, out) => {
        const place = places[column.codes[row] ?? UNKNOWN_CODE] ?? -1;
        if (place >= 0) addTerm(out, from + place, 1);
      });
      continue;
    }
    const { mean, deviation, range, edges } = feature;
    const line = group(feature.name, 'line', 1);
    // The last bin is for rows that do not say it.
    const steps = group(feature.name, 'steps', edges.length + 2);
    const values = column?.kind === 'number' ? column.values : undefined;
    writers.push((row, out) => {
      const value = values?.[row] ?? Number.NaN;
      if (Number.isNaN(value)) {
        addTerm(out, steps + edges.length + 1, 1);
        return;
      }
      addTerm(out, line, (clamp(value, range) - mean) / deviation);
      let bin = 0;
      while (bin < edges.length && value >= (edges[bin] ?? value)) bin += 1;
      addTerm(out, steps + bin, 1);
    });
  }
  // One slot more than the terms of this reader need: a caller may add a term of its own behind them.
  const slots = 2 + 2 * writers.length;
  const out: RowTerms = { terms: new Int32Array(slots), values: new Float64Array(slots), filled: 0 };
  return {
    size,
    groups,
    read(row) {
      out.filled = 0;
      addTerm(out, 0, 1);
      for (const write of writers) write(row, out);
      return out;
    },
  };
}

/** Σ value × weight over the terms of a row. */
export function linear(row: RowTerms, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let slot = 0; slot < row.filled; slot += 1) {
    sum += (row.values[slot] ?? 0) * (weights[row.terms[slot] ?? 0] ?? 0);
  }
  return sum;
}
