/** Sums over the rows of each bin of one column. */
export interface BinSums {
  /** Outcome less probability. */
  readonly gradient: Float64Array;
  /** Probability × its complement. */
  readonly curvature: Float64Array;
  readonly rows: Float64Array;
}

export interface StepOptions {
  /** Most steps the update may have. */
  readonly leaves: number;
  readonly leastRows: number;
  /** Added to the curvature, in rows at even odds times four. */
  readonly ridge: number;
}

/**
 * One shallow regression tree over the bins of one column, as the update of each bin: at most `leaves` flat steps, each a
 * Newton step of its rows. `order` lists the bins from left to right; a bin that is not in it keeps 0.
 */
export function stepUpdate(
  sums: BinSums,
  order: Uint8Array,
  { leaves, leastRows, ridge }: StepOptions,
  update: Float64Array,
): void {
  const count = order.length;
  if (count === 0) return;
  const cuts = [0, count];
  const splits = [bestSplit(sums, order, 0, count, leastRows, ridge)];
  while (cuts.length <= leaves) {
    let best = -1;
    let gain = 1e-12;
    for (let part = 0; part < splits.length; part += 1) {
      const offered = splits[part]?.gain ?? 0;
      if (offered > gain) {
        gain = offered;
        best = part;
      }
    }
    if (best < 0) break;
    const from = cuts[best] ?? 0;
    const to = cuts[best + 1] ?? count;
    const at = splits[best]?.at ?? to;
    cuts.splice(best + 1, 0, at);
    const more = cuts.length <= leaves;
    splits.splice(
      best,
      1,
      more ? bestSplit(sums, order, from, at, leastRows, ridge) : NO_SPLIT,
      more ? bestSplit(sums, order, at, to, leastRows, ridge) : NO_SPLIT,
    );
  }
  for (let part = 0; part + 1 < cuts.length; part += 1) {
    const from = cuts[part] ?? 0;
    const to = cuts[part + 1] ?? count;
    let gradient = 0;
    let curvature = 0;
    for (let place = from; place < to; place += 1) {
      const bin = order[place] ?? 0;
      gradient += sums.gradient[bin] ?? 0;
      curvature += sums.curvature[bin] ?? 0;
    }
    const step = gradient / (curvature + ridge);
    for (let place = from; place < to; place += 1) update[order[place] ?? 0] = step;
  }
}

interface Split {
  readonly gain: number;
  /** The place in `order` where the right side begins. */
  readonly at: number;
}

const NO_SPLIT: Split = { gain: 0, at: 0 };

function bestSplit(
  sums: BinSums,
  order: Uint8Array,
  from: number,
  to: number,
  leastRows: number,
  ridge: number,
): Split {
  let gradient = 0;
  let curvature = 0;
  let rows = 0;
  for (let place = from; place < to; place += 1) {
    const bin = order[place] ?? 0;
    gradient += sums.gradient[bin] ?? 0;
    curvature += sums.curvature[bin] ?? 0;
    rows += sums.rows[bin] ?? 0;
  }
  const whole = (gradient * gradient) / (curvature + ridge);
  let leftGradient = 0;
  let leftCurvature = 0;
  let leftRows = 0;
  let gain = 0;
  let at = 0;
  for (let place = from; place < to - 1; place += 1) {
    const bin = order[place] ?? 0;
    leftGradient += sums.gradient[bin] ?? 0;
    leftCurvature += sums.curvature[bin] ?? 0;
    leftRows += sums.rows[bin] ?? 0;
    if (leftRows < leastRows) continue;
    if (rows - leftRows < leastRows) break;
    const rightGradient = gradient - leftGradient;
    const offered =
      (leftGradient * leftGradient) / (leftCurvature + ridge) +
      (rightGradient * rightGradient) / (curvature - leftCurvature + ridge) -
      whole;
    if (offered > gain) {
      gain = offered;
      at = place + 1;
    }
  }
  return gain > 0 ? { gain, at } : NO_SPLIT;
}
