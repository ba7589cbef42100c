import { newDice } from './dice.ts';

/** The features of the speed budgets: half of them numbers, half categories. */
export const FEATURES = 20;
const CATEGORIES = 6;
const EMPTY_SHARE = 0.05;

/** Customers of a firm there is not, told in cells; who leaves follows from some of the cells, from pairs and from luck. */
export interface LearnedCustomers {
  readonly names: readonly string[];
  /** A number, a category such as `k3`, or `''` for unknown. */
  readonly rows: readonly (readonly (number | string)[])[];
  readonly left: readonly boolean[];
}

/** @param seed the same seed gives the same customers. */
export function learnedCustomers(count: number, seed: number): LearnedCustomers {
  const dice = newDice(seed);
  const names = Array.from(
    { length: FEATURES },
    (_, place) => `${isNumber(place) ? 'number' : 'kind'}${place}`,
  );
  const rows: (number | string)[][] = [];
  const left: boolean[] = [];
  for (let row = 0; row < count; row += 1) {
    const drawn = Array.from({ length: FEATURES }, () => dice.next());
    let logOdds = -1.5;
    for (const [place, value] of drawn.entries()) {
      logOdds += (value - 0.5) * ((place % 7) - 3) * 0.5;
      const next = drawn[(place + 1) % FEATURES] ?? 0;
      if (place % 5 === 0 && value > 0.6 && next < 0.4) logOdds += 1.5;
    }
    left.push(dice.next() < 1 / (1 + Math.exp(-logOdds)));
    rows.push(
      drawn.map((value, place) => {
        if (dice.next() < EMPTY_SHARE) return '';
        return isNumber(place) ? Math.round(value * 10_000) / 100 : `k${Math.floor(value * CATEGORIES)}`;
      }),
    );
  }
  return { names, rows, left };
}

const isNumber = (place: number): boolean => place % 2 === 0;

/** As a firm would export them. */
export function csvOf({ names, rows, left }: LearnedCustomers): string {
  const lines = rows.map((cells, row) => `c${row},${cells.join(',')},${left[row] === true ? 'yes' : 'no'}`);
  return [`id,${names.join(',')},left`, ...lines, ''].join('\n');
}
