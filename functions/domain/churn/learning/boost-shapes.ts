import { CATEGORY_ROWS, OTHER_BIN, UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import { logLossOf } from './logistic.ts';
import { quickSigmoid } from './quick-sigmoid.ts';
import { stepUpdate, type BinSums, type StepOptions } from './step-tree.ts';

export interface ShapeOptions extends StepOptions {
  readonly rate: number;
  readonly mostRounds: number;
  /** Rounds without a better held-out log-loss after which boosting stops. */
  readonly patience: number;
}

/** A round must take this much off the held-out log-loss to count as a gain. */
export const LEAST_GAIN = 1e-6;
/** Nothing is left to learn below this held-out log-loss; going on would only make the certain more certain. */
export const CERTAIN = 1e-3;

/** Rows as boosting wants them: codes beside each other, column by column. */
export interface BoostingRows {
  readonly codes: readonly Uint8Array[];
  readonly outcomes: Uint8Array;
  /** Log-odds so far, by row; boosting adds to it. */
  readonly margins: Float64Array;
}

export function gather(
  columns: readonly BinnedColumn[],
  outcomes: Uint8Array,
  rows: Int32Array,
  base: number,
): BoostingRows {
  return {
    codes: columns.map(({ codes }) => Uint8Array.from(rows, (row) => codes[row] ?? 0)),
    outcomes: Uint8Array.from(rows, (row) => outcomes[row] ?? 0),
    margins: new Float64Array(rows.length).fill(base),
  };
}

/**
 * Cyclic boosting (Lou, Caruana, Gehrke 2012): the columns take turns, each adding one shallow tree of its own bins, until
 * held-out rows stop gaining. Columns that say the same share what they say instead of the first taking all.
 * @param start shapes to begin with; the margins hold them already.
 * @returns the log-odds of every bin, column by column, as they were when the held-out rows were told best.
 */
export function boostShapes(
  columns: readonly BinnedColumn[],
  learn: BoostingRows,
  check: BoostingRows,
  start: readonly Float64Array[],
  options: ShapeOptions,
): Float64Array[] {
  const shapes = start.map((shape) => shape.slice());
  let best = shapes.map((shape) => shape.slice());
  let bestLoss = lossOf(check);
  let bestRound = 0;
  const scratch = columns.map(scratchOf);
  for (let round = 1; round <= options.mostRounds; round += 1) {
    for (let place = 0; place < columns.length; place += 1) {
      const work = scratch[place];
      const codes = learn.codes[place];
      const shape = shapes[place];
      const checkCodes = check.codes[place];
      if (!work || !codes || !shape || !checkCodes || work.useless) continue;
      sumBins(codes, learn, work.sums);
      work.update.fill(0);
      stepUpdate(work.sums, work.order(), options, work.update);
      for (const bin of work.apart) work.update[bin] = newton(work.sums, bin, options.ridge);
      for (let bin = 0; bin < shape.length; bin += 1) {
        const step = options.rate * (work.update[bin] ?? 0);
        work.update[bin] = step;
        shape[bin] = (shape[bin] ?? 0) + step;
      }
      addUpdate(codes, work.update, learn.margins);
      addUpdate(checkCodes, work.update, check.margins);
    }
    const loss = lossOf(check);
    if (loss < bestLoss - LEAST_GAIN) {
      bestLoss = loss;
      bestRound = round;
      best = shapes.map((shape) => shape.slice());
    } else if (round - bestRound >= options.patience) break;
    if (loss < CERTAIN) break;
  }
  return best;
}

interface Scratch {
  readonly sums: BinSums;
  readonly update: Float64Array;
  /** Bins that stand beside the order with a step of their own. */
  readonly apart: readonly number[];
  readonly order: () => Uint8Array;
  readonly useless: boolean;
}

function scratchOf(column: BinnedColumn): Scratch {
  const { bins } = column;
  const sums: BinSums = {
    gradient: new Float64Array(bins),
    curvature: new Float64Array(bins),
    rows: new Float64Array(bins),
  };
  const shared = { sums, update: new Float64Array(bins) };
  if (column.kind === 'number') {
    const ascending = Uint8Array.from({ length: bins - 1 }, (_, index) => index + 1);
    return { ...shared, apart: [UNKNOWN_BIN], order: () => ascending, useless: bins < 2 };
  }
  const all = Uint8Array.from({ length: bins }, (_, bin) => bin);
  // Unordered: the best split into two groups is a cut in the order of what the groups ask for (Fisher 1958).
  const wish = (bin: number): number => (sums.gradient[bin] ?? 0) / ((sums.curvature[bin] ?? 0) + SMOOTHING);
  return {
    ...shared,
    apart: [],
    // A category of a few rows keeps what it began with, which was drawn to the average.
    order: () =>
      all.filter((bin) => (sums.rows[bin] ?? 0) >= CATEGORY_ROWS).sort((a, b) => wish(a) - wish(b)),
    useless: bins <= OTHER_BIN,
  };
}

/** Rows of doubt, at even odds, in the order of categories: a category of three rows is not put at an end. */
const SMOOTHING = 2.5;

const newton = ({ gradient, curvature }: BinSums, bin: number, ridge: number): number =>
  (gradient[bin] ?? 0) / ((curvature[bin] ?? 0) + ridge);

function sumBins(codes: Uint8Array, { outcomes, margins }: BoostingRows, sums: BinSums): void {
  const { gradient, curvature, rows } = sums;
  gradient.fill(0);
  curvature.fill(0);
  rows.fill(0);
  for (let row = 0; row < codes.length; row += 1) {
    const probability = quickSigmoid(margins[row] ?? 0);
    const bin = codes[row] ?? 0;
    gradient[bin] = (gradient[bin] ?? 0) + (outcomes[row] ?? 0) - probability;
    curvature[bin] = (curvature[bin] ?? 0) + probability * (1 - probability);
    rows[bin] = (rows[bin] ?? 0) + 1;
  }
}

function addUpdate(codes: Uint8Array, update: Float64Array, margins: Float64Array): void {
  for (let row = 0; row < codes.length; row += 1)
    margins[row] = (margins[row] ?? 0) + (update[codes[row] ?? 0] ?? 0);
}

/** Mean log-loss, exact. */
export function lossOf({ outcomes, margins }: BoostingRows): number {
  let sum = 0;
  for (let row = 0; row < outcomes.length; row += 1) {
    const margin = (outcomes[row] ?? 0) === 1 ? (margins[row] ?? 0) : -(margins[row] ?? 0);
    sum += margin > 30 ? 0 : logLossOf(margin);
  }
  return sum / outcomes.length;
}
