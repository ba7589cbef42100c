import type { Column } from '../../../functions/domain/table/column.ts';
import { seededDice } from '../../../functions/domain/table/dice.ts';
import type { Trial } from '../../../functions/domain/uplift/trial.ts';

/** A customer of a made-up trial: two columns that may matter, and one that cannot. */
interface TrialRow {
  readonly loyal: boolean;
  readonly spend: number;
  readonly town: 'north' | 'south' | 'east';
}

/** A fair draw; `chance` says how likely a row does what is wanted, with and without the treatment. */
export function aTrial(
  rows: number,
  chance: (row: TrialRow, treated: boolean) => number,
  seed = 1,
): Trial & { readonly truth: Float64Array } {
  const dice = seededDice(seed);
  const treated = new Uint8Array(rows);
  const outcome = new Uint8Array(rows);
  const truth = new Float64Array(rows);
  const loyal = new Int32Array(rows);
  const spend = new Float64Array(rows);
  const town = new Int32Array(rows);
  const towns = ['north', 'south', 'east'] as const;
  for (let row = 0; row < rows; row += 1) {
    loyal[row] = dice.upTo(2);
    spend[row] = dice.upTo(100);
    town[row] = dice.upTo(3);
    treated[row] = dice.upTo(2);
    const one = { loyal: loyal[row] === 1, spend: spend[row] ?? 0, town: towns[town[row] ?? 0] ?? 'north' };
    truth[row] = chance(one, true) - chance(one, false);
    outcome[row] = dice.next() < chance(one, treated[row] === 1) ? 1 : 0;
  }
  const columns: Column[] = [
    { kind: 'category', name: 'loyal', codes: loyal, levels: ['no', 'yes'] },
    { kind: 'number', name: 'spend', values: spend },
    { kind: 'category', name: 'town', codes: town, levels: towns },
  ];
  return { columns, treated, outcome, truth };
}
