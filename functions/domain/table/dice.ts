/** Chance from a seed: the same seed gives the same numbers on every machine. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to below `sides`. */
  upTo(sides: number): number;
}

/** Mulberry32: enough for resampling, not for secrets. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, upTo: (sides) => Math.floor(next() * sides) };
}
