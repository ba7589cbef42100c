/** One observation as the few columns it touches; all other columns are 0. */
export interface SparseRow {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

interface LogisticProblem {
  readonly rows: readonly SparseRow[];
  /** 1 for a customer who left, 0 for one who stayed, by row. */
  readonly outcomes: readonly number[];
  /** How much each row counts. */
  readonly weights: readonly number[];
  /** Ridge penalty of each column; 0 leaves it free, as an intercept must be. */
  readonly penalties: readonly number[];
}

const MOST_STEPS = 50;
const CONVERGED = 1e-10;

/** A number that must be there: an index beyond the end is a defect of this file. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index}`);
  return value;
}

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Log-loss of a row that has `logOdds` of what happened, however sure it is. */
export const logLossOf = (logOdds: number): number =>
  Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(0, -logOdds);

export const logit = (probability: number): number => Math.log(probability / (1 - probability));

const dot = (row: SparseRow, coefficients: Float64Array): number =>
  row.columns.reduce((sum, column, index) => sum + at(row.values, index) * at(coefficients, column), 0);

/**
 * Ridge logistic regression by iteratively reweighted least squares: Newton's method on the penalised likelihood
 * Σ wᵢ·log p(yᵢ) − ½ Σ λⱼ·βⱼ². It is convex and its result depends on nothing but the input.
 * @returns one coefficient per column, in log-odds.
 */
export function fitLogistic({ rows, outcomes, weights, penalties }: LogisticProblem): Float64Array {
  const size = penalties.length;
  const coefficients = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = Float64Array.from(penalties, (penalty, column) => -penalty * at(coefficients, column));
    const information = new Float64Array(size * size);
    for (const [index, row] of rows.entries()) {
      const probability = sigmoid(dot(row, coefficients));
      const weight = at(weights, index);
      const residual = weight * (at(outcomes, index) - probability);
      const curvature = weight * probability * (1 - probability);
      for (const [i, column] of row.columns.entries()) {
        const value = at(row.values, i);
        gradient[column] = at(gradient, column) + residual * value;
        for (const [j, other] of row.columns.entries()) {
          const cell = column * size + other;
          information[cell] = at(information, cell) + curvature * value * at(row.values, j);
        }
      }
    }
    for (const [column, penalty] of penalties.entries()) {
      const cell = column * size + column;
      information[cell] = at(information, cell) + penalty;
    }
    const change = solve(information, gradient);
    let largest = 0;
    for (const [column, amount] of change.entries()) {
      coefficients[column] = at(coefficients, column) + amount;
      largest = Math.max(largest, Math.abs(amount));
    }
    if (largest < CONVERGED) return coefficients;
  }
  throw new Error(`the fit did not settle in ${MOST_STEPS} steps; raise the ridge penalty`);
}

/** Solves `matrix · x = right` for a symmetric positive definite matrix (row by row), by Cholesky factors L·Lᵀ. */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(matrix, row * size + column);
      for (let k = 0; k < column; k += 1) sum -= at(lower, row * size + k) * at(lower, column * size + k);
      if (row === column && sum <= 0)
        throw new Error('the columns repeat each other; give every column but intercepts a penalty');
      lower[row * size + column] = row === column ? Math.sqrt(sum) : sum / at(lower, column * size + column);
    }
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = at(solution, row);
    for (let k = 0; k < row; k += 1) sum -= at(lower, row * size + k) * at(solution, k);
    solution[row] = sum / at(lower, row * size + row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = at(solution, row);
    for (let k = row + 1; k < size; k += 1) sum -= at(lower, k * size + row) * at(solution, k);
    solution[row] = sum / at(lower, row * size + row);
  }
  return solution;
}
