import { describe, expect, test } from 'vitest';
import { learnEffect } from '../../../functions/domain/uplift/learn.ts';
import { effectReader } from '../../../functions/domain/uplift/model.ts';
import { aTrial } from './trials.ts';

const ROWS = 5_000;

const modelOf = (trial: ReturnType<typeof aTrial>) => {
  const learned = learnEffect(trial, 1);
  return { learned, effectOf: effectReader(learned.weights, trial.columns) };
};

describe('an offer that keeps only loyal customers', () => {
  const trial = aTrial(
    ROWS,
    ({ loyal, spend }, treated) => 0.1 + spend / 500 + (treated && loyal ? 0.15 : 0),
  );
  const { learned, effectOf } = modelOf(trial);

  test('is found to hang on loyalty, and not on what merely goes with the outcome', () => {
    expect(learned.sure).toEqual(['loyal']);
  });

  test('is predicted near the truth for both kinds of customers', () => {
    for (let row = 0; row < 200; row += 1) {
      expect(Math.abs(effectOf(row).effect - (trial.truth[row] ?? 0))).toBeLessThan(0.04);
    }
  });

  test('ranks customers it has not seen better than chance, and says so with an interval', () => {
    const { qini, qiniInterval, ate, ateInterval } = learned.figures;
    expect(qini).toBeGreaterThan(0.05);
    expect(qiniInterval[0]).toBeGreaterThan(0);
    expect(qiniInterval[0]).toBeLessThan(qini);
    expect(qiniInterval[1]).toBeGreaterThan(qini);
    expect(ateInterval[0]).toBeLessThan(ate);
    expect(Math.abs(ate - 0.075)).toBeLessThan(0.03);
  });

  test('is the same for the same seed', () => {
    expect(learnEffect(trial, 1).figures).toEqual(learned.figures);
    expect(learnEffect(trial, 2).figures.qiniInterval).not.toEqual(learned.figures.qiniInterval);
  });
});

test('an offer that works alike on everybody is not said to work on some', () => {
  const { learned } = modelOf(aTrial(ROWS, ({ spend }, treated) => 0.2 + spend / 400 + (treated ? 0.1 : 0)));

  expect(learned.sure).toEqual([]);
  expect(learned.figures.qiniInterval[0]).toBeLessThan(0);
});

test('what several columns say weakly is used as far as together they say more than luck would', () => {
  const weakly = (sign: boolean): number => (sign ? 0.025 : -0.025);
  const trial = aTrial(
    ROWS,
    ({ loyal, spend, town }, treated) =>
      0.3 + (treated ? 0.1 + weakly(loyal) + weakly(spend > 50) + weakly(town === 'north') : 0),
    2,
  );
  const { learned, effectOf } = modelOf(trial);
  const meanEffect = (wanted: (truth: number) => boolean): number => {
    const rows = Array.from(trial.truth.keys()).filter((row) => wanted(trial.truth[row] ?? 0));
    return rows.reduce((sum, row) => sum + effectOf(row).effect, 0) / rows.length;
  };

  expect(learned.sure).toEqual([]);
  expect(learned.weights.apart).toBeGreaterThan(0.4);
  expect(learned.weights.apart).toBeLessThan(1);
  expect(meanEffect((truth) => truth > 0.15)).toBeGreaterThan(0.05 + meanEffect((truth) => truth < 0.05));
});

test('an offer that moves everybody alike brings most where most is open, and is ranked so', () => {
  const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  const trial = aTrial(ROWS, ({ spend }, treated) => logistic(-4 + spend / 25 + (treated ? 0.8 : 0)), 3);
  const { learned, effectOf } = modelOf(trial);
  const byTruth = Array.from(trial.truth.keys()).sort(
    (a, b) => (trial.truth[a] ?? 0) - (trial.truth[b] ?? 0),
  );
  const meanEffect = (rows: readonly number[]) =>
    rows.reduce((sum, row) => sum + effectOf(row).effect, 0) / rows.length;

  expect(learned.sure).toEqual([]);
  expect(meanEffect(byTruth.slice(-500))).toBeGreaterThan(2 * meanEffect(byTruth.slice(0, 500)));
});

test('an offer that drives some away is given a negative effect for them', () => {
  const trial = aTrial(ROWS, ({ loyal }, treated) => 0.4 + (treated ? (loyal ? 0.1 : -0.15) : 0));
  const { effectOf } = modelOf(trial);

  for (let row = 0; row < 100; row += 1)
    expect(Math.sign(effectOf(row).effect)).toBe(Math.sign(trial.truth[row] ?? 0));
});

test('chances stay chances and differ by the effect, near 0 too', () => {
  const trial = aTrial(ROWS, ({ loyal }, treated) => 0.01 + (treated && loyal ? 0.3 : 0));
  const { effectOf } = modelOf(trial);

  for (let row = 0; row < 500; row += 1) {
    const { chanceWith, chanceWithout, effect } = effectOf(row);
    for (const chance of [chanceWith, chanceWithout]) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }
    expect(chanceWith - chanceWithout).toBeCloseTo(effect, 12);
  }
});
