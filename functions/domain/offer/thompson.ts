import type { MinorUnits } from '../money.ts';
import type { Belief } from './belief.ts';

/** One offer as chance sees it: what we believe it keeps, and what it costs. */
interface Contender {
  readonly belief: Belief;
  readonly cost: MinorUnits;
}

/** Steps in which an effect between 0 and 1 is looked at; the narrowest belief worth telling apart spans several. */
const STEPS = 512;

/**
 * An offer with less chance than this is not drawn: its outcome would weigh a hundredfold in every later comparison,
 * and it is all but surely not the best.
 */
const LEAST_CHANCE = 0.01;

/**
 * Thompson sampling as probabilities: the chance of each contender to have the highest net value when every effect is
 * drawn from its belief. With `stake` what a kept leaver is worth times the chance to leave, net value is `stake ·
 * effect − cost`, so contender k is behind j at effect e when its own effect is below `e + (cost k − cost j) / stake`.
 * Integrated numerically, so the probabilities are known before the draw and sum to 1.
 * @param stake above 0, in minor units
 */
export function chancesToBeBest(contenders: readonly Contender[], stake: number): readonly number[] {
  if (contenders.length < 2) return contenders.map(() => 1);
  const masses = contenders.map(({ belief }) => massesOf(belief));
  const below = masses.map(cumulated);
  const raw = contenders.map(({ cost }, j) => {
    let chance = 0;
    for (let step = 0; step < STEPS; step += 1) {
      let all = masses[j]?.[step] ?? 0;
      for (const [k, other] of contenders.entries()) {
        if (k !== j) all *= shareBelow(below[k], (step + 0.5) / STEPS + (other.cost - cost) / stake);
      }
      chance += all;
    }
    return chance;
  });
  const fair = normalised(raw);
  return normalised(fair.map((chance) => (chance < LEAST_CHANCE ? 0 : chance)));
}

/** Probability of each step under Beta(a, b), by its density at the middle of the step. */
function massesOf({ a, b }: Belief): Float64Array {
  const logs = Float64Array.from({ length: STEPS }, (_, step) => {
    const effect = (step + 0.5) / STEPS;
    return (a - 1) * Math.log(effect) + (b - 1) * Math.log(1 - effect);
  });
  // A reduction, not a spread: there is no constant of the Beta function to compute when all is normalised.
  const most = logs.reduce((largest, log) => Math.max(largest, log), -Infinity);
  const masses = logs.map((log) => Math.exp(log - most));
  const sum = masses.reduce((total, mass) => total + mass, 0);
  return masses.map((mass) => mass / sum);
}

/** `result[s]`: probability of an effect below step s. */
function cumulated(masses: Float64Array): Float64Array {
  const below = new Float64Array(STEPS + 1);
  for (const [step, mass] of masses.entries()) below[step + 1] = (below[step] ?? 0) + mass;
  return below;
}

function shareBelow(below: Float64Array | undefined, effect: number): number {
  if (below === undefined || effect <= 0) return 0;
  if (effect >= 1) return 1;
  const place = effect * STEPS;
  const step = Math.floor(place);
  const from = below[step] ?? 0;
  return from + (place - step) * ((below[step + 1] ?? 1) - from);
}

function normalised(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  // Contenders that are all the same to the last step share evenly.
  return sum > 0 ? values.map((value) => value / sum) : values.map(() => 1 / values.length);
}

/**
 * The place of the one that `draw` falls on when they stand side by side, each as wide as its chance.
 * @param draw in [0, 1)
 */
export function drawnPlace(chances: readonly number[], draw: number): number {
  let passed = 0;
  let last = 0;
  for (const [place, chance] of chances.entries()) {
    if (chance === 0) continue;
    last = place;
    passed += chance;
    if (draw < passed) return place;
  }
  return last;
}
