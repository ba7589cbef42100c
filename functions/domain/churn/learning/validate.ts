import type { BinnedTable } from './bins.ts';
import { calibrationLine, type CalibrationLine } from './calibration-line.ts';
import { dealFolds, rowsWhere } from './folds.ts';
import type { Depth } from './fit-shapes.ts';
import { fitLearner, marginsOf, type LearnerName, type LearnerSettings } from './learner.ts';
import { logLossOf, sigmoid } from './logistic.ts';
import { calibrationTable, expectedCalibrationError, mean, standardDeviation } from './measure.ts';
import type { CalibrationBin } from '../model.ts';
import { areaUnderCurve } from './rank.ts';

export const FOLDS = 5;

/** What held-out rows say of a learner; every figure is from rows that their model had not seen. */
export interface Validation {
  readonly learner: LearnerName;
  /** What an ebm needs to be made of. */
  readonly depth?: Depth;
  readonly auc: { readonly mean: number; readonly sd: number; readonly folds: readonly number[] };
  readonly logloss: number;
  /** Log-loss by row. */
  readonly losses: Float64Array;
  readonly ece: number;
  readonly calibration: readonly CalibrationBin[];
  /** Shares of held-out rows by tenths of the probability. */
  readonly scores: readonly number[];
  /** Calibration from all held-out margins. */
  readonly line: CalibrationLine;
  readonly margins: Float64Array;
}

/**
 * Cross-validates one learner over folds that keep `groups` whole. Of an ebm's depths the deepest is judged that foretells
 * held-out rows better than all before it by more than chance would.
 */
export function validate(
  learner: LearnerName,
  table: BinnedTable,
  groups: Int32Array,
  seed: number,
  settings: LearnerSettings,
): Validation {
  const { outcomes } = table;
  const folds = dealFolds(groups, outcomes, FOLDS, seed);
  const candidates: { depth: Depth | undefined; margins: Float64Array }[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = rowsWhere(outcomes.length, (row) => folds[row] !== fold);
    const asked = rowsWhere(outcomes.length, (row) => folds[row] === fold);
    for (const [place, fitted] of fitLearner(
      learner,
      table,
      seen,
      groups,
      seed * FOLDS + fold,
      settings,
    ).entries()) {
      const candidate = (candidates[place] ??= {
        depth: fitted.learner === 'ebm' ? fitted.depth : undefined,
        margins: new Float64Array(outcomes.length),
      });
      for (const [index, margin] of marginsOf(fitted, table, asked).entries())
        candidate.margins[asked[index] ?? 0] = margin;
    }
  }
  const judged = candidates.map(({ depth, margins }) => ({
    learner,
    ...(depth && { depth }),
    margins,
    ...judge(margins, outcomes, folds),
  }));
  return judged.reduce((best, deeper) => (isWorthIt(deeper, best) ? deeper : best));
}

/** Curves and lines are as easy to read, so the better of the two is taken; what is harder to read must prove itself. */
const isWorthIt = (
  deeper: Pick<Validation, 'depth' | 'losses'>,
  best: Pick<Validation, 'losses'>,
): boolean =>
  deeper.depth === 'curves'
    ? mean([...deeper.losses]) < mean([...best.losses])
    : foretellsBetter(deeper.losses, best.losses);

/** Whether the mean loss is lower by more than twice the standard error of the differences, row by row. */
function foretellsBetter(own: Float64Array, other: Float64Array): boolean {
  const gains = Array.from(own, (loss, row) => (other[row] ?? 0) - loss);
  return mean(gains) > (2 * standardDeviation(gains)) / Math.sqrt(gains.length);
}

/**
 * Figures of held-out margins. Probabilities are calibrated fold by fold with the line of the other folds, so that the
 * error is not measured on what it was fitted to.
 */
function judge(
  margins: Float64Array,
  outcomes: Uint8Array,
  folds: Uint8Array,
): Omit<Validation, 'learner' | 'depth' | 'margins'> {
  const areas: number[] = [];
  const judged: { predicted: number; outcome: number }[] = [];
  const scores = new Array<number>(10).fill(0);
  const losses = new Float64Array(outcomes.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const asked = rowsWhere(outcomes.length, (row) => folds[row] === fold);
    const others = rowsWhere(outcomes.length, (row) => folds[row] !== fold);
    const own = Float64Array.from(asked, (row) => margins[row] ?? 0);
    areas.push(
      areaUnderCurve(
        own,
        Uint8Array.from(asked, (row) => outcomes[row] ?? 0),
      ),
    );
    const { slope, intercept } = calibrationLine(
      Float64Array.from(others, (row) => margins[row] ?? 0),
      Uint8Array.from(others, (row) => outcomes[row] ?? 0),
    );
    for (const row of asked) {
      const logOdds = intercept + slope * (margins[row] ?? 0);
      const predicted = sigmoid(logOdds);
      const outcome = outcomes[row] ?? 0;
      judged.push({ predicted, outcome });
      losses[row] = logLossOf(outcome === 1 ? logOdds : -logOdds);
      const tenth = Math.min(9, Math.floor(10 * predicted));
      scores[tenth] = (scores[tenth] ?? 0) + 1 / outcomes.length;
    }
  }
  const calibration = calibrationTable(judged);
  return {
    auc: { mean: mean(areas), sd: standardDeviation(areas), folds: areas },
    logloss: losses.reduce((sum, loss) => sum + loss, 0) / outcomes.length,
    losses,
    ece: expectedCalibrationError(calibration),
    calibration,
    scores,
    line: calibrationLine(margins, outcomes),
  };
}
