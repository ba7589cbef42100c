import { expect, test } from 'vitest';
import type { Column } from '../../../functions/domain/table/column.ts';
import { findLeaks } from '../../../functions/domain/uplift/leaks.ts';
import { aTrial } from './trials.ts';

const trial = aTrial(5_000, ({ loyal }, treated) => (loyal ? 0.3 : 0.1) + (treated ? 0.05 : 0));

test('columns known before the draw pass, strong ones too', () => {
  expect(findLeaks(trial)).toEqual([]);
});

test('a column that settles the outcome is named: who bought had come', () => {
  const bought: Column = {
    kind: 'number',
    name: 'bought',
    values: Float64Array.from(trial.outcome, (came, row) => (came === 1 && row % 3 === 0 ? 20 + row : 0)),
  };

  const [leak, ...more] = findLeaks({ ...trial, columns: [...trial.columns, bought] });

  expect(more).toEqual([]);
  expect(leak).toMatchObject({ column: 'bought' });
  expect(leak?.evidence).toContain('have the same outcome');
});

test('a column in which the groups differ is named: it came after the draw', () => {
  const opened: Column = {
    kind: 'category',
    name: 'opened',
    levels: ['no', 'yes'],
    codes: Int32Array.from(trial.treated, (treated, row) => (treated === 1 && row % 4 === 0 ? 1 : 0)),
  };

  const leaks = findLeaks({ ...trial, columns: [...trial.columns, opened] });

  expect(leaks.map(({ column }) => column)).toEqual(['opened']);
  expect(leaks[0]?.evidence).toContain('the two groups differ');
});
