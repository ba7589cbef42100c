import { softmax } from '../model.ts';

export const bestOf = (scores: Float64Array): number => {
  let best = 0;
  for (let label = 1; label < scores.length; label += 1)
    if ((scores[label] ?? 0) > (scores[best] ?? 0)) best = label;
  return best;
};

interface Agreement {
  readonly accuracy: number;
  /** Mean over the labels of 2 tp / (2 tp + fp + fn); a label that is neither there nor guessed does not count. */
  readonly macroF1: number;
}

/** How well guesses agree with the truth. */
export function agreement(truth: ArrayLike<number>, guesses: ArrayLike<number>, labels: number): Agreement {
  const right = new Float64Array(labels);
  const there = new Float64Array(labels);
  const guessed = new Float64Array(labels);
  let agreed = 0;
  for (let row = 0; row < truth.length; row += 1) {
    const label = truth[row] ?? 0;
    const guess = guesses[row] ?? 0;
    there[label] = (there[label] ?? 0) + 1;
    guessed[guess] = (guessed[guess] ?? 0) + 1;
    if (label !== guess) continue;
    agreed += 1;
    right[label] = (right[label] ?? 0) + 1;
  }
  let sum = 0;
  let present = 0;
  for (let label = 0; label < labels; label += 1) {
    const both = (there[label] ?? 0) + (guessed[label] ?? 0);
    if (both === 0) continue;
    present += 1;
    sum += (2 * (right[label] ?? 0)) / both;
  }
  return { accuracy: agreed / truth.length, macroF1: sum / present };
}

const SHARPNESS_FROM = 0.05;
const SHARPNESS_TO = 20;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const HALVINGS = 40;

/** The factor on held-out scores under which their softmax is most likely (least log-loss), by golden section. */
export function fitSharpness(scores: readonly Float64Array[], truth: ArrayLike<number>): number {
  const loss = (logSharpness: number): number => {
    let sum = 0;
    for (const [row, own] of scores.entries()) {
      const chances = Float64Array.from(own);
      softmax(chances, Math.exp(logSharpness));
      sum -= Math.log(Math.max(1e-12, chances[truth[row] ?? 0] ?? 0));
    }
    return sum;
  };
  let low = Math.log(SHARPNESS_FROM);
  let high = Math.log(SHARPNESS_TO);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let lossLeft = loss(left);
  let lossRight = loss(right);
  for (let step = 0; step < HALVINGS && high - low > 1e-3; step += 1) {
    if (lossLeft <= lossRight) {
      [high, right, lossRight] = [right, left, lossLeft];
      left = high - GOLDEN * (high - low);
      lossLeft = loss(left);
    } else {
      [low, left, lossLeft] = [left, right, lossRight];
      right = low + GOLDEN * (high - low);
      lossRight = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}
