import type { Arm } from './arm.ts';
import {
  customersNeeded,
  difference,
  isKnown,
  LEAST_IN_AN_ARM,
  meanOf,
  type Interval,
  type Sums,
} from './sequential.ts';
import { addSums, NET_UNIT, noSums, type Tally, type TallySums } from './tally.ts';

/** One arm of an experiment, counted. */
interface ArmCount {
  readonly customers: number;
  readonly kept: number;
  /** Share of those with a known outcome; null while there are none. */
  readonly saveRate: number | null;
  readonly cost: number;
  readonly bought: number;
}

/** A difference between treated and holdout. `interval` is null until both arms hold enough customers. */
interface Increment {
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly known: boolean;
  /** Customers more, in both arms together, until the interval would leave out zero if the estimate is right. */
  readonly moreCustomers: number | null;
}

/** What treating was worth, against chance's own comparison. */
export interface Worth {
  readonly treated: ArmCount;
  readonly holdout: ArmCount;
  /** Difference of save rates, −1 to 1. */
  readonly saved: Increment;
  /** Difference of net value for each customer treated, in minor units. */
  readonly netPerCustomer: Increment;
  /** `netPerCustomer` for all treated customers with a known outcome, in minor units. */
  readonly net: { readonly estimate: number | null; readonly interval: Interval | null };
}

/** A difference smaller than this many percentage points is not worth waiting for, so guidance never asks for more. */
const LEAST_SAVED = 0.005;

const armSums = (tallies: readonly Tally[], arm: Arm): TallySums =>
  tallies
    .filter((tally) => tally.arm === arm)
    .reduce<TallySums>((sums, tally) => addSums(sums, tally), noSums);

const armCount = ({ n, kept, cost, bought }: TallySums): ArmCount => ({
  customers: n,
  kept,
  saveRate: n === 0 ? null : kept / n,
  cost,
  bought,
});

const keptOf = ({ n, kept }: TallySums): Sums => ({ n, sum: kept, squares: kept });
/** In hundreds of minor units, as the squares are. */
const netOf = ({ n, net, netSquares }: TallySums): Sums => ({ n, sum: net / NET_UNIT, squares: netSquares });

function increment(treated: Sums, holdout: Sums, spread: number, least: number, unit: number): Increment {
  if (treated.n === 0 || holdout.n === 0)
    return { estimate: null, interval: null, known: false, moreCustomers: null };
  const found = difference(treated, holdout, spread);
  const known = isKnown(found);
  const expected = Math.max(Math.abs(found.estimate), least);
  return {
    estimate: found.estimate * unit,
    interval: found.interval ? scaled(found.interval, unit) : null,
    known,
    moreCustomers: known ? 0 : moreCustomers(treated.n, holdout.n, found.variance, expected),
  };
}

/** At the present shares of the arms; both must also hold the least number that anything can be said of. */
function moreCustomers(treated: number, holdout: number, variance: number, expected: number): number | null {
  const have = treated + holdout;
  const needed = customersNeeded(variance, expected);
  if (needed === undefined) return null;
  const smallestShare = Math.min(treated, holdout) / have;
  return Math.max(1, Math.max(needed, Math.ceil(LEAST_IN_AN_ARM / smallestShare)) - have);
}

const scaled = ({ low, high }: Interval, unit: number): Interval => ({ low: low * unit, high: high * unit });

/** Root mean square of what a customer was worth: the scale on which one more customer could differ. */
const spreadOf = (a: Sums, b: Sums): number => Math.sqrt((a.squares + b.squares) / Math.max(1, a.n + b.n));

/** Counts and differences from the tallies of one experiment and stratum, of any number of days. */
export function worthOf(tallies: readonly Tally[]): Worth {
  const treated = armSums(tallies, 'treated');
  const holdout = armSums(tallies, 'holdout');
  const netPerCustomer = increment(
    netOf(treated),
    netOf(holdout),
    spreadOf(netOf(treated), netOf(holdout)),
    LEAST_SAVED * (Math.abs(meanOf(netOf(holdout))) || 1),
    NET_UNIT,
  );
  const total = (each: number | null | undefined): number | null =>
    each === null || each === undefined ? null : each * treated.n;
  return {
    treated: armCount(treated),
    holdout: armCount(holdout),
    saved: increment(keptOf(treated), keptOf(holdout), 1, LEAST_SAVED, 1),
    netPerCustomer,
    net: {
      estimate: total(netPerCustomer.estimate),
      interval: netPerCustomer.interval && scaled(netPerCustomer.interval, treated.n),
    },
  };
}
