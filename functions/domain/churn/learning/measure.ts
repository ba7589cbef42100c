import type { CalibrationBin } from '../model.ts';

/** A prediction for a row that its model had not seen, and what became of the customer (1 left, 0 stayed). */
interface Judged {
  readonly predicted: number;
  readonly outcome: number;
}

/**
 * Area under the ROC curve: the chance that a customer who left was ranked above one who stayed; ties count half.
 * `NaN` when only one kind is present, because then there is nothing to rank.
 */
export function auc(judged: readonly Judged[]): number {
  const ranked = [...judged].sort((a, b) => a.predicted - b.predicted);
  const positives = ranked.reduce((sum, { outcome }) => sum + outcome, 0);
  const negatives = ranked.length - positives;
  let wins = 0;
  let negativesBelow = 0;
  for (const tie of runsOfEqual(ranked)) {
    const tiePositives = tie.reduce((sum, { outcome }) => sum + outcome, 0);
    const tieNegatives = tie.length - tiePositives;
    wins += tiePositives * (negativesBelow + tieNegatives / 2);
    negativesBelow += tieNegatives;
  }
  return wins / (positives * negatives);
}

function* runsOfEqual(ranked: readonly Judged[]): Generator<readonly Judged[]> {
  let run: Judged[] = [];
  for (const one of ranked) {
    if (run[0] !== undefined && run[0].predicted !== one.predicted) {
      yield run;
      run = [];
    }
    run.push(one);
  }
  if (run.length > 0) yield run;
}

/** Mean negative log-likelihood in nats. */
export const logloss = (judged: readonly Judged[]): number =>
  -mean(judged.map(({ predicted, outcome }) => Math.log(outcome === 1 ? predicted : 1 - predicted)));

/** Predicted against observed share of leavers over equal-width bins of the probability; empty bins are left out. */
export function calibrationTable(judged: readonly Judged[], bins = 10): CalibrationBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inBin = judged.filter(({ predicted }) => Math.min(bins - 1, Math.floor(predicted * bins)) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      rows: inBin.length,
      predicted: mean(inBin.map(({ predicted }) => predicted)),
      observed: mean(inBin.map(({ outcome }) => outcome)),
    };
  }).filter(({ rows }) => rows > 0);
}

/** Expected calibration error: the mean gap between predicted and observed, each bin weighted by its rows. */
export function expectedCalibrationError(table: readonly CalibrationBin[]): number {
  const rows = table.reduce((sum, bin) => sum + bin.rows, 0);
  return table.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.predicted - bin.observed), 0);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation. */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
