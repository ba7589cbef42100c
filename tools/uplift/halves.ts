import { seededDice } from '../../functions/domain/table/dice.ts';
import { learnEffect } from '../../functions/domain/uplift/learn.ts';
import { effectReader } from '../../functions/domain/uplift/model.ts';
import { rankTrial } from '../../functions/domain/uplift/qini.ts';
import type { Trial } from '../../functions/domain/uplift/trial.ts';
import { otherFormulas, type OtherFormulas } from './formulas.ts';
import { pickRows } from './read-trial.ts';
import { tLearner } from './t-learner.ts';

/** Normalised Qini by the formula of the command, and by others. */
export type QiniFigures = { readonly qini: number } & OtherFormulas;

/** What a model is worth on the half of a trial that was not learned from. */
export interface HalfFigures {
  readonly seed: number;
  readonly model: QiniFigures;
  /** Two ridge logistic regressions, one per group, numbers as lines and names as steps. */
  readonly tLearner: QiniFigures;
  readonly sure: readonly string[];
  readonly apart: number;
}

/** Deals the rows into halves by a seed, learns from one and measures on the other. */
export function measureHalves(trial: Trial, seed: number): HalfFigures {
  const rows = Uint32Array.from(trial.treated.keys());
  const dice = seededDice(seed);
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = dice.upTo(last + 1);
    [rows[last], rows[other]] = [rows[other] ?? 0, rows[last] ?? 0];
  }
  const half = rows.length >> 1;
  const [seen, unseen] = [part(trial, rows.subarray(0, half)), part(trial, rows.subarray(half))];
  const learned = learnEffect(seen, seed);
  const effectOf = effectReader(learned.weights, unseen.columns);
  const plain = tLearner(seen)(unseen.columns);
  return {
    seed,
    model: figuresOf(unseen, (row) => effectOf(row).effect),
    tLearner: figuresOf(unseen, (row) => plain(row).chanceWith - plain(row).chanceWithout),
    sure: learned.sure,
    apart: learned.weights.apart,
  };
}

/** Some of the rows of a trial. */
export const part = (trial: Trial, rows: Uint32Array): Trial => ({
  columns: trial.columns.map((column) => pickRows(column, rows)),
  treated: Uint8Array.from(rows, (row) => trial.treated[row] ?? 0),
  outcome: Uint8Array.from(rows, (row) => trial.outcome[row] ?? 0),
});

function figuresOf(trial: Trial, effectOf: (row: number) => number): QiniFigures {
  const scored = { ...trial, effect: Float64Array.from(trial.treated.keys(), effectOf) };
  return { qini: rankTrial(scored).qini(), ...otherFormulas(scored) };
}
