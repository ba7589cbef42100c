import { expect, test } from 'vitest';
import { saysMore } from '../../../functions/domain/table/coarser.ts';
import type { CategoryColumn, NumberColumn } from '../../../functions/domain/table/column.ts';

const numbers = (...values: readonly number[]): NumberColumn => ({
  kind: 'number',
  name: 'spend',
  values: Float64Array.from(values),
});
const names = (...cells: readonly (string | undefined)[]): CategoryColumn => {
  const levels = [...new Set(cells.filter((cell) => cell !== undefined))];
  return {
    kind: 'category',
    name: 'band',
    levels,
    codes: Int32Array.from(cells, (cell) => (cell === undefined ? -1 : levels.indexOf(cell))),
  };
};

test('a band of spend says less than the spend itself', () => {
  const spend = numbers(10, 150, 90, 999, 120, Number.NaN);

  expect(saysMore(names('low', 'mid', 'low', 'high', 'mid', undefined), [spend])).toBe(spend);
});

test.each([
  ['levels overlap', names('low', 'mid', 'low', 'high', 'low', undefined)],
  ['one value has two levels', names('low', 'mid', 'low', 'high', 'high', undefined)],
  ['it is known where the number is not', names('low', 'mid', 'low', 'high', 'mid', 'low')],
  ['it has two levels, which a rare one can split by luck', names('no', 'no', 'no', 'yes', 'no', undefined)],
])('a column is kept where %s', (_, band) => {
  expect(saysMore(band, [numbers(10, 150, 90, 999, 150, Number.NaN)])).toBeUndefined();
});
