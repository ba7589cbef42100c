import type { RowTerms } from './features.ts';

/** Normal equations of a weighted least-squares fit: `matrix` is symmetric, row by row, its lower half filled. */
export interface NormalEquations {
  readonly size: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}

export const noEquations = (size: number): NormalEquations => ({
  size,
  matrix: new Float64Array(size * size),
  right: new Float64Array(size),
});

/** Adds `weight · x xᵀ` to the matrix and `pull · x` to the right side, for one row x. */
export function addRow(equations: NormalEquations, row: RowTerms, weight: number, pull: number): void {
  const { size, matrix, right } = equations;
  for (let i = 0; i < row.filled; i += 1) {
    const term = row.terms[i] ?? 0;
    const value = row.values[i] ?? 0;
    right[term] = (right[term] ?? 0) + pull * value;
    // Terms of a row ascend, so `j ≤ i` stays in the lower half.
    for (let j = 0; j <= i; j += 1) {
      const cell = term * size + (row.terms[j] ?? 0);
      matrix[cell] = (matrix[cell] ?? 0) + weight * value * (row.values[j] ?? 0);
    }
  }
}

/** The part of the equations that is about some of the terms, in the order given; the others are held at 0. */
export function restrict(equations: NormalEquations, terms: readonly number[]): NormalEquations {
  const part = noEquations(terms.length);
  for (const [i, term] of terms.entries()) {
    part.right[i] = equations.right[term] ?? 0;
    for (let j = 0; j <= i; j += 1) {
      const other = terms[j] ?? 0;
      const cell = Math.max(term, other) * equations.size + Math.min(term, other);
      part.matrix[i * part.size + j] = equations.matrix[cell] ?? 0;
    }
  }
  return part;
}

interface Solution {
  readonly weights: Float64Array;
  /** Diagonal of the inverse of the penalised matrix: the posterior variances, up to the noise. */
  readonly inverseDiagonal: () => Float64Array;
}

/** A term that repeats others keeps this little of itself, instead of a division by 0. */
const LEAST_PIVOT = 1e-9;

/** Solves `(matrix + diag(penalties)) · weights = right` by Cholesky factors L·Lᵀ. */
export function solve({ size, matrix, right }: NormalEquations, penalties: ArrayLike<number>): Solution {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = (matrix[row * size + column] ?? 0) + (row === column ? (penalties[row] ?? 0) : 0);
      for (let k = 0; k < column; k += 1) {
        sum -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0);
      }
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / (lower[column * size + column] ?? 1);
    }
  }
  const weights = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = weights[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * size + k] ?? 0) * (weights[k] ?? 0);
    weights[row] = sum / (lower[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = weights[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= (lower[k * size + row] ?? 0) * (weights[k] ?? 0);
    weights[row] = sum / (lower[row * size + row] ?? 1);
  }
  return { weights, inverseDiagonal: () => inverseDiagonalOf(lower, size) };
}

/** Column sums of squares of L⁻¹, one column at a time. */
function inverseDiagonalOf(lower: Float64Array, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  for (let at = 0; at < size; at += 1) {
    let squares = 0;
    for (let row = at; row < size; row += 1) {
      let sum = row === at ? 1 : 0;
      for (let k = at; k < row; k += 1) sum -= (lower[row * size + k] ?? 0) * (column[k] ?? 0);
      column[row] = sum / (lower[row * size + row] ?? 1);
      squares += (column[row] ?? 0) ** 2;
    }
    diagonal[at] = squares;
  }
  return diagonal;
}
