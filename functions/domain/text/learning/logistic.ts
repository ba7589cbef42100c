/** Rows of features in compressed form, as the learner reads them; each row has length 1 or 0. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
  readonly width: number;
}

interface Fit {
  /** One weight per feature, then the intercept. */
  readonly weights: Float64Array;
  readonly passes: number;
}

export interface FitOptions {
  /** Inverse strength of the ridge (liblinear's C). */
  readonly cost: number;
  readonly seed: number;
  /** Ends when no dual step of a pass violates optimality by more. */
  readonly tolerance?: number;
}

const MOST_PASSES = 60;
const NEWTON_STEPS = 30;
const NEARLY_ZERO = 1e-8;

/** Deterministic dice (mulberry32), for the order in which rows are visited. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Ridge logistic regression of one label against the rest by dual coordinate descent: Yu, Huang and Lin, "Dual
 * coordinate descent methods for logistic regression and maximum entropy models", Machine Learning 85 (2011), alg. 5.
 * @param rows which rows to learn from.
 * @param isPositive whether a row has the label, by row.
 */
export function fitLogistic(
  data: Rows,
  rows: Uint32Array,
  isPositive: (row: number) => boolean,
  { cost, seed, tolerance = 0.05 }: FitOptions,
): Fit {
  const { starts, features, values, width } = data;
  const weights = new Float64Array(width + 1);
  const count = rows.length;
  /** The dual variable of each row and what is left of it up to the cost, kept apart against cancellation. */
  const alpha = new Float64Array(count);
  const rest = new Float64Array(count);
  const sign = new Int8Array(count);
  const square = new Float64Array(count);
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const row = rows[index] ?? 0;
    const positive = isPositive(row) ? 1 : -1;
    sign[index] = positive;
    order[index] = index;
    const start = Math.min(0.001 * cost, 1e-8);
    alpha[index] = start;
    rest[index] = cost - start;
    let sum = 1;
    const step = positive * start;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const value = values[at] ?? 0;
      sum += value * value;
      const feature = features[at] ?? 0;
      weights[feature] = (weights[feature] ?? 0) + step * value;
    }
    weights[width] = (weights[width] ?? 0) + step;
    square[index] = sum;
  }

  const random = dice(seed);
  let innerTolerance = 1e-2;
  let passes = 0;
  while (passes < MOST_PASSES) {
    passes += 1;
    for (let index = count - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1));
      const kept = order[index] ?? 0;
      order[index] = order[other] ?? 0;
      order[other] = kept;
    }
    let steps = 0;
    let worst = 0;
    for (let visit = 0; visit < count; visit += 1) {
      const index = order[visit] ?? 0;
      const row = rows[index] ?? 0;
      const positive = sign[index] ?? 1;
      const from = starts[row] ?? 0;
      const end = starts[row + 1] ?? 0;
      let margin = weights[width] ?? 0;
      for (let at = from; at < end; at += 1) margin += (weights[features[at] ?? 0] ?? 0) * (values[at] ?? 0);
      const a = square[index] ?? 1;
      const b = positive * margin;
      const here = alpha[index] ?? 0;
      const there = rest[index] ?? 0;
      // Solve for whichever of the two dual values is the smaller, so that the logarithm stays exact near the border.
      const upside = 0.5 * a * (there - here) + b < 0;
      const old = upside ? there : here;
      const slope = upside ? -b : b;
      let z = old;
      if (cost - z < 0.5 * cost) z *= 0.1;
      let gradient = a * (z - old) + slope + Math.log(z / (cost - z));
      worst = Math.max(worst, Math.abs(gradient));
      let newton = 0;
      while (newton <= NEWTON_STEPS && Math.abs(gradient) >= innerTolerance) {
        const curvature = a + cost / (cost - z) / z;
        const next = z - gradient / curvature;
        z = next <= 0 ? z * 0.1 : Math.min(next, cost * (1 - 1e-12));
        gradient = a * (z - old) + slope + Math.log(z / (cost - z));
        newton += 1;
        steps += 1;
      }
      if (newton === 0) continue;
      const now = upside ? cost - z : z;
      alpha[index] = now;
      rest[index] = upside ? z : cost - z;
      const change = positive * (now - here);
      if (Math.abs(change) < NEARLY_ZERO * NEARLY_ZERO) continue;
      for (let at = from; at < end; at += 1) {
        const feature = features[at] ?? 0;
        weights[feature] = (weights[feature] ?? 0) + change * (values[at] ?? 0);
      }
      weights[width] = (weights[width] ?? 0) + change;
    }
    if (worst < tolerance) break;
    if (steps <= count / 10) innerTolerance = Math.max(NEARLY_ZERO, 0.1 * innerTolerance);
  }
  return { weights, passes };
}
