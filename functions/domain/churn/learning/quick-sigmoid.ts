/** Beyond this many log-odds a probability is 0 or 1 for learning's purposes. */
const REACH = 16;
const STEPS_PER_UNIT = 128;

const table = Float64Array.from(
  { length: 2 * REACH * STEPS_PER_UNIT + 2 },
  (_, index) => 1 / (1 + Math.exp(REACH - index / STEPS_PER_UNIT)),
);

/**
 * The logistic curve by straight lines between 4,096 points: within 1e-6 of it and several times as fast. For gradients
 * only; a probability that anybody reads comes from the exact one.
 */
export function quickSigmoid(logOdds: number): number {
  if (logOdds <= -REACH) return table[0] ?? 0;
  if (logOdds >= REACH) return table[2 * REACH * STEPS_PER_UNIT] ?? 1;
  const place = (logOdds + REACH) * STEPS_PER_UNIT;
  const index = place | 0;
  const low = table[index] ?? 0;
  return low + (place - index) * ((table[index + 1] ?? 1) - low);
}
