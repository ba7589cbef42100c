import { UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { sigmoid, solve } from './logistic.ts';

export interface SmoothOptions {
  /** Penalty on the bend of a number column's curve, from bin to bin. */
  readonly bend: number;
  /** Ridge on each category and on the unknown, in rows at even odds times four. */
  readonly ridge: number;
  /** Most bins of all columns together; columns of many bins are left out first. The time grows with its third power. */
  readonly mostBins: number;
}

/** Keeps the level of a curve in bounds, which the bend alone leaves free. */
const LEVEL_RIDGE = 0.01;
const MOST_STEPS = 12;
/** Log-odds: what boosting adds afterwards is coarser. */
const SETTLED = 1e-3;

/**
 * Shapes by penalised likelihood (Eilers and Marx 1996): all columns at once, numbers as curves that bend no more than they
 * must, categories drawn towards the average. A few thousand rows say this better than steps do; it takes a few Newton
 * steps. Columns left out keep 0.
 * @returns the log-odds of every bin, column by column; the margins of `learn` are its start and are not changed.
 */
export function smoothShapes(
  columns: readonly BinnedColumn[],
  learn: BoostingRows,
  options: SmoothOptions,
): Float64Array[] {
  const shapes = columns.map(({ bins }) => new Float64Array(bins));
  const used = fitting(columns, options.mostBins);
  // Coefficient 0 is the level of all.
  let size = 1;
  const offsets = used.map((place) => {
    const offset = size;
    size += columns[place]?.bins ?? 0;
    return offset;
  });
  const penalty = penaltyOf(columns, used, offsets, size, options);
  const codes = used.map((place) => learn.codes[place] ?? new Uint8Array(learn.outcomes.length));
  const weights = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, information } = slopeAt(weights, learn, codes, offsets, penalty);
    let most = 0;
    for (const [place, change] of solve(information, gradient).entries()) {
      weights[place] = (weights[place] ?? 0) + change;
      most = Math.max(most, Math.abs(change));
    }
    if (most < SETTLED) break;
  }
  for (const [index, place] of used.entries()) {
    const offset = offsets[index] ?? 0;
    // The level of all rides on the first column; whoever centres the shapes takes it into the base.
    const level = index === 0 ? (weights[0] ?? 0) : 0;
    const bins = columns[place]?.bins ?? 0;
    shapes[place] = weights.slice(offset, offset + bins).map((weight) => weight + level);
  }
  return shapes;
}

/** Places of the columns that fit below `mostBins` together, those of few bins first, in their order. */
function fitting(columns: readonly BinnedColumn[], mostBins: number): number[] {
  let left = mostBins;
  return [...columns.keys()]
    .sort((a, b) => (columns[a]?.bins ?? 0) - (columns[b]?.bins ?? 0))
    .filter((place) => (left -= columns[place]?.bins ?? 0) >= 0)
    .sort((a, b) => a - b);
}

/** The penalty as a matrix, row by row: squares of second differences of neighbouring bins, and ridges. */
function penaltyOf(
  columns: readonly BinnedColumn[],
  used: readonly number[],
  offsets: readonly number[],
  size: number,
  { bend, ridge }: SmoothOptions,
): Float64Array {
  const penalty = new Float64Array(size * size);
  const add = (row: number, column: number, amount: number): void => {
    penalty[row * size + column] = (penalty[row * size + column] ?? 0) + amount;
  };
  for (const [index, place] of used.entries()) {
    const offset = offsets[index] ?? 0;
    const column = columns[place];
    if (column === undefined) continue;
    const isCurve = column.kind === 'number';
    for (let bin = 0; bin < column.bins; bin += 1)
      add(offset + bin, offset + bin, isCurve && bin !== UNKNOWN_BIN ? LEVEL_RIDGE : ridge);
    if (!isCurve) continue;
    for (let bin = UNKNOWN_BIN + 2; bin + 1 < column.bins; bin += 1) {
      const middle = offset + bin;
      for (const [row, first] of DIFFERENCE)
        for (const [other, second] of DIFFERENCE) add(middle + row, middle + other, bend * first * second);
    }
  }
  return penalty;
}

/** Distance from the middle bin, and its part in the second difference. */
const DIFFERENCE = [
  [-1, 1],
  [0, -2],
  [1, 1],
] as const;

/** Gradient of the penalised likelihood at `weights`, and its curvature below the diagonal. */
function slopeAt(
  weights: Float64Array,
  { margins, outcomes }: BoostingRows,
  codes: readonly Uint8Array[],
  offsets: readonly number[],
  penalty: Float64Array,
): { gradient: Float64Array; information: Float64Array } {
  const size = weights.length;
  const information = penalty.slice();
  // The level carries no penalty; this only keeps the factors alive where nobody left.
  information[0] = 1e-6;
  const gradient = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let pull = 0;
    for (let column = 0; column < size; column += 1)
      pull += (penalty[row * size + column] ?? 0) * (weights[column] ?? 0);
    gradient[row] = -pull;
  }
  const touched = new Int32Array(codes.length + 1);
  for (let row = 0; row < outcomes.length; row += 1) {
    let margin = (margins[row] ?? 0) + (weights[0] ?? 0);
    for (let index = 0; index < codes.length; index += 1) {
      const place = (offsets[index] ?? 0) + (codes[index]?.[row] ?? 0);
      touched[index + 1] = place;
      margin += weights[place] ?? 0;
    }
    const probability = sigmoid(margin);
    const curvature = probability * (1 - probability);
    const residual = (outcomes[row] ?? 0) - probability;
    for (let index = 0; index < touched.length; index += 1) {
      const place = touched[index] ?? 0;
      gradient[place] = (gradient[place] ?? 0) + residual;
      for (let other = 0; other <= index; other += 1) {
        const cell = place * size + (touched[other] ?? 0);
        information[cell] = (information[cell] ?? 0) + curvature;
      }
    }
  }
  return { gradient, information };
}
