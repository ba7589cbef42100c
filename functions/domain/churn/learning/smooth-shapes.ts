import { UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { sigmoid, solve } from './logistic.ts';

export interface SmoothOptions {
  /** Penalty on the bend of a number column's curve, from bin to bin. */
  readonly bend: number;
  /** Ridge on each category and on the unknown, in rows at even odds times four. */
  readonly ridge: number;
  /**
   * Most bins of all columns together: where there are more, neighbours are put together, and then columns of many bins are
   * left out. The time grows with its third power.
   */
  readonly mostBins: number;
}

/** Keeps the level of a curve in bounds, which the bend alone leaves free. */
const LEVEL_RIDGE = 0.01;
const MOST_STEPS = 12;
/** Log-odds: what boosting adds afterwards is coarser. */
const SETTLED = 1e-3;

/** A column as the curves see it: neighbouring bins put together where there are very many columns. */
interface Seen {
  readonly place: number;
  readonly kind: BinnedColumn['kind'];
  /** Its part of the coefficients. */
  readonly offset: number;
  readonly lines: number;
  /** Line by bin. */
  readonly lineOf: Uint8Array;
  readonly codes: Uint8Array;
}

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
  const seen = fitting(columns, learn, options.mostBins);
  // Coefficient 0 is the level of all.
  const size = seen.reduce((sum, { lines }) => sum + lines, 1);
  const penalty = penaltyOf(seen, size, options);
  const weights = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, information } = slopeAt(weights, learn, seen, penalty);
    let most = 0;
    for (const [place, change] of solve(information, gradient).entries()) {
      weights[place] = (weights[place] ?? 0) + change;
      most = Math.max(most, Math.abs(change));
    }
    if (most < SETTLED) break;
  }
  for (const [index, { place, offset, lineOf }] of seen.entries()) {
    // The level of all rides on the first column; whoever centres the shapes takes it into the base.
    const level = index === 0 ? (weights[0] ?? 0) : 0;
    shapes[place] = Float64Array.from(lineOf, (line) => level + (weights[offset + line] ?? 0));
  }
  return shapes;
}

/** How many neighbouring bins of a number may be put together; beyond that a curve says nothing. */
const COARSEST = 8;
const COARSER = [1, 2, 4, COARSEST] as const;

/** The columns that fit below `mostBins` together: numbers as fine as they can be, and then those of few bins first. */
function fitting(columns: readonly BinnedColumn[], learn: BoostingRows, mostBins: number): Seen[] {
  const linesAt = ({ kind, bins }: BinnedColumn, together: number): number =>
    kind === 'number' ? 1 + Math.ceil((bins - 1) / together) : bins;
  const together =
    COARSER.find(
      (candidate) => columns.reduce((sum, column) => sum + linesAt(column, candidate), 0) <= mostBins,
    ) ?? COARSEST;
  const sized = columns.map((column, place) => ({ column, place, lines: linesAt(column, together) }));
  let left = mostBins;
  const used = sized
    .sort((a, b) => a.lines - b.lines || a.place - b.place)
    .filter(({ lines }) => (left -= lines) >= 0)
    .sort((a, b) => a.place - b.place);
  let offset = 1;
  return used.map(({ column, place, lines }) => {
    const lineOf = Uint8Array.from({ length: column.bins }, (_, bin) =>
      column.kind === 'number' && bin !== UNKNOWN_BIN ? 1 + Math.floor((bin - 1) / together) : bin,
    );
    const codes = (learn.codes[place] ?? new Uint8Array(learn.outcomes.length)).map(
      (bin) => lineOf[bin] ?? 0,
    );
    const own = { place, kind: column.kind, offset, lines, lineOf, codes };
    offset += lines;
    return own;
  });
}

/** The penalty as a matrix, row by row: squares of second differences of neighbouring lines, and ridges. */
function penaltyOf(seen: readonly Seen[], size: number, { bend, ridge }: SmoothOptions): Float64Array {
  const penalty = new Float64Array(size * size);
  const add = (row: number, column: number, amount: number): void => {
    penalty[row * size + column] = (penalty[row * size + column] ?? 0) + amount;
  };
  for (const { kind, offset, lines } of seen) {
    const isCurve = kind === 'number';
    for (let line = 0; line < lines; line += 1)
      add(offset + line, offset + line, isCurve && line !== UNKNOWN_BIN ? LEVEL_RIDGE : ridge);
    if (!isCurve) continue;
    for (let line = UNKNOWN_BIN + 2; line + 1 < lines; line += 1) {
      const middle = offset + line;
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
  seen: readonly Seen[],
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
  const codes = seen.map((column) => column.codes);
  const offsets = seen.map(({ offset }) => offset);
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
