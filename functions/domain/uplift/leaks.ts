import { UNKNOWN_CODE, type Column } from '../table/column.ts';
import { chiSquaredTail } from './chi-squared.ts';
import type { Trial } from './trial.ts';

/** A column that cannot have been known before the draw, or a draw that was not random; `evidence` is for a person. */
interface Leak {
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
  const words = [
    `below ${edges[0] ?? ''}`,
    ...edges.map((edge, place) => {
      const next = edges[place + 1];
      return next === undefined ? `${edge} and more` : `from ${edge} to below ${next}`;
    }),
    'unknown',
  ];
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

/** How many cells a column is compared in at least; with a handful of rows in one the test sees ghosts. */
const FEWEST_IN_CELL = 20;

/**
 * Chance that a random draw makes the groups differ in a column as they do: by any of its cells (chi-squared), or, of a
 * number, by being larger in one group on the whole, which a draw that hung on it a little shows much sooner.
 */
function luckOf({ treated }: Trial, column: Column): number {
  const { words, of } = cellsOf(column);
  const counts = [new Float64Array(words.length), new Float64Array(words.length)] as const;
  for (const [row, group] of treated.entries()) {
    const side = counts[group === 1 ? 1 : 0];
    const cell = of(row);
    side[cell] = (side[cell] ?? 0) + 1;
  }
  const byCell = luckByCell(counts);
  // Twice the lesser: there are two ways to be unlucky.
  return column.kind === 'number' ? Math.min(1, 2 * Math.min(byCell, luckByTrend(counts))) : byCell;
}

type Counts = readonly [control: Float64Array, treated: Float64Array];

function luckByCell(counts: Counts): number {
  const sizes = counts.map((side) => side.reduce((sum, count) => sum + count, 0));
  const total = (sizes[0] ?? 0) + (sizes[1] ?? 0);
  let distance = 0;
  let cells = 0;
  for (const cell of counts[0].keys()) {
    const both = (counts[0][cell] ?? 0) + (counts[1][cell] ?? 0);
    if (both < FEWEST_IN_CELL) continue;
    cells += 1;
    for (const [side, size] of sizes.entries()) {
      const fair = (both * size) / total;
      distance += ((counts[side === 1 ? 1 : 0][cell] ?? 0) - fair) ** 2 / fair;
    }
  }
  return cells < 2 ? 1 : chiSquaredTail(distance, cells - 1);
}

/** The mean place of the known cells in both groups, in spreads of it under a random draw. The last cell is unknown. */
function luckByTrend([control, treated]: Counts): number {
  let [rows, chosen, places, squares, chosenPlaces] = [0, 0, 0, 0, 0];
  for (let cell = 0; cell < control.length - 1; cell += 1) {
    const both = (control[cell] ?? 0) + (treated[cell] ?? 0);
    rows += both;
    chosen += treated[cell] ?? 0;
    places += both * cell;
    squares += both * cell * cell;
    chosenPlaces += (treated[cell] ?? 0) * cell;
  }
  const spread = rows < 2 ? 0 : (squares - places ** 2 / rows) / (rows - 1);
  const variance = (chosen * (rows - chosen) * spread) / rows;
  if (!(variance > 0)) return 1;
  return chiSquaredTail((chosenPlaces - (chosen * places) / rows) ** 2 / variance, 1);
}

const tellDifference = (column: Column, luck: number): Leak => ({
  column: column.name,
  evidence: `the two groups differ in ${column.name} as a random draw would make them once in ${Math.round(1 / Math.max(luck, 1e-15)).toLocaleString('en')} times`,
});

function differs(trial: Trial, column: Column): Leak | undefined {
  const luck = luckOf(trial, column);
  return luck < NOT_LUCK ? tellDifference(column, luck) : undefined;
}

/** Over all columns together so rare a difference is worth a word, and no proof. */
const STRANGE = 0.01;

/** Columns in which the groups differ more than a random draw nearly ever makes them, and not enough to refuse. */
export const findDoubts = (trial: Trial): readonly Leak[] =>
  trial.columns.flatMap((column) => {
    const luck = luckOf(trial, column);
    return luck >= NOT_LUCK && luck < STRANGE / trial.columns.length ? [tellDifference(column, luck)] : [];
  });
