/** A seeded source of numbers: the same seed gives the same numbers on every machine. */
interface Dice {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number from 0 to `below - 1`. */
  readonly below: (below: number) => number;
}

/** splitmix32: one addition and two multiplications a number, and no visible pattern for our purposes. */
export function seededDice(seed: number): Dice {
  let state = mixed(seed ^ 0x9e3779b9);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mixed(state) / 4_294_967_296;
  };
  return { next, below: (below) => Math.floor(next() * below) };
}

/** Spreads a 32-bit number over all 32 bits; unsigned. */
export function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x21f0aaad);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** Puts `items` in a random order, in place (Fisher–Yates). */
export function shuffle(items: Int32Array, dice: Dice): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = dice.below(last + 1);
    const kept = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = kept;
  }
}
