import { expect, test } from 'vitest';
import { rankTrial } from '../../functions/domain/uplift/qini.ts';
import { otherFormulas } from '../../tools/uplift/formulas.ts';

/** Rows as letters: treated with and without the outcome (T, t), control with and without (C, c). */
const trialOf = (rows: string, scoreOf: (letter: string, place: number) => number) => {
  const letters = rows.split(' ');
  return {
    effect: letters.map(scoreOf),
    treated: letters.map((letter) => (letter === 'T' || letter === 't' ? 1 : 0)),
    outcome: letters.map((letter) => (letter === 'T' || letter === 'C' ? 1 : 0)),
  };
};
const mixed = 'T T c t T c C t c C';
const bestFirst = trialOf(mixed, (_, place) => -place);

test('the order that knows everything is worth 1 by every formula that measures against it', () => {
  const knowing = trialOf(mixed, (letter) => (letter === 'T' ? 1 : letter === 'C' ? -1 : 0));
  const others = otherFormulas(knowing);

  expect(rankTrial(knowing).qini()).toBeCloseTo(1, 12);
  expect(others.shares).toBeCloseTo(1, 12);
  expect(others.wholeGroups).toBeCloseTo(1, 12);
  expect(others.treatedFirst).toBeGreaterThan(1);
});

test('the same order has other figures by other formulas', () => {
  const qini = rankTrial(bestFirst).qini();
  const others = otherFormulas(bestFirst);

  expect(qini).toBeGreaterThan(0);
  expect(others.treatedFirst).toBeGreaterThan(qini);
  expect(others.noHarm).toBeGreaterThan(others.treatedFirst);
  for (const value of Object.values(others)) expect(value).toBeGreaterThan(0);
});

test('the figures are those of scikit-uplift on the same rows', () => {
  // qini_auc_score, the same with negative_effect=False, and uplift_auc_score, by its code.
  expect(rankTrial(bestFirst).qini()).toBeCloseTo(0.7162162162162162, 12);
  const { noHarm, sharesStrict } = otherFormulas(bestFirst);
  expect(noHarm).toBeCloseTo(2.9444444444444446, 12);
  expect(sharesStrict).toBeCloseTo(0.6295572916666666, 12);
});

test('whoever scores everybody alike gets nothing by any formula', () => {
  for (const value of Object.values(otherFormulas(trialOf(mixed, () => 1)))) expect(value).toBeCloseTo(0, 12);
});
