import { OTHER_BIN, UNKNOWN_BIN, type BinnedColumn, type BinnedTable } from './bins.ts';
import { boostPairs, cellsOf } from './boost-pairs.ts';
import { boostShapes, gather, type BoostingRows, type ShapeOptions } from './boost-shapes.ts';
import { findPairs, type PairSearch } from './find-pairs.ts';
import { splitRows } from './folds.ts';
import { logit } from './logistic.ts';
import { inOrder } from './in-order.ts';
import type { PairGrid } from './pair-grid.ts';
import { purify } from './purify.ts';
import { smoothShapes, type SmoothOptions } from './smooth-shapes.ts';
import { straightShapes } from './straight-shapes.ts';

export interface ShapesSettings {
  readonly smooth: SmoothOptions;
  readonly shapes: ShapeOptions;
  readonly pairs: ShapeOptions;
  readonly search: PairSearch;
  /** Fits, each with other held-out rows, that are averaged. */
  readonly bags: number;
  /** Share of the rows each fit holds out to know when to stop. */
  readonly checkShare: number;
}

/** An explainable boosting machine before calibration: log-odds of each bin of each column and of each cell of each pair. */
export interface FittedShapes {
  readonly base: number;
  readonly main: readonly Float64Array[];
  readonly pairs: readonly { readonly grid: PairGrid; readonly table: Float64Array }[];
}

/**
 * What shapes are made of: lines, or curves alone, pairs on top of lines, steps boosted on top of curves, or also pairs on
 * top of those. Where columns are straight, curves learn chance that hides what pairs have to say.
 */
export type Depth = 'lines' | 'curves' | 'crossed lines' | 'steps' | 'pairs';

interface Bag {
  readonly learn: BoostingRows;
  readonly check: BoostingRows;
}

/**
 * Fits shape functions on the given rows of a table: lines, and pairs on what these leave; curves, then steps on what these
 * leave, then pairs on what those leave; of steps and pairs the mean of several fits. Every shape and table is centred over the rows, so that a
 * contribution is a deviation from the average customer.
 * @returns one fit for each depth up to `depth`, in that order, so that cross-validation judges all by one fit.
 */
export function fitShapes(
  table: BinnedTable,
  rows: Int32Array,
  groups: Int32Array,
  seed: number,
  settings: ShapesSettings,
  depth: Depth,
): readonly { readonly depth: Depth; readonly shapes: FittedShapes }[] {
  const { columns, outcomes } = table;
  const leavers = rows.reduce((sum, row) => sum + (outcomes[row] ?? 0), 0);
  const start = logit((leavers + 0.5) / (rows.length + 1));
  const whole = gather(columns, outcomes, rows, start);
  const centre = (main: readonly Float64Array[], pairs: FittedShapes['pairs']): FittedShapes =>
    centred(
      columns,
      whole.codes,
      start,
      main.map((shape) => shape.slice()),
      pairs,
    );
  const straight = straightShapes(columns, whole);
  const lines = { depth: 'lines', shapes: centre(straight, []) } as const;
  if (depth === 'lines') return [lines];
  const smooth = smoothShapes(columns, whole, settings.smooth);
  const curves = { depth: 'curves', shapes: centre(smooth, []) } as const;
  if (depth === 'curves') return [lines, curves];
  const bags = Array.from({ length: settings.bags }, (_, bag): Bag => {
    const split = splitRows(rows, groups, outcomes, settings.checkShare, seed * 1000 + bag);
    return {
      learn: gather(columns, outcomes, split.learn, start),
      check: gather(columns, outcomes, split.check, start),
    };
  });
  /** Pairs on top of shapes of all rows, boosted in each bag on top of the shapes of its own. */
  const crossed = (
    main: readonly Float64Array[],
    own: readonly (readonly Float64Array[])[],
  ): FittedShapes => {
    beginFrom(whole, start, main);
    const grids = findPairs(columns, main, rows, whole, settings.search);
    const tables = bags.map(({ learn, check }, bag) => {
      for (const part of [learn, check]) beginFrom(part, start, own[bag] ?? main);
      return boostPairs(grids, learn, check, settings.pairs);
    });
    const pairs = grids.map((grid, place) => ({
      grid,
      table: mean(
        tables.map((one) => one[place]),
        grid.height * grid.width,
      ),
    }));
    return centre(main, pairs);
  };
  const straightOf = bags.map(({ learn }) => straightShapes(columns, learn));
  const crossedLines = { depth: 'crossed lines', shapes: crossed(straight, straightOf) } as const;
  if (depth === 'crossed lines') return [lines, curves, crossedLines];
  const steppedOf = bags.map(({ learn, check }) => {
    beginFrom(learn, start, []);
    const own = smoothShapes(columns, learn, settings.smooth, smooth);
    for (const part of [learn, check]) beginFrom(part, start, own);
    return boostShapes(columns, learn, check, own, settings.shapes);
  });
  const main = columns.map(({ bins }, place) =>
    mean(
      steppedOf.map((shapes) => shapes[place]),
      bins,
    ),
  );
  const steps = { depth: 'steps', shapes: centre(main, []) } as const;
  if (depth === 'steps') return [lines, curves, crossedLines, steps];
  return [lines, curves, crossedLines, steps, { depth: 'pairs', shapes: crossed(main, steppedOf) }];
}

function mean(parts: readonly (Float64Array | undefined)[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const part of parts)
    for (let place = 0; place < length; place += 1) sum[place] = (sum[place] ?? 0) + (part?.[place] ?? 0);
  return sum.map((value) => value / parts.length);
}

/** Puts the margins of rows where these shapes have them. */
const beginFrom = (part: BoostingRows, start: number, shapes: readonly Float64Array[]): void => {
  part.margins.fill(start);
  for (const [place, shape] of shapes.entries()) addShape(part, place, shape);
};

function addShape({ codes, margins }: BoostingRows, place: number, shape: Float64Array): void {
  const own = codes[place];
  if (own === undefined) return;
  for (let row = 0; row < margins.length; row += 1)
    margins[row] = (margins[row] ?? 0) + (shape[own[row] ?? 0] ?? 0);
}

/** Keeps senses, moves what a pair says of one column alone into its shape, and takes every mean into the base. */
function centred(
  columns: readonly BinnedColumn[],
  codes: readonly Uint8Array[],
  start: number,
  main: readonly Float64Array[],
  pairs: FittedShapes['pairs'],
): FittedShapes {
  const counts = columns.map(({ bins }, place) => {
    const count = new Float64Array(bins);
    for (const bin of codes[place] ?? []) count[bin] = (count[bin] ?? 0) + 1;
    return count;
  });
  let base = start;
  for (const { grid, table } of pairs) {
    const cells = new Float64Array(table.length);
    for (const cell of cellsOf(grid, codes)) cells[cell] = (cells[cell] ?? 0) + 1;
    const { rows, columns: across } = purify(table, cells, grid.height, grid.width);
    silenceEmpty(grid, table, cells);
    addLines(main[grid.first], grid.rowOf, rows);
    addLines(main[grid.second], grid.columnOf, across);
  }
  for (const [place, column] of columns.entries()) {
    const [shape, count] = [main[place], counts[place]];
    if (shape === undefined || count === undefined) continue;
    if (column.kind === 'number' && column.sense !== undefined) inOrder(shape, count, column.sense);
    const total = count.reduce((sum, own) => sum + own, 0);
    const average = shape.reduce((sum, value, bin) => sum + (value * (count[bin] ?? 0)) / total, 0);
    base += average;
    // Of a bin that no customer was in nothing is known: it counts as the average.
    for (let bin = 0; bin < shape.length; bin += 1)
      shape[bin] = (count[bin] ?? 0) === 0 && isApart(column, bin) ? 0 : (shape[bin] ?? 0) - average;
  }
  return { base, main, pairs };
}

/** Line 0 of either column is the unknown one: where no customer was, a pair says nothing of it. */
function silenceEmpty({ height, width }: PairGrid, table: Float64Array, cells: Float64Array): void {
  const rowsIn = (places: readonly number[]) => places.reduce((sum, place) => sum + (cells[place] ?? 0), 0);
  const above = Array.from({ length: width }, (_, column) => column);
  const beside = Array.from({ length: height }, (_, row) => row * width);
  for (const line of [above, beside]) if (rowsIn(line) === 0) for (const place of line) table[place] = 0;
}

/** The unknown and the never seen stand beside the order of a column; an empty bin within it has neighbours. */
const isApart = (column: BinnedColumn, bin: number): boolean =>
  bin === UNKNOWN_BIN || (bin === OTHER_BIN && column.kind === 'category');

function addLines(shape: Float64Array | undefined, lineOf: Uint8Array, lines: Float64Array): void {
  if (shape === undefined) return;
  for (let bin = 0; bin < shape.length; bin += 1)
    shape[bin] = (shape[bin] ?? 0) + (lines[lineOf[bin] ?? 0] ?? 0);
}

/** Log-odds of one row. */
export function shapesMargin(
  { base, main, pairs }: FittedShapes,
  { columns }: BinnedTable,
  row: number,
): number {
  let margin = base;
  for (let place = 0; place < columns.length; place += 1)
    margin += main[place]?.[columns[place]?.codes[row] ?? 0] ?? 0;
  for (const { grid, table } of pairs) {
    const above = grid.rowOf[columns[grid.first]?.codes[row] ?? 0] ?? 0;
    margin += table[above * grid.width + (grid.columnOf[columns[grid.second]?.codes[row] ?? 0] ?? 0)] ?? 0;
  }
  return margin;
}
