import { CERTAIN, LEAST_GAIN, lossOf, type BoostingRows, type ShapeOptions } from './boost-shapes.ts';
import type { PairGrid } from './pair-grid.ts';
import { quickSigmoid } from './quick-sigmoid.ts';
import { stepUpdate, type BinSums } from './step-tree.ts';

/**
 * Cyclic boosting of pairs on top of shapes: the pairs take turns, each adding one tree of four leaves over its grid, until
 * held-out rows stop gaining.
 * @returns log-odds by cell, row by row, of each grid.
 */
export function boostPairs(
  grids: readonly PairGrid[],
  learn: BoostingRows,
  check: BoostingRows,
  options: ShapeOptions,
): Float64Array[] {
  const tables = grids.map(({ height, width }) => new Float64Array(height * width));
  if (grids.length === 0) return tables;
  const cells = grids.map((grid) => ({
    learn: cellsOf(grid, learn.codes),
    check: cellsOf(grid, check.codes),
  }));
  let best = tables.map((table) => table.slice());
  let bestLoss = lossOf(check);
  let bestRound = 0;
  for (let round = 1; round <= options.mostRounds; round += 1) {
    for (const [place, grid] of grids.entries()) {
      const [own, table] = [cells[place], tables[place]];
      if (!own || !table) continue;
      const update = quarterUpdate(grid, sumCells(own.learn, learn, table.length), options);
      for (let cell = 0; cell < table.length; cell += 1) {
        const step = options.rate * (update[cell] ?? 0);
        update[cell] = step;
        table[cell] = (table[cell] ?? 0) + step;
      }
      addTo(learn.margins, own.learn, update);
      addTo(check.margins, own.check, update);
    }
    const loss = lossOf(check);
    if (loss < bestLoss - LEAST_GAIN) {
      bestLoss = loss;
      bestRound = round;
      best = tables.map((table) => table.slice());
    } else if (round - bestRound >= options.patience) break;
    if (loss < CERTAIN) break;
  }
  return best;
}

/** The cell of every row. */
export function cellsOf(
  { first, second, width, rowOf, columnOf }: PairGrid,
  codes: readonly Uint8Array[],
): Uint16Array {
  const [above, beside] = [codes[first], codes[second]];
  const cells = new Uint16Array(above?.length ?? 0);
  for (let row = 0; row < cells.length; row += 1)
    cells[row] = (rowOf[above?.[row] ?? 0] ?? 0) * width + (columnOf[beside?.[row] ?? 0] ?? 0);
  return cells;
}

function sumCells(cells: Uint16Array, { outcomes, margins }: BoostingRows, count: number): BinSums {
  const sums = {
    gradient: new Float64Array(count),
    curvature: new Float64Array(count),
    rows: new Float64Array(count),
  };
  for (let row = 0; row < cells.length; row += 1) {
    const probability = quickSigmoid(margins[row] ?? 0);
    const cell = cells[row] ?? 0;
    sums.gradient[cell] = (sums.gradient[cell] ?? 0) + (outcomes[row] ?? 0) - probability;
    sums.curvature[cell] = (sums.curvature[cell] ?? 0) + probability * (1 - probability);
    sums.rows[cell] = (sums.rows[cell] ?? 0) + 1;
  }
  return sums;
}

function addTo(margins: Float64Array, cells: Uint16Array, update: Float64Array): void {
  for (let row = 0; row < cells.length; row += 1)
    margins[row] = (margins[row] ?? 0) + (update[cells[row] ?? 0] ?? 0);
}

/** A tree of at most four leaves: one cut across, then one along on either side; or the other way round if that is better. */
function quarterUpdate({ height, width }: PairGrid, sums: BinSums, options: ShapeOptions): Float64Array {
  const byRow = oneWay(sums, height, width, width, 1, options);
  const byColumn = oneWay(sums, width, height, 1, width, options);
  return byRow.gain >= byColumn.gain ? byRow.update : byColumn.update;
}

/**
 * Cuts the outer lines once where the sums say most, and the inner lines of either half once more.
 * `outerStep` and `innerStep` are the distances of neighbouring outer and inner lines in the table.
 */
function oneWay(
  sums: BinSums,
  outer: number,
  inner: number,
  outerStep: number,
  innerStep: number,
  options: ShapeOptions,
): { gain: number; update: Float64Array } {
  const update = new Float64Array(sums.gradient.length);
  let best = { gain: Number.NEGATIVE_INFINITY, cut: 0 };
  const head = emptyLines(inner);
  const tail = emptyLines(inner);
  for (let line = 0; line < outer; line += 1) addLine(tail, sums, line * outerStep, innerStep, inner, 1);
  for (let cut = 1; cut < outer; cut += 1) {
    addLine(head, sums, (cut - 1) * outerStep, innerStep, inner, 1);
    addLine(tail, sums, (cut - 1) * outerStep, innerStep, inner, -1);
    const gain = cutGain(head, options) + cutGain(tail, options);
    if (gain > best.gain) best = { gain, cut };
  }
  const order = Uint8Array.from({ length: inner }, (_, line) => line);
  for (const [from, to] of [
    [0, best.cut],
    [best.cut, outer],
  ] as const) {
    const half = emptyLines(inner);
    for (let line = from; line < to; line += 1) addLine(half, sums, line * outerStep, innerStep, inner, 1);
    const step = new Float64Array(inner);
    stepUpdate(half, order, { ...options, leaves: 2 }, step);
    for (let line = from; line < to; line += 1)
      for (let place = 0; place < inner; place += 1)
        update[line * outerStep + place * innerStep] = step[place] ?? 0;
  }
  return { gain: best.gain, update };
}

const emptyLines = (count: number): BinSums => ({
  gradient: new Float64Array(count),
  curvature: new Float64Array(count),
  rows: new Float64Array(count),
});

function addLine(
  into: BinSums,
  from: BinSums,
  start: number,
  step: number,
  count: number,
  sign: number,
): void {
  for (let place = 0; place < count; place += 1) {
    const cell = start + place * step;
    into.gradient[place] = (into.gradient[place] ?? 0) + sign * (from.gradient[cell] ?? 0);
    into.curvature[place] = (into.curvature[place] ?? 0) + sign * (from.curvature[cell] ?? 0);
    into.rows[place] = (into.rows[place] ?? 0) + sign * (from.rows[cell] ?? 0);
  }
}

/** What the best single cut of these lines gains. */
function cutGain({ gradient, curvature, rows }: BinSums, { ridge, leastRows }: ShapeOptions): number {
  let allGradient = 0;
  let allCurvature = 0;
  let allRows = 0;
  for (let place = 0; place < gradient.length; place += 1) {
    allGradient += gradient[place] ?? 0;
    allCurvature += curvature[place] ?? 0;
    allRows += rows[place] ?? 0;
  }
  let best = (allGradient * allGradient) / (allCurvature + ridge);
  let [leftGradient, leftCurvature, leftRows] = [0, 0, 0];
  for (let place = 0; place + 1 < gradient.length; place += 1) {
    leftGradient += gradient[place] ?? 0;
    leftCurvature += curvature[place] ?? 0;
    leftRows += rows[place] ?? 0;
    if (leftRows < leastRows || allRows - leftRows < leastRows) continue;
    const right = allGradient - leftGradient;
    const gain =
      (leftGradient * leftGradient) / (leftCurvature + ridge) +
      (right * right) / (allCurvature - leftCurvature + ridge);
    if (gain > best) best = gain;
  }
  return best;
}
