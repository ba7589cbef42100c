import { describe, expect, test } from 'vitest';
import { foldOf, crossValidate } from '../../../functions/domain/churn/learning/cross-validate.ts';
import { learn } from '../../../functions/domain/churn/learning/learn.ts';
import { fitLogistic, logit, sigmoid, solve } from '../../../functions/domain/churn/learning/logistic.ts';
import {
  auc,
  calibrationTable,
  expectedCalibrationError,
  logloss,
} from '../../../functions/domain/churn/learning/measure.ts';
import {
  fitScorecard,
  type FeatureSpec,
  type LabelledRow,
  type TrainingSet,
} from '../../../functions/domain/churn/learning/scorecard.ts';

/** Numerical Recipes' generator: a small seeded source, so that every run draws the same customers. */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const specs: readonly FeatureSpec[] = [
  { kind: 'number', name: 'tenure', unit: 'months', edges: [6, 24], sense: 'falling' },
  { kind: 'number', name: 'complaints', unit: '', edges: [1, 2], sense: 'rising' },
  { kind: 'category', name: 'contract', categories: ['monthly', 'yearly'], aliases: {} },
];

const truth = {
  tenure: [1.2, 0, -1.2],
  complaints: [-0.5, 0.5, 1.2],
  contract: { monthly: 0.6, yearly: -0.6 },
};

/** Customers who leave by a known rule; tenure is missing at random for one in ten. */
function customers(count: number, base: number, seed: number): LabelledRow[] {
  const draw = draws(seed);
  return Array.from({ length: count }, () => {
    const tenure = Math.floor(draw() * 36);
    const complaints = Math.floor(draw() * 3);
    const contract = draw() < 0.5 ? 'monthly' : 'yearly';
    const logOdds =
      base +
      (truth.tenure[tenure < 6 ? 0 : tenure < 24 ? 1 : 2] ?? 0) +
      (truth.complaints[complaints] ?? 0) +
      truth.contract[contract];
    return {
      features: { tenure: draw() < 0.1 ? null : tenure, complaints, contract },
      outcome: draw() < sigmoid(logOdds) ? 1 : 0,
    };
  });
}

const sets: readonly TrainingSet[] = [
  { name: 'shop', rows: customers(3000, -1.5, 1) },
  { name: 'carrier', rows: customers(2000, -0.5, 2) },
];

const options = { penalty: 1, seeds: [1, 2] };
const learned = learn(specs, sets, options);
const contributionsOf = (name: string): number[] =>
  Object.values(learned.features.find((feature) => feature.name === name)?.contributions ?? {});

describe('a refit on customers whose reasons for leaving are known', () => {
  test('finds those reasons, their direction and roughly their size', () => {
    const [newcomers = 0, , veterans = 0] = contributionsOf('tenure');
    expect(newcomers - veterans).toBeCloseTo(2.4, 0);
    const [none = 0, one = 0, two = 0] = contributionsOf('complaints');
    expect(one - none).toBeCloseTo(1, 0);
    expect(two - one).toBeCloseTo(0.7, 0);
    const [monthly = 0, yearly = 0] = contributionsOf('contract');
    expect(monthly - yearly).toBeCloseTo(1.2, 0);
  });

  test('does not blame a feature for one population losing more customers than the other', () => {
    const [shop, carrier] = learned.figures;
    expect((carrier?.ownBase ?? 0) - (shop?.ownBase ?? 0)).toBeCloseTo(1, 0);
  });

  test('is well calibrated on customers it has not seen', () => {
    for (const { ece, auc: ranking } of learned.figures) {
      expect(ece).toBeLessThan(0.05);
      expect(ranking.mean).toBeGreaterThan(0.75);
    }
    expect(learned.slope).toBeCloseTo(1, 0);
  });

  test('gives the same file to the last digit every time', () => {
    expect(JSON.stringify(learn(specs, sets, options))).toBe(JSON.stringify(learned));
  });

  test('states as base the mean rate of the populations, whatever their sizes', () => {
    const rates = sets.map(({ rows }) => rows.filter(({ outcome }) => outcome === 1).length / rows.length);
    expect(learned.base.rate).toBeCloseTo(((rates[0] ?? 0) + (rates[1] ?? 0)) / 2, 3);
  });
});

describe('common sense', () => {
  test('wins over data in which complainers stay: the feature is left without effect', () => {
    const backwards = sets.map((set) => ({
      ...set,
      rows: set.rows.map((row) => ({
        ...row,
        features: { ...row.features, complaints: 2 - Number(row.features['complaints']) },
      })),
    }));
    const card = fitScorecard(specs, backwards, 1);
    const complaints = card.features.find(({ spec }) => spec.name === 'complaints');
    for (const weight of complaints?.weights ?? [1]) expect(weight).toBeCloseTo(0, 9);
  });
});

describe('cross-validation', () => {
  test('keeps identical customers in one fold', () => {
    const twins = customers(200, 0, 3);
    for (const twin of twins) {
      expect(foldOf({ ...twin, outcome: 1 - twin.outcome }, 7)).toBe(foldOf(twin, 7));
    }
  });

  test('judges every customer once per seed', () => {
    const judged = crossValidate(specs, sets, 1, [1, 2]);
    expect(judged).toHaveLength(2 * 5000);
  });

  test('is not flattered by duplicates: noise learned by heart stays at chance', () => {
    const draw = draws(5);
    const noise = Array.from({ length: 400 }, (_, id) => ({
      features: { code: `c${id}` },
      outcome: draw() < 0.5 ? 1 : 0,
    }));
    const rows = noise.slice(0, 100).flatMap((row) => [row, row, row]);
    const codes: FeatureSpec = {
      kind: 'category',
      name: 'code',
      categories: noise.map(({ features }) => features.code),
      aliases: {},
    };
    const judged = crossValidate([codes], [{ name: 'noise', rows }], 1, [1]);
    expect(auc(judged.map(({ margin, outcome }) => ({ predicted: margin, outcome })))).toBeLessThan(0.6);
  });
});

describe('the arithmetic', () => {
  test('solves a symmetric system', () => {
    const [x = 0, y = 0] = solve(Float64Array.from([4, 1, 1, 3]), Float64Array.from([1, 2]));
    expect([x, y]).toEqual([expect.closeTo(1 / 11, 12), expect.closeTo(7 / 11, 12)]);
  });

  test('refuses columns that repeat each other', () => {
    expect(() => solve(Float64Array.from([1, 1, 1, 1]), Float64Array.from([1, 1]))).toThrow(
      'repeat each other',
    );
  });

  test('fits an intercept to the log-odds of the rate', () => {
    const rows = [1, 0, 0, 0].map(() => ({ columns: [0], values: [1] }));
    const [intercept] = fitLogistic({ rows, outcomes: [1, 0, 0, 0], weights: [1, 1, 1, 1], penalties: [0] });
    expect(intercept).toBeCloseTo(logit(0.25), 9);
  });

  test('measures ranking as the chance that a leaver ranks above a stayer, ties counting half', () => {
    const judged = (pairs: [number, number][]) =>
      pairs.map(([predicted, outcome]) => ({ predicted, outcome }));
    expect(
      auc(
        judged([
          [0.1, 0],
          [0.4, 0],
          [0.35, 1],
          [0.8, 1],
        ]),
      ),
    ).toBe(0.75);
    expect(
      auc(
        judged([
          [0.5, 0],
          [0.5, 1],
        ]),
      ),
    ).toBe(0.5);
  });

  test('measures calibration as the gap between what was said and what came', () => {
    const said = [0.15, 0.15, 0.15, 0.15, 0.85, 0.85];
    const came = [1, 0, 0, 0, 1, 1];
    const judged = said.map((predicted, index) => ({ predicted, outcome: came[index] ?? 0 }));
    const table = calibrationTable(judged);
    expect(table.map(({ rows, observed }) => ({ rows, observed }))).toEqual([
      { rows: 4, observed: 0.25 },
      { rows: 2, observed: 1 },
    ]);
    expect(expectedCalibrationError(table)).toBeCloseTo((4 * 0.1 + 2 * 0.15) / 6, 9);
    expect(logloss([{ predicted: 0.5, outcome: 1 }])).toBeCloseTo(Math.LN2, 9);
  });
});
