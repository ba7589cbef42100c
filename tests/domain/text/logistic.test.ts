import { describe, expect, test } from 'vitest';
import { fitLogistic, type Rows } from '../../../functions/domain/text/learning/logistic.ts';
import { agreement, fitSharpness } from '../../../functions/domain/text/learning/measure.ts';

/** Six rows of two features, not separable. */
const rows: Rows = {
  starts: Uint32Array.from([0, 2, 4, 6, 8, 10, 12]),
  features: Uint32Array.from([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
  values: Float32Array.from([1, 0, 0.8, 0.6, 0, 1, 0.6, -0.8, -1, 0, 0.6, 0.8]),
  width: 2,
};
const positives = [true, true, false, false, false, true];

test('the learner ends where the gradient of the stated loss is zero', () => {
  const cost = 10;
  const { weights } = fitLogistic(rows, Uint32Array.from([0, 1, 2, 3, 4, 5]), (row) => positives[row]!, {
    cost,
    seed: 1,
    tolerance: 1e-7,
  });
  const gradient = [...weights];
  for (let row = 0; row < 6; row += 1) {
    const [a, b] = [rows.values[2 * row]!, rows.values[2 * row + 1]!];
    const y = positives[row] ? 1 : -1;
    const pull = (cost * -y) / (1 + Math.exp(y * (weights[0]! * a + weights[1]! * b + weights[2]!)));
    gradient[0]! += pull * a;
    gradient[1]! += pull * b;
    gradient[2]! += pull;
  }
  for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-4);
});

describe('the figures', () => {
  test('macro-F1 is the mean over the labels, however rare', () => {
    expect(agreement([0, 0, 0, 1], [0, 0, 1, 1], 2)).toEqual({
      accuracy: 0.75,
      macroF1: (0.8 + 2 / 3) / 2,
    });
    expect(agreement([0, 1], [0, 1], 5)).toEqual({ accuracy: 1, macroF1: 1 });
  });

  test('scores that are right three times in four become three chances in four', () => {
    const scores = Array.from({ length: 400 }, () => Float64Array.from([1, -1]));
    const truth = scores.map((_, row) => (row % 4 === 0 ? 1 : 0));
    const sharpness = fitSharpness(scores, truth);
    expect(1 / (1 + Math.exp(-2 * sharpness))).toBeCloseTo(0.75, 2);
  });
});
