import { CATEGORY_ROWS, OTHER_BIN, UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import type { BinSums } from './step-tree.ts';

export interface SplitOptions {
  readonly leastRows: number;
  /** Least curvature on either side. */
  readonly leastCurvature: number;
  readonly ridge: number;
}

/** The range that the values of a node must keep, so that a column with a sense keeps it in the whole tree. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export interface Split {
  readonly gain: number;
  /** Bins that go left, in the order they were taken. */
  readonly left: readonly number[];
}

export interface Total {
  readonly gradient: number;
  readonly curvature: number;
  readonly rows: number;
}

/** Rows of doubt, at even odds, in the order of categories. */
const SMOOTHING = 2.5;
/** Extra ridge when categories are split: so many ways to cut find something by chance. */
const CATEGORY_RIDGE = 10;

/**
 * The best way to send the bins of one column left and right, or `undefined` when none gains.
 * Numbers are cut in their order, with the unknown on whichever side gains more. Categories are cut in the order of what
 * their rows ask for (Fisher 1958).
 */
export function findSplit(
  column: BinnedColumn,
  sums: BinSums,
  total: Total,
  bounds: Bounds,
  options: SplitOptions,
): Split | undefined {
  if (column.kind === 'category') return splitCategories(column.bins, sums, total, bounds, options);
  const ascending = Array.from({ length: column.bins - 1 }, (_, index) => index + 1);
  const sense = column.sense;
  const unknownRight = bestCut(ascending, sums, total, bounds, options, options.ridge, sense);
  if ((sums.rows[UNKNOWN_BIN] ?? 0) === 0) return unknownRight;
  const unknownLeft = bestCut(
    [UNKNOWN_BIN, ...ascending],
    sums,
    total,
    bounds,
    options,
    options.ridge,
    sense,
  );
  return (unknownLeft?.gain ?? 0) > (unknownRight?.gain ?? 0) ? unknownLeft : unknownRight;
}

function splitCategories(
  bins: number,
  sums: BinSums,
  total: Total,
  bounds: Bounds,
  options: SplitOptions,
): Split | undefined {
  const common: number[] = [];
  for (let bin = 0; bin < bins; bin += 1)
    if ((sums.rows[bin] ?? 0) >= CATEGORY_ROWS && (bin !== OTHER_BIN || bins > OTHER_BIN + 1))
      common.push(bin);
  if (common.length < 2) return undefined;
  const wish = (bin: number): number => (sums.gradient[bin] ?? 0) / ((sums.curvature[bin] ?? 0) + SMOOTHING);
  common.sort((a, b) => wish(a) - wish(b));
  const ridge = common.length > 4 ? options.ridge + CATEGORY_RIDGE : options.ridge;
  return bestCut(common, sums, total, bounds, options, ridge, undefined);
}

function bestCut(
  order: readonly number[],
  sums: BinSums,
  total: Total,
  bounds: Bounds,
  { leastRows, leastCurvature }: SplitOptions,
  ridge: number,
  sense: 'rising' | 'falling' | undefined,
): Split | undefined {
  const { gradient, curvature, rows } = sums;
  const whole = gainOf(total.gradient, total.curvature, ridge, bounds);
  let leftGradient = 0;
  let leftCurvature = 0;
  let leftRows = 0;
  let gain = 1e-9;
  let cut = -1;
  for (let place = 0; place < order.length; place += 1) {
    const bin = order[place] ?? 0;
    const added = rows[bin] ?? 0;
    if (added === 0) continue;
    leftGradient += gradient[bin] ?? 0;
    leftCurvature += curvature[bin] ?? 0;
    leftRows += added;
    if (leftRows < leastRows || leftCurvature < leastCurvature) continue;
    const rightCurvature = total.curvature - leftCurvature;
    if (total.rows - leftRows < leastRows || rightCurvature < leastCurvature) break;
    const rightGradient = total.gradient - leftGradient;
    const offered =
      gainOf(leftGradient, leftCurvature, ridge, bounds) +
      gainOf(rightGradient, rightCurvature, ridge, bounds) -
      whole;
    if (offered <= gain) continue;
    if (sense !== undefined) {
      const rise =
        valueOf(rightGradient, rightCurvature, ridge, bounds) -
        valueOf(leftGradient, leftCurvature, ridge, bounds);
      if (sense === 'rising' ? rise < 0 : rise > 0) continue;
    }
    gain = offered;
    cut = place;
  }
  return cut < 0 ? undefined : { gain, left: order.slice(0, cut + 1) };
}

/** Newton step of a node, kept within its bounds. */
export function valueOf(gradient: number, curvature: number, ridge: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, gradient / (curvature + ridge)));
}

/** Twice what the step of a node takes off the loss. */
function gainOf(gradient: number, curvature: number, ridge: number, bounds: Bounds): number {
  const value = valueOf(gradient, curvature, ridge, bounds);
  return 2 * gradient * value - (curvature + ridge) * value * value;
}
