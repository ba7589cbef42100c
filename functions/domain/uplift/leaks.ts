import { UNKNOWN_CODE, type Column } from '../table/column.ts';
import { chiSquaredTail } from './chi-squared.ts';
import type { Trial } from './trial.ts';

/** A column that cannot have been known before the draw, or a draw that was not random; `evidence` is for a person. */
export interface Leak {
  readonly column: string;
  readonly evidence: string;
}

/** Chance of a difference between the groups below which it is not luck, over any number of columns. */
const NOT_LUCK = 1e-6;
/** So many rows with the same outcome, and all with one cell: honest columns foretell, they do not settle. */
const FEWEST_SETTLED = 30;
/** An outcome that more than this share has is not news: an honest cell may well have nothing else. */
const MOST_COMMON = 0.75;
const BINS = 10;
const MOST_LEVELS = 50;

/**
 * Columns that say what happened after the draw. Two signs: some value settles the outcome of every row that has it,
 * as `spend > 0` settles that there was a visit; or the groups differ in it by more than a random draw can do.
 */
export const findLeaks = (trial: Trial): readonly Leak[] =>
  trial.columns.flatMap((column) => settles(trial, column) ?? differs(trial, column) ?? []);

/** Cells of a column in words and rows: levels, or zero and quantile bins, or unknown. */
function cellsOf(column: Column): {
  readonly words: readonly string[];
  readonly of: (row: number) => number;
} {
  if (column.kind === 'category') {
    const words = [...column.levels.slice(0, MOST_LEVELS).map((level) => `"${level}"`), 'other', 'unknown'];
    return {
      words,
      of: (row) => {
        const code = column.codes[row] ?? UNKNOWN_CODE;
        return code === UNKNOWN_CODE ? words.length - 1 : Math.min(code, words.length - 2);
      },
    };
  }
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const all = Array.from(
    { length: BINS - 1 },
    (_, index) => known[Math.floor(((index + 1) * known.length) / BINS)] ?? 0,
  );
  // The least value above the smallest is an edge too: what most rows have, such as 0 spent, is a cell of its own.
  const smallest = known[0] ?? 0;
  const above = known.find((value) => value > smallest) ?? smallest;
  const edges = [...new Set([...all, above])].sort((a, b) => a - b);
  const words = [`below ${edges[0] ?? ''}`, ...edges.map((edge) => `${edge} and more`), 'unknown'];
  return {
    words,
    of: (row) => {
      const value = column.values[row] ?? Number.NaN;
      if (Number.isNaN(value)) return words.length - 1;
      let bin = 0;
      while (bin < edges.length && value >= (edges[bin] ?? value)) bin += 1;
      return bin;
    },
  };
}

function settles({ outcome }: Trial, column: Column): Leak | undefined {
  const { words, of } = cellsOf(column);
  const rows = new Float64Array(words.length);
  const wanted = new Float64Array(words.length);
  for (const [row, one] of outcome.entries()) {
    const cell = of(row);
    rows[cell] = (rows[cell] ?? 0) + 1;
    wanted[cell] = (wanted[cell] ?? 0) + one;
  }
  const share = wanted.reduce((sum, count) => sum + count, 0) / outcome.length;
  for (const [cell, count] of rows.entries()) {
    const common = wanted[cell] === count ? share : wanted[cell] === 0 ? 1 - share : 1;
    if (count < FEWEST_SETTLED || common > MOST_COMMON) continue;
    return {
      column: column.name,
      evidence: `all ${count} rows with ${column.name} ${words[cell] ?? ''} have the same outcome, which ${(100 * common).toFixed(1)} % have in all`,
    };
  }
  return undefined;
}

/** Chi-squared test that both groups are drawn from the same rows. */
function differs({ treated }: Trial, column: Column): Leak | undefined {
  const { words, of } = cellsOf(column);
  const counts = [new Float64Array(words.length), new Float64Array(words.length)] as const;
  for (const [row, group] of treated.entries()) {
    const side = counts[group === 1 ? 1 : 0];
    const cell = of(row);
    side[cell] = (side[cell] ?? 0) + 1;
  }
  const sizes = counts.map((side) => side.reduce((sum, count) => sum + count, 0));
  const total = (sizes[0] ?? 0) + (sizes[1] ?? 0);
  let distance = 0;
  let cells = 0;
  for (const cell of words.keys()) {
    const both = (counts[0][cell] ?? 0) + (counts[1][cell] ?? 0);
    // A cell with a handful of rows makes the test see ghosts.
    if (both < 20) continue;
    cells += 1;
    for (const [side, size] of sizes.entries()) {
      const fair = (both * size) / total;
      distance += ((counts[side === 1 ? 1 : 0][cell] ?? 0) - fair) ** 2 / fair;
    }
  }
  const luck = cells < 2 ? 1 : chiSquaredTail(distance, cells - 1);
  if (luck >= NOT_LUCK) return undefined;
  return {
    column: column.name,
    evidence: `the two groups differ in ${column.name} as a random draw would make them once in ${(1 / Math.max(luck, 1e-99)).toExponential(0)} times`,
  };
}
