import { rowHashes } from '../table/column.ts';
import { seededDice } from '../table/dice.ts';
import { fitEffect } from './effect-model.ts';
import { learnFeatures, linear, termReader, type TermReader, type UpliftFeature } from './features.ts';
import { effectReader, type UpliftModel, type UpliftWeights } from './model.ts';
import { fitGroups, fitOutcome, sigmoid } from './outcome-model.ts';
import { rankTrial, type QiniPoint } from './qini.ts';
import { treatedShare, type Trial } from './trial.ts';

const FOLDS = 5;
const RESAMPLES = 400;
/** Middle 95 %. */
const TAIL = 0.025;

type Interval = [number, number];

/** A fitted model, and what it is worth on rows that it had not seen. */
interface LearnedEffect {
  readonly weights: UpliftWeights;
  /** Columns that change the effect by more than chance, in the order in which they came in. */
  readonly sure: readonly string[];
  readonly figures: UpliftModel['figures'];
  /** Qini curve of the held-out rows. */
  readonly curve: readonly QiniPoint[];
  /** Place of each row by predicted effect, 0 to 1, within its fold and by a model that had not seen it. */
  readonly heldOut: Float64Array;
}

/**
 * Fits the effect and measures it by cross-fitting: every row gets its effect from a model of the other four fifths;
 * rows that say the same are in one fold. The interval is a bootstrap over rows with these effects held: it is about
 * the luck of who is measured, not of what was learned from.
 */
export function learnEffect(trial: Trial, seed: number): LearnedEffect {
  const rows = trial.treated.length;
  const folds = rowHashes(trial.columns, rows, seed).map((hash) => hash % FOLDS);
  const features = learnFeatures(trial.columns);
  const reader = termReader(features, trial.columns);
  const without = outcomeModels(reader, trial, folds);
  const heldOut = new Float64Array(rows);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = rowsWhere(folds, (of) => of !== fold);
    const expected = expectedBy(reader, folds, seen, (of) => without(fold, of));
    const { weights } = fitted(reader, features, trial, seen, without(fold, fold), expected);
    const effectOf = effectReader(weights, trial.columns);
    rankWithin(
      rowsWhere(folds, (of) => of === fold),
      (row) => effectOf(row).effect,
      heldOut,
    );
  }
  const all = rowsWhere(folds, () => true);
  const expected = expectedBy(reader, folds, all, (of) => without(of, of));
  const ranked = rankTrial({ effect: heldOut, treated: trial.treated, outcome: trial.outcome });
  const treated = trial.treated.reduce((sum, one) => sum + one, 0);
  return {
    ...fitted(reader, features, trial, all, fitOutcome(reader, trial, all), expected),
    heldOut,
    curve: ranked.curve(),
    figures: {
      rows,
      treated,
      control: rows - treated,
      ate: ranked.averageEffect(),
      qini: ranked.qini(),
      ...intervals(ranked, rows, seed),
      protocol: `${FOLDS} folds, rows with identical features in one fold; intervals from ${RESAMPLES} bootstrap samples; seed ${seed}`,
    },
  };
}

const rowsWhere = (folds: Uint32Array, wanted: (fold: number) => boolean): Uint32Array => {
  const rows = new Uint32Array(folds.length);
  let count = 0;
  for (const [row, fold] of folds.entries()) {
    if (wanted(fold)) {
      rows[count] = row;
      count += 1;
    }
  }
  return rows.subarray(0, count);
};

/** Middle place of equals: models of different folds differ in level, which says nothing about the order of rows. */
function rankWithin(rows: Uint32Array, effectOf: (row: number) => number, places: Float64Array): void {
  const effects = Float64Array.from(rows, effectOf);
  const order = Uint32Array.from(rows, (_, index) => index).sort(
    (a, b) => (effects[a] ?? 0) - (effects[b] ?? 0),
  );
  for (let from = 0, to = 0; from < order.length; from = to) {
    const effect = effects[order[from] ?? 0];
    while (to < order.length && effects[order[to] ?? 0] === effect) to += 1;
    for (let place = from; place < to; place += 1) {
      places[rows[order[place] ?? 0] ?? 0] = (from + to) / (2 * order.length);
    }
  }
}

/** Outcome models without one or two folds, each fitted once: the model without i and j serves both as test folds. */
function outcomeModels(reader: TermReader, trial: Trial, folds: Uint32Array) {
  const fitted = new Map<string, Float64Array>();
  return (one: number, other: number): Float64Array => {
    const key = [one, other].sort().join();
    const known = fitted.get(key);
    if (known !== undefined) return known;
    const weights = fitOutcome(
      reader,
      trial,
      rowsWhere(folds, (fold) => fold !== one && fold !== other),
    );
    fitted.set(key, weights);
    return weights;
  };
}

function expectedBy(
  reader: TermReader,
  folds: Uint32Array,
  rows: Uint32Array,
  weightsFor: (fold: number) => Float64Array,
): Float64Array {
  const expected = new Float64Array(folds.length);
  for (const row of rows) expected[row] = sigmoid(linear(reader.read(row), weightsFor(folds[row] ?? 0)));
  return expected;
}

/**
 * @param outcomeWeights of the outcome model of these rows
 * @param expected chance of the outcome by row, from a model that has not seen the row
 */
function fitted(
  reader: TermReader,
  features: readonly UpliftFeature[],
  trial: Trial,
  rows: Uint32Array,
  outcomeWeights: Float64Array,
  expected: Float64Array,
): Pick<LearnedEffect, 'weights' | 'sure'> {
  const { sure, weights, level, apart } = fitEffect(reader, trial, rows, expected);
  const { control, treated } = fitGroups(reader, trial, rows, outcomeWeights);
  return {
    sure,
    weights: {
      features: [...features],
      treatedShare: treatedShare(trial, rows),
      outcomeWeights: [...outcomeWeights],
      effectWeights: [...weights],
      effectLevel: level,
      groupWeights: { control: [...control], treated: [...treated] },
      apart,
    },
  };
}

function intervals(
  ranked: ReturnType<typeof rankTrial>,
  rows: number,
  seed: number,
): { ateInterval: Interval; qiniInterval: Interval } {
  const dice = seededDice(seed);
  const weights = new Uint16Array(rows);
  const effects: number[] = [];
  const qinis: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample += 1) {
    weights.fill(0);
    for (let draw = 0; draw < rows; draw += 1) {
      const row = dice.upTo(rows);
      weights[row] = (weights[row] ?? 0) + 1;
    }
    effects.push(ranked.averageEffect(weights));
    qinis.push(ranked.qini(weights));
  }
  return { ateInterval: middle(effects), qiniInterval: middle(qinis) };
}

function middle(values: readonly number[]): Interval {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(TAIL), at(1 - TAIL)];
}
