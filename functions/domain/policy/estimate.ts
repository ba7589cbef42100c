import type { LoggedChoice } from './logged-choice.ts';
import type { Policy } from './policies.ts';

/** What a policy would have brought per decision, in minor units, with a 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Three ways to judge a policy by the log of another one (Dudík, Langford and Li 2011; Swaminathan and Joachims 2015).
 * `inverse`: inverse propensity, unbiased, noisy. `normalised`: the same over the sum of weights, steadier.
 * `robust`: doubly robust, the expectations that were logged, corrected by what came of it; right when either is right.
 */
interface Evaluation {
  readonly inverse: Estimate;
  readonly normalised: Estimate;
  readonly robust: Estimate;
  /** Decisions that the estimate rests on: (Σ weights)² / Σ weights². */
  readonly effective: number;
  /** Share of the policy's chances that falls on what the log never tried; its value is only believed, not seen. */
  readonly unseen: number;
}

/** Two-sided 95 % of a normal distribution. */
const Z = 1.959964;

/** One decision's share in each estimate. */
interface Term {
  readonly weight: number;
  readonly net: number;
  readonly robust: number;
  readonly unseen: number;
}

function termOf(choice: LoggedChoice, policy: Policy): Term {
  const chances = policy.chances(choice);
  let believed = 0;
  let unseen = 0;
  let weight = 0;
  let expected = 0;
  for (const [place, option] of choice.options.entries()) {
    const chance = chances[place] ?? 0;
    believed += chance * option.expected;
    if (option.logged === 0) unseen += chance;
    if (option.action !== choice.done || option.logged === 0) continue;
    weight = chance / option.logged;
    expected = option.expected;
  }
  return { weight, net: choice.net, robust: believed + weight * (choice.net - expected), unseen };
}

/** @param log decisions with known outcomes; at least one */
export function evaluate(log: readonly LoggedChoice[], policy: Policy): Evaluation {
  const terms = log.map((choice) => termOf(choice, policy));
  const weights = terms.reduce((sum, { weight }) => sum + weight, 0);
  const squares = terms.reduce((sum, { weight }) => sum + weight ** 2, 0);
  const mean =
    weights === 0 ? Number.NaN : terms.reduce((sum, one) => sum + one.weight * one.net, 0) / weights;
  return {
    inverse: estimateOf(terms.map(({ weight, net }) => weight * net)),
    // Linearised: a ratio of means varies like the residuals around it.
    normalised: around(
      mean,
      terms.map(({ weight, net }) => (weight * (net - mean) * terms.length) / weights),
    ),
    robust: estimateOf(terms.map(({ robust }) => robust)),
    effective: squares === 0 ? 0 : weights ** 2 / squares,
    unseen: terms.reduce((sum, one) => sum + one.unseen, 0) / terms.length,
  };
}

const averageOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const estimateOf = (values: readonly number[]): Estimate => around(averageOf(values), values);

function around(value: number, parts: readonly number[]): Estimate {
  const mean = averageOf(parts);
  const variance = parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / Math.max(1, parts.length - 1);
  const half = Z * Math.sqrt(variance / parts.length);
  return { value, low: value - half, high: value + half };
}

/** What `policy` brings more than `other` per decision, doubly robust, decision by decision: what both share cancels. */
export const advantage = (log: readonly LoggedChoice[], policy: Policy, other: Policy): Estimate =>
  estimateOf(log.map((choice) => termOf(choice, policy).robust - termOf(choice, other).robust));

/** Fewer decisions than this behind an estimate say nothing. */
const FEWEST = 50;
/** More of a policy than this on untried options, and its value is a belief. */
const MOST_UNSEEN = 0.2;

/** Whether `policy` beats `other`. */
export type Verdict = 'better' | 'worse' | 'not-known';

/** Whether estimates rest on enough that was seen and not only believed. */
const restsOnEnough = (behind: readonly Evaluation[]): boolean =>
  behind.every(({ effective, unseen }) => effective >= FEWEST && unseen <= MOST_UNSEEN);

export function verdictOf(difference: Estimate, ...behind: readonly Evaluation[]): Verdict {
  if (!restsOnEnough(behind)) return 'not-known';
  if (difference.low > 0) return 'better';
  return difference.high < 0 ? 'worse' : 'not-known';
}

/** Beyond this many times the decisions there are, a difference is as good as none. */
const MOST_TIMES = 100;

/**
 * What is lacking where the verdict is not known: `tries` of what the other policy would do, or so many `more` decisions
 * for a difference like this one to show, if they vary as these do; undefined where there is hardly any difference.
 */
export function lackingFor(
  decisions: number,
  { value, low, high }: Estimate,
  ...behind: readonly Evaluation[]
): { readonly tries: true } | { readonly more: number } | undefined {
  if (!restsOnEnough(behind)) return { tries: true };
  // An interval narrows with the square root of what it rests on.
  const times = ((high - low) / 2 / value) ** 2;
  return times <= MOST_TIMES ? { more: Math.max(1, Math.ceil(decisions * (times - 1))) } : undefined;
}
