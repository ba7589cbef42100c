import { expect, test } from 'vitest';
import type { Column } from '../../../functions/domain/table/column.ts';
import { seededDice } from '../../../functions/domain/table/dice.ts';
import { findDoubts, findLeaks } from '../../../functions/domain/uplift/leaks.ts';
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

test('a draw that hung a little on a number is named, though no single range of it shows it', () => {
  const dice = seededDice(4);
  const ages = Float64Array.from({ length: 4_000 }, () => 18 + dice.upTo(60));
  const treated = Uint8Array.from(ages, (age) => (dice.next() < 0.4 + 0.2 * ((age - 18) / 60) ? 1 : 0));
  const outcome = Uint8Array.from(ages, () => dice.upTo(2));

  const leaks = findLeaks({ columns: [{ kind: 'number', name: 'age', values: ages }], treated, outcome });

  expect(leaks.map(({ column }) => column)).toEqual(['age']);
});

test('random draws are doubted as seldom as they should be, and never refused', () => {
  const dice = seededDice(5);
  let doubted = 0;
  for (let draw = 0; draw < 300; draw += 1) {
    const columns: Column[] = ['a', 'b', 'c'].map((name) => ({
      kind: 'number',
      name,
      values: Float64Array.from({ length: 600 }, () => dice.upTo(name === 'c' ? 3 : 1_000)),
    }));
    const one = {
      columns,
      treated: Uint8Array.from({ length: 600 }, () => dice.upTo(2)),
      outcome: Uint8Array.from({ length: 600 }, () => dice.upTo(2)),
    };
    expect(findLeaks(one)).toEqual([]);
    if (findDoubts(one).length > 0) doubted += 1;
  }
  expect(doubted).toBeLessThanOrEqual(9);
});
