import type { ModelFeature, SetFigures } from '../model.ts';
import { calibrate, crossValidate, type Calibration, type HeldOut } from './cross-validate.ts';
import { at, sigmoid } from './logistic.ts';
import {
  auc,
  calibrationTable,
  expectedCalibrationError,
  logloss,
  mean,
  standardDeviation,
} from './measure.ts';
import {
  centred,
  fitScorecard,
  type FeatureSpec,
  type FittedFeature,
  type TrainingSet,
} from './scorecard.ts';

interface LearnOptions {
  /** Ridge on the weights, in rows. */
  readonly penalty: number;
  /** Each seed deals the rows into folds anew; the first one's held-out rows calibrate. */
  readonly seeds: readonly number[];
}

/** Everything of a model file that follows from the data; the caller adds name, version and provenance. */
interface Learned {
  readonly base: { readonly logOdds: number; readonly rate: number };
  readonly features: readonly ModelFeature[];
  readonly slope: number;
  readonly figures: readonly SetFigures[];
}

/** Four decimals: finer than any of these sets can tell, and a file that a person can read. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Cross-validates, calibrates and fits an additive scorecard. Nothing in it is drawn at random, so the same rows give
 * the same file to the last digit.
 */
export function learn(
  specs: readonly FeatureSpec[],
  sets: readonly TrainingSet[],
  { penalty, seeds }: LearnOptions,
): Learned {
  const free = specs.map((spec) => (spec.kind === 'number' ? freed(spec) : spec));
  const heldOut = crossValidate(specs, sets, penalty, seeds);
  const heldOutFree = crossValidate(free, sets, penalty, seeds);
  const calibration = calibrate(heldOut.filter(({ seed }) => seed === seeds[0]));
  const card = fitScorecard(specs, sets, penalty);
  const freeCard = fitScorecard(free, sets, penalty);
  const base = rounded(card.base);
  return {
    base: { logOdds: base, rate: sigmoid(base) },
    features: card.features.map((feature, index) => {
      const calibrated = (fitted: FittedFeature | undefined) =>
        calibratedWeights(fitted ?? feature, calibration.slope, base);
      return modelFeature(feature, calibrated(feature), calibrated(freeCard.features[index]), sets);
    }),
    slope: rounded(calibration.slope),
    figures: sets.map(({ name }) => figuresOf(name, heldOut, heldOutFree, calibration, base, seeds)),
  };
}

function freed<Spec extends FeatureSpec & { sense?: unknown }>({
  sense: _,
  ...spec
}: Spec): Omit<Spec, 'sense'> {
  return spec;
}

const calibratedWeights = ({ weights, shares }: FittedFeature, slope: number, base: number): number[] =>
  centred(
    weights.map((weight) => slope * weight),
    shares,
    base,
  ).map(rounded);

function modelFeature(
  { spec, shares }: FittedFeature,
  contributions: readonly number[],
  withoutSense: readonly number[],
  sets: readonly TrainingSet[],
): ModelFeature {
  if (spec.kind === 'category') {
    const byCategory = (values: readonly number[]) =>
      Object.fromEntries(spec.categories.map((category, index) => [category, at(values, index)]));
    return {
      kind: 'category',
      name: spec.name,
      contributions: byCategory(contributions),
      aliases: { ...spec.aliases },
      shares: byCategory(shares.map(rounded)),
    };
  }
  const known = sets
    .flatMap(({ rows }) => rows.map(({ features }) => features[spec.name]))
    .filter((value) => typeof value === 'number')
    .sort((a, b) => a - b);
  return {
    kind: 'number',
    name: spec.name,
    unit: spec.unit,
    range: [at(known, 0), at(known, known.length - 1)],
    median: at(known, Math.floor(known.length / 2)),
    edges: [...spec.edges],
    contributions: [...contributions],
    shares: shares.map(rounded),
    ...(spec.sense === undefined ? {} : { sense: spec.sense, withoutSense: [...withoutSense] }),
  };
}

function figuresOf(
  set: string,
  heldOut: readonly HeldOut[],
  heldOutFree: readonly HeldOut[],
  { slope, ownBases }: Calibration,
  base: number,
  seeds: readonly number[],
): SetFigures {
  const folds = foldAucs(heldOut.filter((one) => one.set === set));
  const first = heldOut.filter((one) => one.set === set && one.seed === seeds[0]);
  const judgedFrom = (start: number) =>
    first.map(({ margin, outcome }) => ({ predicted: sigmoid(start + slope * margin), outcome }));
  const ownBase = ownBases[set] ?? base;
  const table = calibrationTable(judgedFrom(ownBase));
  return {
    set,
    auc: { mean: rounded(mean(folds)), sd: rounded(standardDeviation(folds)), folds: folds.map(rounded) },
    aucUnconstrained: rounded(mean(foldAucs(heldOutFree.filter((one) => one.set === set)))),
    logloss: rounded(logloss(judgedFrom(ownBase))),
    ece: rounded(expectedCalibrationError(table)),
    eceStatedBase: rounded(expectedCalibrationError(calibrationTable(judgedFrom(base)))),
    ownBase: rounded(ownBase),
    calibration: table.map((bin) => ({
      ...bin,
      predicted: rounded(bin.predicted),
      observed: rounded(bin.observed),
    })),
  };
}

function foldAucs(heldOut: readonly HeldOut[]): number[] {
  const folds = Map.groupBy(heldOut, ({ seed, fold }) => `${seed}/${fold}`);
  return [...folds.values()].map((rows) =>
    auc(rows.map(({ margin, outcome }) => ({ predicted: margin, outcome }))),
  );
}
