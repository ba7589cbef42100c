import { expect, test } from 'vitest';
import { twiceTheTrial } from '../../tools/uplift/twice.ts';
import { aTrial } from '../domain/uplift/trials.ts';

const ROWS = 4_000;
const trial = aTrial(ROWS, ({ loyal }, treated) => 0.2 + (treated && loyal ? 0.2 : 0));
const share = (values: ArrayLike<number>, wanted: (row: number) => boolean): number => {
  const rows = Array.from({ length: ROWS }, (_, row) => ROWS + row).filter(wanted);
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
};

test('a trial of twice the rows keeps the real ones and adds as many that behave like them', () => {
  const { columns, treated, outcome } = twiceTheTrial(trial, 1);
  const loyal = columns.find(({ name }) => name === 'loyal');
  const isLoyal = (row: number): boolean =>
    loyal?.kind === 'category' && loyal.levels[loyal.codes[row] ?? -1] === 'yes';

  expect(outcome).toHaveLength(2 * ROWS);
  expect(treated.subarray(0, ROWS)).toEqual(trial.treated);
  expect(outcome.subarray(0, ROWS)).toEqual(trial.outcome);
  expect(Math.abs(share(treated, () => true) - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(share(outcome, (row) => treated[row] === 1 && isLoyal(row)) - 0.4)).toBeLessThan(0.07);
  expect(Math.abs(share(outcome, (row) => treated[row] === 1 && !isLoyal(row)) - 0.2)).toBeLessThan(0.07);
});

test('each seed makes up others, the same seed the same', () => {
  expect(twiceTheTrial(trial, 1)).toEqual(twiceTheTrial(trial, 1));
  expect(twiceTheTrial(trial, 2).outcome).not.toEqual(twiceTheTrial(trial, 1).outcome);
});
