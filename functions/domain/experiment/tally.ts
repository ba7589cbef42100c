import * as z from 'zod';
import { dayOf, daySchema, type Day } from '../instant.ts';
import { armSchema, type Arm } from './arm.ts';
import type { Participation } from './participation.ts';

/** Sums over the customers of one experiment, arm, stratum and day of the draw whose outcome is known. */
export const tallySchema = z.object({
  day: daySchema,
  /** `all`, or `name:value` of a stratum. */
  stratum: z.string(),
  arm: armSchema,
  n: z.int(),
  kept: z.int(),
  /** What staying is worth less what the treatment cost, in minor units. */
  net: z.int(),
  /** Squares of the same in hundreds of minor units: exact in a double for ten million customers worth 10,000 each. */
  netSquares: z.int(),
  cost: z.int(),
  bought: z.int(),
});
export type Tally = z.infer<typeof tallySchema>;
export type TallySums = Omit<Tally, 'day' | 'stratum' | 'arm'>;

export const NET_UNIT = 100;

export const noSums: TallySums = { n: 0, kept: 0, net: 0, netSquares: 0, cost: 0, bought: 0 };

/** The one number field after the other, so that no sum is forgotten. */
export const tallyFields = [
  'n',
  'kept',
  'net',
  'netSquares',
  'cost',
  'bought',
] as const satisfies readonly (keyof TallySums)[];

/** The sums of two, or what one has more than the other. */
export function addSums(a: TallySums, b: TallySums, sign: 1 | -1 = 1): TallySums {
  const sums = { ...noSums };
  for (const field of tallyFields) sums[field] = a[field] + sign * b[field];
  return sums;
}

/** What one customer adds: nothing before an outcome is known. */
export function contributionOf({ outcome, worth }: Participation): TallySums {
  if (!outcome) return noSums;
  const net = (outcome.kept ? worth : 0) - outcome.cost;
  return {
    n: 1,
    kept: outcome.kept ? 1 : 0,
    net,
    netSquares: Math.round(net / NET_UNIT) ** 2,
    cost: outcome.cost,
    bought: outcome.bought,
  };
}

export const ALL = 'all';

const strataOf = ({ strata }: Participation): string[] => [
  ALL,
  ...Object.entries(strata).map(([name, value]) => `${name}:${value}`),
];

/** What a change of one participation adds to which tallies. */
export interface TallyChange {
  readonly experiment: string;
  readonly day: Day;
  readonly stratum: string;
  readonly arm: Arm;
  readonly add: TallySums;
}

/** What a changed participation changes in the running sums; nothing where it counts as before. */
export function tallyChanges(before: Participation, after: Participation): TallyChange[] {
  const add = addSums(contributionOf(after), contributionOf(before), -1);
  if (tallyFields.every((field) => add[field] === 0)) return [];
  return strataOf(after).map((stratum) => ({
    experiment: after.experiment,
    day: dayOf(after.at),
    stratum,
    arm: after.arm,
    add,
  }));
}

/** All tallies anew from the participations themselves: what the running sums must equal. */
export function recount(participations: readonly Participation[]): Tally[] {
  const rows = new Map<string, Tally>();
  for (const one of participations) {
    const add = contributionOf(one);
    if (add.n === 0) continue;
    for (const stratum of strataOf(one)) {
      const day = dayOf(one.at);
      const key = `${day} ${stratum} ${one.arm}`;
      const row = rows.get(key) ?? { day, stratum, arm: one.arm, ...noSums };
      rows.set(key, { ...row, ...addSums(row, add) });
    }
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
