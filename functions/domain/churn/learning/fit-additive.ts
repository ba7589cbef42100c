import { addProduct, factored, solveFactored, type Banded } from './banded.ts';
import type { BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { logLossOf, sigmoid } from './logistic.ts';

const MOST_STEPS = 12;
/** Log-odds: what boosting adds afterwards is coarser. */
const SETTLED = 1e-3;
/** A step is worked out until this much of its error is left; the next step works on the rest. */
const STEP_ERROR = 1e-2;
const MOST_TURNS = 100;
const MOST_HALVINGS = 8;

/** A column with its place among the bins of all; bin 0 is the level of all. */
interface Part {
  readonly offset: number;
  readonly codes: Uint8Array;
}

/**
 * How coefficients make the log-odds of bins: that of a bin is its coefficient times its score. Bins are those of all
 * columns, one after the other, behind the level of all.
 */
interface Design {
  readonly coefficientOf: Int32Array;
  readonly scores: Float64Array;
  /** Penalty on the coefficients; their number is its size. */
  readonly penalty: Banded;
}

/** The first of its bins in a `Design`, by column, and how many there are in all. */
export function placesOf(columns: readonly BinnedColumn[]): {
  readonly offsets: number[];
  readonly bins: number;
} {
  let bins = 1;
  const offsets = columns.map((column) => {
    const offset = bins;
    bins += column.bins;
    return offset;
  });
  return { offsets, bins };
}

/**
 * Penalised logistic regression on bins, by Newton's method; each step by conjugate gradients, so that a table may have
 * hundreds of columns.
 * @param start coefficients to begin with: there is one best answer, and it is found sooner from near it
 * @returns the coefficients; the margins of `learn` are added to what they say, and are not changed.
 */
export function fitAdditive(
  columns: readonly BinnedColumn[],
  learn: BoostingRows,
  design: Design,
  start?: Float64Array,
): Float64Array {
  const parts = placesOf(columns).offsets.map((offset, place) => ({
    offset,
    codes: learn.codes[place] ?? new Uint8Array(learn.outcomes.length),
  }));
  const weights = start?.slice() ?? new Float64Array(design.penalty.own.length);
  let cost = costOf(weights, learn, parts, design);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const change = newtonStep(weights, learn, parts, design);
    // Where all is nearly certain a whole step may land far beyond the best place.
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
      const tried = weights.slice();
      addScaled(tried, change, 0.5 ** halving);
      const triedCost = costOf(tried, learn, parts, design);
      if (triedCost > cost) continue;
      weights.set(tried);
      cost = triedCost;
      break;
    }
    const most = change.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
    if (most < SETTLED) break;
  }
  return weights;
}

/** Log-odds of every bin. */
export const binsOf = ({ coefficientOf, scores }: Design, weights: Float64Array): Float64Array =>
  scores.map((score, bin) => score * (weights[coefficientOf[bin] ?? 0] ?? 0));

/** Adds what is of every bin to its coefficient. */
function addToCoefficients(
  { coefficientOf, scores }: Design,
  bins: Float64Array,
  power: 1 | 2,
  coefficients: Float64Array,
): void {
  for (let bin = 0; bin < bins.length; bin += 1) {
    const place = coefficientOf[bin] ?? 0;
    const score = scores[bin] ?? 0;
    coefficients[place] =
      (coefficients[place] ?? 0) + (power === 1 ? score : score * score) * (bins[bin] ?? 0);
  }
}

/** What is of every row, summed up by coefficient. */
function gathered(design: Design, parts: readonly Part[], byRow: Float64Array, power: 1 | 2): Float64Array {
  const bins = new Float64Array(design.scores.length);
  addToBins(parts, byRow, bins);
  const sums = new Float64Array(design.penalty.own.length);
  addToCoefficients(design, bins, power, sums);
  return sums;
}

/**
 * What Newton's method adds to the weights: the solution of curvature · change = gradient, by conjugate gradients. The
 * curvature is never written out. What is left of it without the meeting of columns has five diagonals, and solving by that
 * alone first is what makes a few dozen turns enough.
 */
function newtonStep(
  weights: Float64Array,
  { margins, outcomes }: BoostingRows,
  parts: readonly Part[],
  design: Design,
): Float64Array {
  const { penalty } = design;
  const byRow = rowSums(parts, binsOf(design, weights), outcomes.length);
  const curvature = new Float64Array(outcomes.length);
  for (let row = 0; row < outcomes.length; row += 1) {
    const probability = sigmoid((margins[row] ?? 0) + (byRow[row] ?? 0));
    curvature[row] = probability * (1 - probability);
    byRow[row] = (outcomes[row] ?? 0) - probability;
  }
  const rest = gathered(design, parts, byRow, 1);
  addProduct(
    penalty,
    weights.map((weight) => -weight),
    rest,
  );
  const factors = factored(penalty, gathered(design, parts, curvature, 2));
  const change = new Float64Array(weights.length);
  let eased = solveFactored(factors, rest);
  const direction = eased.slice();
  let error = dot(rest, eased);
  const enough = STEP_ERROR * STEP_ERROR * error;
  for (let turn = 0; turn < MOST_TURNS && error > enough; turn += 1) {
    const across = rowSums(parts, binsOf(design, direction), outcomes.length);
    for (let row = 0; row < across.length; row += 1) across[row] = (across[row] ?? 0) * (curvature[row] ?? 0);
    const product = gathered(design, parts, across, 1);
    addProduct(penalty, direction, product);
    const far = error / dot(direction, product);
    addScaled(change, direction, far);
    addScaled(rest, product, -far);
    eased = solveFactored(factors, rest);
    const left = dot(rest, eased);
    for (let place = 0; place < direction.length; place += 1)
      direction[place] = (eased[place] ?? 0) + (left / error) * (direction[place] ?? 0);
    error = left;
  }
  return change;
}

/** What the weights are to make least: the log-loss of all rows, and half the penalty. */
function costOf(
  weights: Float64Array,
  { margins, outcomes }: BoostingRows,
  parts: readonly Part[],
  design: Design,
): number {
  const pull = new Float64Array(weights.length);
  addProduct(design.penalty, weights, pull);
  let cost = dot(pull, weights) / 2;
  for (const [row, sum] of rowSums(parts, binsOf(design, weights), outcomes.length).entries()) {
    const margin = (margins[row] ?? 0) + sum;
    cost += logLossOf((outcomes[row] ?? 0) === 1 ? margin : -margin);
  }
  return cost;
}

/** Of every row the sum of the weights of its bins. */
function rowSums(parts: readonly Part[], weights: Float64Array, rows: number): Float64Array {
  const sums = new Float64Array(rows).fill(weights[0] ?? 0);
  for (const { offset, codes } of parts)
    for (let row = 0; row < rows; row += 1)
      sums[row] = (sums[row] ?? 0) + (weights[offset + (codes[row] ?? 0)] ?? 0);
  return sums;
}

/** Adds what is of every row to each of its bins. */
function addToBins(parts: readonly Part[], byRow: Float64Array, bins: Float64Array): void {
  let whole = 0;
  for (const value of byRow) whole += value;
  bins[0] = (bins[0] ?? 0) + whole;
  for (const { offset, codes } of parts)
    for (let row = 0; row < byRow.length; row += 1) {
      const place = offset + (codes[row] ?? 0);
      bins[place] = (bins[place] ?? 0) + (byRow[row] ?? 0);
    }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place += 1) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, scale: number): void {
  for (let place = 0; place < to.length; place += 1)
    to[place] = (to[place] ?? 0) + scale * (from[place] ?? 0);
}
