import { sigmoid } from './logistic.ts';

/** `log-odds = intercept + slope × margin`. */
export interface CalibrationLine {
  readonly slope: number;
  readonly intercept: number;
}

const MOST_STEPS = 100;

/** Pull of the slope towards 1, in curvature: nothing beside a hundred rows, enough to bound the slope of a perfect order. */
const RIDGE = 0.01;

/**
 * The line through held-out margins that makes what happened likeliest (Platt 1999), by Newton's method. Two numbers for
 * all rows, so that every contribution stays a contribution.
 */
export function calibrationLine(margins: Float64Array, outcomes: Uint8Array): CalibrationLine {
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, -RIDGE * (slope - 1), 1e-9, 0, RIDGE];
    for (let row = 0; row < margins.length; row += 1) {
      const margin = margins[row] ?? 0;
      const probability = sigmoid(intercept + slope * margin);
      const residual = (outcomes[row] ?? 0) - probability;
      const curvature = probability * (1 - probability);
      g0 += residual;
      g1 += residual * margin;
      h00 += curvature;
      h01 += curvature * margin;
      h11 += curvature * margin * margin;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (determinant <= 0) break;
    // A full step may overshoot where all is nearly certain; half a log-odds at a time cannot.
    const limit = (value: number): number => Math.max(-0.5, Math.min(0.5, value));
    const stepIntercept = limit((h11 * g0 - h01 * g1) / determinant);
    const stepSlope = limit((h00 * g1 - h01 * g0) / determinant);
    intercept += stepIntercept;
    slope += stepSlope;
    if (Math.abs(stepIntercept) + Math.abs(stepSlope) < 1e-10) break;
  }
  // A negative slope would turn every reason round: a model that ranks worse than chance says nothing instead.
  return slope > 0 ? { slope, intercept } : { slope: 1e-3, intercept };
}
