/**
 * Intervals that stay valid however often somebody looks: asymptotic confidence sequences for a difference of means
 * between two randomised arms (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, "Time-uniform central limit theory
 * and asymptotic confidence sequences", Annals of Statistics 52, theorem 2.2 and section 3).
 */

/** What is added up of one arm: how many customers, the sum of what was measured, and the sum of its squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Chance that the interval ever, at any look, misses the truth. */
const ALPHA = 0.05;

/**
 * Below this many customers in either arm nothing is said: the theory is asymptotic, and the simulated seasons of
 * `tests/domain/experiment` keep their error rate from here on.
 */
export const LEAST_IN_AN_ARM = 50;

/** The interval is tightest when about this many customers have an outcome; wider, but as valid, elsewhere. */
const TIGHTEST_AT = 2_000;

/** Tuning of the mixture for `TIGHTEST_AT` (appendix B.2 of the paper): fixed before any data, or validity is lost. */
const RHO_SQUARED = (2 * Math.log(1 / ALPHA) + Math.log(2 * Math.log(1 / ALPHA)) + 1) / TIGHTEST_AT;

export const meanOf = ({ n, sum }: Sums): number => (n === 0 ? 0 : sum / n);

/** Sample variance with one imagined customer on either side of the mean, so that an arm of equals is not certain. */
function varianceOf(sums: Sums, spread: number): number {
  if (sums.n < 2) return spread ** 2;
  const mean = meanOf(sums);
  const deviations = Math.max(0, sums.squares - sums.n * mean ** 2) + 2 * (spread / 2) ** 2;
  return deviations / (sums.n + 1);
}

/**
 * Half the width of the interval around a mean of `n` independent values with this variance; infinite for none.
 * At every `n` at once the truth is inside with probability 1 − `ALPHA`.
 */
export function radius(n: number, variance: number): number {
  if (n <= 0) return Number.POSITIVE_INFINITY;
  const grown = n * RHO_SQUARED + 1;
  return Math.sqrt(((2 * variance * grown) / (n ** 2 * RHO_SQUARED)) * Math.log(Math.sqrt(grown) / ALPHA));
}

/** The difference that treating makes, with its interval while there is one. */
interface Difference {
  readonly estimate: number;
  /** Absent until both arms hold `LEAST_IN_AN_ARM` customers. */
  readonly interval?: Interval;
  /** Variance of one customer's share in the estimate: what a larger sample divides. */
  readonly variance: number;
}

/** The same variance that the estimate would have with one customer, both arms at their present shares. */
const varianceOfDifference = (treated: Sums, control: Sums, spread: number): number => {
  const n = treated.n + control.n;
  return (
    (varianceOf(treated, spread) * n) / Math.max(1, treated.n) +
    (varianceOf(control, spread) * n) / Math.max(1, control.n)
  );
};

/**
 * Treated minus control.
 * @param spread the distance between the two values a single customer can plausibly show: 1 for kept or lost
 */
export function difference(treated: Sums, control: Sums, spread: number): Difference {
  const estimate = meanOf(treated) - meanOf(control);
  const variance = varianceOfDifference(treated, control, spread);
  if (treated.n < LEAST_IN_AN_ARM || control.n < LEAST_IN_AN_ARM) return { estimate, variance };
  const half = radius(treated.n + control.n, variance);
  return { estimate, variance, interval: { low: estimate - half, high: estimate + half } };
}

/** The interval leaves out no difference at all. */
export const isKnown = ({ interval }: Difference): boolean =>
  interval !== undefined && (interval.low > 0 || interval.high < 0);

/** More than anybody has: stops the search where the difference is as good as nothing. */
const MOST_CUSTOMERS = 1e9;

/**
 * How many customers with a known outcome it would take in all, at the present shares of the arms, until the interval
 * leaves out zero, if the difference is `expected`; undefined when more than a thousand million would not do.
 */
export function customersNeeded(variance: number, expected: number): number | undefined {
  const size = Math.abs(expected);
  if (size === 0) return undefined;
  let enough = 1;
  while (radius(enough, variance) >= size) {
    enough *= 2;
    if (enough > MOST_CUSTOMERS) return undefined;
  }
  let tooFew = enough / 2;
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2);
    if (radius(middle, variance) < size) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
