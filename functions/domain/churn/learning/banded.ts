/** A symmetric matrix of five diagonals: its own, and the next two below it (`next[i]` is of rows `i` and `i + 1`). */
export interface Banded {
  readonly own: Float64Array;
  readonly next: Float64Array;
  readonly afterNext: Float64Array;
}

export const banded = (size: number): Banded => ({
  own: new Float64Array(size),
  next: new Float64Array(size),
  afterNext: new Float64Array(size),
});

/** Adds `matrix · x` to `sum`. */
export function addProduct({ own, next, afterNext }: Banded, x: Float64Array, sum: Float64Array): void {
  for (let row = 0; row < x.length; row += 1) {
    const value = x[row] ?? 0;
    let total = (own[row] ?? 0) * value + (next[row] ?? 0) * (x[row + 1] ?? 0);
    total += (afterNext[row] ?? 0) * (x[row + 2] ?? 0);
    if (row > 0) total += (next[row - 1] ?? 0) * (x[row - 1] ?? 0);
    if (row > 1) total += (afterNext[row - 2] ?? 0) * (x[row - 2] ?? 0);
    sum[row] = (sum[row] ?? 0) + total;
  }
}

/** The factors L·D·Lᵀ of a positive definite matrix with `onDiagonal` added to it, in the same shape: D, then L. */
export function factored({ own, next, afterNext }: Banded, onDiagonal: Float64Array): Banded {
  const factors = banded(own.length);
  for (let row = 0; row < own.length; row += 1) {
    const [d1, l1] = row > 0 ? [factors.own[row - 1] ?? 0, factors.next[row - 1] ?? 0] : [0, 0];
    const [d2, l2] = row > 1 ? [factors.own[row - 2] ?? 0, factors.afterNext[row - 2] ?? 0] : [0, 0];
    const pivot = (own[row] ?? 0) + (onDiagonal[row] ?? 0) - d1 * l1 * l1 - d2 * l2 * l2;
    factors.own[row] = pivot;
    const upper = row > 0 ? d1 * l1 * (factors.afterNext[row - 1] ?? 0) : 0;
    factors.next[row] = ((next[row] ?? 0) - upper) / pivot;
    factors.afterNext[row] = (afterNext[row] ?? 0) / pivot;
  }
  return factors;
}

/** Solves the system of `factored` for `right`. */
export function solveFactored({ own, next, afterNext }: Banded, right: Float64Array): Float64Array {
  const solution = right.slice();
  for (let row = 0; row < solution.length; row += 1) {
    let value = solution[row] ?? 0;
    if (row > 0) value -= (next[row - 1] ?? 0) * (solution[row - 1] ?? 0);
    if (row > 1) value -= (afterNext[row - 2] ?? 0) * (solution[row - 2] ?? 0);
    solution[row] = value;
  }
  for (let row = solution.length - 1; row >= 0; row -= 1) {
    const below =
      (next[row] ?? 0) * (solution[row + 1] ?? 0) + (afterNext[row] ?? 0) * (solution[row + 2] ?? 0);
    solution[row] = (solution[row] ?? 0) / (own[row] ?? 1) - below;
  }
  return solution;
}
