import { addRow, noEquations, solve } from './equations.ts';
import { linear, wholeColumns, type TermReader } from './features.ts';
import type { Trial } from './trial.ts';

/** Ridge on every term but the first, in rows of information. */
const PENALTY = 10;
/** Ridge on what sets one group apart from all, in rows of information. */
const APART_PENALTY = 60;
/** Ridge of a term that may not move. */
const HELD = 1e9;
const MOST_STEPS = 25;
const CONVERGED = 1e-5;

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * Chance of the outcome whatever the group, by ridge logistic regression (Newton's method): what the effect is looked
 * for beside. @returns weights in log-odds, one for each term
 */
export const fitOutcome = (reader: TermReader, trial: Trial, rows: Uint32Array): Float64Array =>
  fitLogistic(reader, trial, rows, {
    towards: new Float64Array(reader.size),
    penalties: new Float64Array(reader.size).fill(PENALTY, 1),
  });

/** Weights of the outcome model of each group alone. */
interface GroupWeights {
  readonly control: Float64Array;
  readonly treated: Float64Array;
}

/**
 * A logistic regression for each group, drawn towards the one of all: the effect is what sets the two apart. Numbers
 * do so by lines alone.
 * @param common weights of the outcome model of the same rows
 */
export function fitGroups(
  reader: TermReader,
  trial: Trial,
  rows: Uint32Array,
  common: Float64Array,
): GroupWeights {
  const penalties = new Float64Array(reader.size).fill(HELD, 1);
  for (const { from, size } of wholeColumns(reader.groups)) penalties.fill(APART_PENALTY, from, from + size);
  const of = (group: number): Float64Array =>
    fitLogistic(
      reader,
      trial,
      rows.filter((row) => trial.treated[row] === group),
      { towards: common, penalties },
    );
  return { control: of(0), treated: of(1) };
}

interface Ridge {
  readonly towards: Float64Array;
  readonly penalties: Float64Array;
}

function fitLogistic(
  reader: TermReader,
  trial: Trial,
  rows: Uint32Array,
  { towards, penalties }: Ridge,
): Float64Array {
  const weights = towards.slice();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const equations = noEquations(reader.size);
    for (const row of rows) {
      const terms = reader.read(row);
      const chance = sigmoid(linear(terms, weights));
      addRow(equations, terms, chance * (1 - chance), (trial.outcome[row] ?? 0) - chance);
    }
    for (let term = 1; term < reader.size; term += 1) {
      equations.right[term] =
        (equations.right[term] ?? 0) - (penalties[term] ?? 0) * ((weights[term] ?? 0) - (towards[term] ?? 0));
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
