import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankTrial } from '../../../functions/domain/uplift/qini.ts';

/** Treated with and without the outcome, control without and with it: the order that knows everything. */
const perfect = {
  effect: [4, 4, 2, 3, 3, 1],
  treated: [1, 1, 1, 0, 0, 0],
  outcome: [1, 1, 0, 0, 0, 1],
};

test('the order that knows everything has a Qini of 1', () => {
  expect(rankTrial(perfect).qini()).toBeCloseTo(1, 12);
});

test('the same effect for everybody has a Qini of 0', () => {
  expect(rankTrial({ ...perfect, effect: [1, 1, 1, 1, 1, 1] }).qini()).toBeCloseTo(0, 12);
});

test('the opposite of the right order has a Qini below 0', () => {
  expect(rankTrial({ ...perfect, effect: perfect.effect.map((one) => -one) }).qini()).toBeLessThan(0);
});

test('a curve gains what the treated do beyond as many of the control', () => {
  const ranked = rankTrial({
    effect: [3, 3, 2, 2, 1, 1],
    treated: [1, 0, 1, 0, 1, 0],
    outcome: [1, 0, 1, 1, 0, 1],
  });

  expect(ranked.curve()).toEqual([
    { rows: 0, gained: 0 },
    { rows: 2, gained: 1 },
    { rows: 4, gained: 1 },
    { rows: 6, gained: 0 },
  ]);
  expect(ranked.averageEffect()).toBeCloseTo(0, 12);
});

test('rows that count several times count as so many rows', () => {
  const twice = (values: readonly number[]) => values.flatMap((one) => [one, one]);
  const doubled = rankTrial({
    effect: twice(perfect.effect),
    treated: twice(perfect.treated),
    outcome: twice(perfect.outcome),
  });

  expect(rankTrial(perfect).qini([2, 2, 2, 2, 2, 2])).toBeCloseTo(doubled.qini(), 12);
});

test('Qini hangs on the order of the effects alone', () => {
  const row = fc.record({ effect: fc.integer({ min: -5, max: 5 }), treated: fc.nat(1), outcome: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 8, maxLength: 40 }), (rows) => {
      const trial = {
        effect: rows.map(({ effect }) => effect),
        treated: rows.map(({ treated }) => treated),
        outcome: rows.map(({ outcome }) => outcome),
      };
      const qini = rankTrial(trial).qini();
      fc.pre(Number.isFinite(qini));
      expect(rankTrial({ ...trial, effect: trial.effect.map((one) => one ** 3 + one) }).qini()).toBe(qini);
    }),
  );
});
