import { weightByte, weightOf } from '../model.ts';
import { fitLogistic, type FitOptions, type Rows } from './logistic.ts';

/** One label against the rest, its weights already as bytes. */
export interface LabelFit {
  readonly intercept: number;
  readonly scale: number;
  readonly weights: Int8Array;
}

/** As many scores as a model of so many labels has: of two labels, the second is what the first is not. */
export const scoresFor = (labels: number): number => (labels === 2 ? 1 : labels);

/** Learns every label against the rest. */
export function fitLabels(
  data: Rows,
  rows: Uint32Array,
  labelOf: Uint16Array,
  labels: number,
  options: FitOptions,
): LabelFit[] {
  return Array.from({ length: scoresFor(labels) }, (_, label) => {
    return fitOne(data, rows, (row) => labelOf[row] === label, options);
  });
}

/** Learns one label against the rest. */
export function fitOne(
  data: Rows,
  rows: Uint32Array,
  isPositive: (row: number) => boolean,
  options: FitOptions,
): LabelFit {
  const { weights } = fitLogistic(data, rows, isPositive, options);
  let scale = 0;
  for (let feature = 0; feature < data.width; feature += 1)
    scale = Math.max(scale, Math.abs(weights[feature] ?? 0));
  const bytes = new Int8Array(data.width);
  for (let feature = 0; feature < data.width; feature += 1)
    bytes[feature] = scale === 0 ? 0 : weightByte((weights[feature] ?? 0) / scale);
  return { intercept: weights[data.width] ?? 0, scale, weights: bytes };
}

/** Scores of one row by the stored weights, as the loaded model would give them. */
export function scoreRow(data: Rows, row: number, fits: readonly LabelFit[], labels: number): Float64Array {
  const scores = new Float64Array(labels);
  const end = data.starts[row + 1] ?? 0;
  for (const [label, { intercept, scale, weights }] of fits.entries()) {
    let sum = 0;
    for (let at = data.starts[row] ?? 0; at < end; at += 1)
      sum += (data.values[at] ?? 0) * weightOf(weights[data.features[at] ?? 0] ?? 0);
    scores[label] = intercept + scale * sum;
  }
  if (labels === 2) scores[1] = -(scores[0] ?? 0);
  return scores;
}
