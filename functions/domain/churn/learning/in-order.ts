import type { Sense } from '../model.ts';

/**
 * Makes a shape keep its sense, in place: neighbouring bins that break it are pooled to their weighted mean (pool adjacent
 * violators, the nearest such shape in squares). Bin 0, the unknown, has no place in the order and keeps its value.
 */
export function inOrder(shape: Float64Array, counts: Float64Array, sense: Sense): void {
  const sign = sense === 'rising' ? 1 : -1;
  const pools: { value: number; weight: number; bins: number }[] = [];
  for (let bin = 1; bin < shape.length; bin += 1) {
    // A bin without rows still needs a weight, or its pool would have no mean.
    let pool = { value: sign * (shape[bin] ?? 0), weight: (counts[bin] ?? 0) + 1e-6, bins: 1 };
    for (let before = pools.at(-1); before && before.value > pool.value; before = pools.at(-1)) {
      pools.pop();
      const weight = before.weight + pool.weight;
      pool = {
        value: (before.value * before.weight + pool.value * pool.weight) / weight,
        weight,
        bins: before.bins + pool.bins,
      };
    }
    pools.push(pool);
  }
  let bin = 1;
  for (const { value, bins } of pools) {
    shape.fill(sign * value, bin, bin + bins);
    bin += bins;
  }
}
