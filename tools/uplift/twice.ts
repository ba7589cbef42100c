import { seededDice, type Dice } from '../../functions/domain/table/dice.ts';
import type { Trial } from '../../functions/domain/uplift/trial.ts';
import { part } from './halves.ts';
import { tLearner } from './t-learner.ts';

/**
 * The trial, and as many made-up rows behind it: what a trial twice as large might look like of which these rows are half.
 * The made-up customers are drawn from the real ones and into groups by a coin. Their outcomes follow two logistic
 * regressions of a bootstrap sample, so that from seed to seed they differ by as much as the real rows leave open.
 */
export function twiceTheTrial(trial: Trial, seed: number): Trial {
  const dice = seededDice(seed);
  const chancesOf = tLearner(part(trial, drawn(trial, dice)))(trial.columns);
  const rows = drawn(trial, dice);
  const treated = Uint8Array.from(rows, () => dice.upTo(2));
  const outcome = Uint8Array.from(rows, (row, place) => {
    const { chanceWith, chanceWithout } = chancesOf(row);
    return dice.next() < (treated[place] === 1 ? chanceWith : chanceWithout) ? 1 : 0;
  });
  const { columns } = part(trial, Uint32Array.from([...trial.treated.keys(), ...rows]));
  return {
    columns,
    treated: Uint8Array.from([...trial.treated, ...treated]),
    outcome: Uint8Array.from([...trial.outcome, ...outcome]),
  };
}

/** As many rows as there are, drawn with replacement. */
const drawn = (trial: Trial, dice: Dice): Uint32Array =>
  Uint32Array.from(trial.treated, () => dice.upTo(trial.treated.length));
