import { addRow, noEquations, solve } from './equations.ts';
import { linear, type TermReader } from './features.ts';
import type { Trial } from './trial.ts';

/** Ridge on every term but the first, in rows of information. */
const PENALTY = 10;
const MOST_STEPS = 25;
const CONVERGED = 1e-5;

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * Chance of the outcome whatever the group, by ridge logistic regression (Newton's method): what the effect is looked
 * for beside. @returns weights in log-odds, one for each term
 */
export function fitOutcome(reader: TermReader, trial: Trial, rows: Uint32Array): Float64Array {
  const weights = new Float64Array(reader.size);
  const penalties = new Float64Array(reader.size).fill(PENALTY, 1);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const equations = noEquations(reader.size);
    for (const row of rows) {
      const terms = reader.read(row);
      const chance = sigmoid(linear(terms, weights));
      addRow(equations, terms, chance * (1 - chance), (trial.outcome[row] ?? 0) - chance);
    }
    for (let term = 1; term < reader.size; term += 1) {
      equations.right[term] = (equations.right[term] ?? 0) - PENALTY * (weights[term] ?? 0);
    }
    let largest = 0;
    for (const [term, change] of solve(equations, penalties).weights.entries()) {
      weights[term] = (weights[term] ?? 0) + change;
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < CONVERGED) break;
  }
  return weights;
}
