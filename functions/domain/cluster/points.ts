import type { CategoryColumn, Column } from '../table/column.ts';

/** Rows of a table as points: near each other when the rows are alike. `at[row * size + n]`. */
export interface Points {
  readonly rows: number;
  readonly size: number;
  readonly at: Float32Array;
  /** Coordinates of each column, in their order. */
  readonly widths: readonly number[];
}

const MOST_LEVELS = 20;

/** Columns that can place a row; a category of very many levels tells rows apart and not together. */
export const placing = (columns: readonly Column[]): readonly Column[] =>
  columns.filter((column) => column.kind === 'number' || column.levels.length <= MOST_LEVELS);

/** Of two rows drawn at random, the mean of the squared distance between their ranks from 0 to 1. */
const APART_BY_NUMBER = 1 / 6;
/** Chance that two rows differ in a category, at least: one that hardly ever differs is not blown up. */
const LEAST_DIFFERING = 0.3;

/**
 * Mixed columns on one scale. A number becomes its rank from 0 to 1, so that no unit and no outlier weighs more; unknown
 * is the middle. A category becomes a coordinate for each level, 0 or one height, so that two rows drawn at random are
 * on the average as far apart in it as in a number: with levels 1 apart, a yes and a no that mean nothing hid every
 * other difference.
 */
export function pointsOf(columns: readonly Column[], rows: number): Points {
  const widths = columns.map((one) => (one.kind === 'number' ? 1 : one.levels.length));
  const size = widths.reduce((sum, width) => sum + width, 0);
  const at = new Float32Array(rows * size);
  let from = 0;
  for (const column of columns) {
    if (column.kind === 'number') {
      const ranks = ranksOf(column.values);
      for (let row = 0; row < rows; row += 1) at[row * size + from] = ranks[row] ?? 0.5;
      from += 1;
      continue;
    }
    const height = heightOf(column, rows);
    for (let row = 0; row < rows; row += 1) {
      const code = column.codes[row] ?? -1;
      if (code >= 0) at[row * size + from + code] = height;
    }
    from += column.levels.length;
  }
  return { rows, size, at, widths };
}

/** Two levels of this height are √2 times it apart. */
function heightOf({ codes, levels }: CategoryColumn, rows: number): number {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const differing = 1 - counts.reduce((sum, count) => sum + (count / rows) ** 2, 0);
  return Math.sqrt(APART_BY_NUMBER / Math.max(LEAST_DIFFERING, differing) / 2);
}

function ranksOf(values: Float64Array): Float32Array {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const place = new Map<number, number>();
  for (let from = 0, to = 0; from < known.length; from = to) {
    while (to < known.length && known[to] === known[from]) to += 1;
    place.set(known[from] ?? 0, (from + to) / (2 * known.length));
  }
  return Float32Array.from(values, (value) => place.get(value) ?? 0.5);
}

/** Some of the points, in the order of `rows`. */
export function pick(points: Points, rows: Uint32Array): Points {
  const at = new Float32Array(rows.length * points.size);
  for (const [place, row] of rows.entries()) {
    at.set(points.at.subarray(row * points.size, (row + 1) * points.size), place * points.size);
  }
  return { ...points, rows: rows.length, at };
}
