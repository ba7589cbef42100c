import { seededDice } from '../../functions/domain/table/dice.ts';
import { learnFeatures, linear, termReader } from '../../functions/domain/uplift/features.ts';
import { learnEffect } from '../../functions/domain/uplift/learn.ts';
import { effectReader } from '../../functions/domain/uplift/model.ts';
import { fitOutcome, sigmoid } from '../../functions/domain/uplift/outcome-model.ts';
import { rankTrial } from '../../functions/domain/uplift/qini.ts';
import type { Trial } from '../../functions/domain/uplift/trial.ts';
import { otherFormulas, type OtherFormulas } from './formulas.ts';
import { pickRows } from './read-trial.ts';

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
  return {
    seed,
    model: figuresOf(unseen, (row) => effectOf(row).effect),
    tLearner: figuresOf(unseen, tLearner(seen, unseen)),
    sure: learned.sure,
    apart: learned.weights.apart,
  };
}

const part = (trial: Trial, rows: Uint32Array): Trial => ({
  columns: trial.columns.map((column) => pickRows(column, rows)),
  treated: Uint8Array.from(rows, (row) => trial.treated[row] ?? 0),
  outcome: Uint8Array.from(rows, (row) => trial.outcome[row] ?? 0),
});

function figuresOf(trial: Trial, effectOf: (row: number) => number): QiniFigures {
  const scored = { ...trial, effect: Float64Array.from(trial.treated.keys(), effectOf) };
  return { qini: rankTrial(scored).qini(), ...otherFormulas(scored) };
}

function tLearner(seen: Trial, unseen: Trial): (row: number) => number {
  const features = learnFeatures(seen.columns).map((feature) =>
    feature.kind === 'number' ? { ...feature, edges: [] } : feature,
  );
  const reader = termReader(features, seen.columns);
  const of = (group: number): Float64Array =>
    fitOutcome(
      reader,
      seen,
      Uint32Array.from(seen.treated.keys()).filter((row) => seen.treated[row] === group),
    );
  const [control, treated] = [of(0), of(1)];
  const other = termReader(features, unseen.columns);
  return (row) => {
    const terms = other.read(row);
    return sigmoid(linear(terms, treated)) - sigmoid(linear(terms, control));
  };
}
