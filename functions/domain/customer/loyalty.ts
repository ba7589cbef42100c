import { daysBetween, startOf, type Day, type Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import type { Customer } from './customer.ts';
import type { Loyalty } from './strategy.ts';

/** What loyalty is read from; absent is unknown, and unknown neither praises nor blames. */
export interface LoyaltyFacts {
  readonly orders?: number | undefined;
  readonly lastOrderOn?: Day | undefined;
  /** Median days between this customer's orders. */
  readonly rhythmDays?: number | undefined;
  readonly since?: Day | undefined;
  /** Different things bought. */
  readonly breadth?: number | undefined;
  /** 1 to 5, from a survey. */
  readonly satisfaction?: number | undefined;
  readonly complaintsIn12Months?: number | undefined;
}

export const loyaltyFactors = [
  'repeat-purchase',
  'rhythm',
  'tenure',
  'breadth',
  'survey',
  'complaints',
] as const;
type LoyaltyFactor = (typeof loyaltyFactors)[number];

/** One reason: `contribution` is what it adds to the log-odds of the score, exactly. */
interface LoyaltyReason {
  readonly factor: LoyaltyFactor;
  readonly value: number;
  readonly contribution: number;
}

interface LoyaltyScore {
  /** 0 to 1: `1 / (1 + e^-Σ contributions)`; 0.5 where nothing is known. */
  readonly score: number;
  readonly loyalty: Loyalty;
  /** Strongest first. */
  readonly reasons: readonly LoyaltyReason[];
}

/** From here on loyal, and below that disloyal; between them nobody is judged. */
const LOYAL_FROM = 0.6;
const DISLOYAL_BELOW = 0.35;
/** Fewer known factors are no evidence: letting go needs enough data. */
const LEAST_FACTORS = 2;

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));
const DAYS_PER_YEAR = 365.25;

/**
 * A score card by judgement, not a measurement; each step is a round number that somebody can argue with.
 * - repeat purchase: nothing at two orders, more with each doubling
 * - rhythm: how long they have been silent in multiples of their own gap between orders
 * - tenure: nothing at one year, more for each year up to four
 * - breadth: more for each further thing they buy
 * - survey: nothing at 3 of 5
 * - complaints in a year: one is a customer who gives us a chance; from the second on they weigh
 */
const contributions: Readonly<Record<LoyaltyFactor, (value: number) => number>> = {
  'repeat-purchase': (orders) => between(-0.9, (Math.log2(1 + orders) - Math.log2(3)) * 0.6, 1.5),
  rhythm: (silence) => between(-1.5, (1.5 - silence) * 0.4, 0.4),
  tenure: (years) => between(-0.4, (years - 1) * 0.4, 1.2),
  breadth: (things) => between(0, (things - 1) * 0.3, 0.9),
  survey: (satisfaction) => (satisfaction - 3) * 0.6,
  complaints: (count) => (count === 0 ? 0.2 : between(-1.5, (1 - count) * 0.5, 0)),
};

/** How loyal somebody is, with every reason. Nothing here is about what they are worth. */
export function loyaltyOf(facts: LoyaltyFacts, at: Instant): LoyaltyScore {
  const daysSince = (day: Day): number => Math.max(0, daysBetween(startOf(day), at));
  const known: Readonly<Record<LoyaltyFactor, number | undefined>> = {
    'repeat-purchase': facts.orders,
    rhythm:
      facts.rhythmDays === undefined || facts.lastOrderOn === undefined
        ? undefined
        : daysSince(facts.lastOrderOn) / Math.max(1, facts.rhythmDays),
    tenure: facts.since === undefined ? undefined : daysSince(facts.since) / DAYS_PER_YEAR,
    breadth: facts.breadth,
    survey: facts.satisfaction,
    complaints: facts.complaintsIn12Months,
  };
  const reasons = loyaltyFactors
    .flatMap((factor): LoyaltyReason[] => {
      const value = known[factor];
      return value === undefined ? [] : [{ factor, value, contribution: contributions[factor](value) }];
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const score = 1 / (1 + Math.exp(-reasons.reduce((sum, { contribution }) => sum + contribution, 0)));
  // How often somebody complained says how well we served them; alone it judges nobody.
  const evidence = reasons.filter(({ factor }) => factor !== 'complaints').length;
  return { score, loyalty: evidence < LEAST_FACTORS ? 'unknown' : verdict(score), reasons };
}

const verdict = (score: number): Loyalty => {
  if (score >= LOYAL_FROM) return 'loyal';
  return score < DISLOYAL_BELOW ? 'disloyal' : 'unknown';
};

/** The facts of a customer's record; complaints are counted elsewhere. */
export const loyaltyFactsOf = (
  customer: Pick<Customer, 'orders' | 'lastOrderOn' | 'rhythmDays' | 'since' | 'breadth' | 'satisfaction'>,
  complaintsIn12Months?: number,
): LoyaltyFacts => ({
  orders: customer.orders,
  lastOrderOn: customer.lastOrderOn,
  rhythmDays: customer.rhythmDays,
  since: customer.since,
  breadth: customer.breadth,
  satisfaction: customer.satisfaction,
  complaintsIn12Months,
});

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const sentences: Readonly<Record<LoyaltyFactor, (value: string) => Record<Locale, string>>> = {
  'repeat-purchase': (n) => ({ en: `${n} orders so far`, 'zh-Hans': `累计 ${n} 笔订单` }),
  rhythm: (n) => ({
    en: `Silent for ${n} times their usual gap between orders`,
    'zh-Hans': `距上次下单已达其平常间隔的 ${n} 倍`,
  }),
  tenure: (n) => ({ en: `A customer for ${n} years`, 'zh-Hans': `成为客户 ${n} 年` }),
  breadth: (n) => ({ en: `Buys ${n} different things`, 'zh-Hans': `购买 ${n} 种不同产品` }),
  survey: (n) => ({ en: `Rated us ${n} of 5`, 'zh-Hans': `满意度评分 ${n}/5` }),
  complaints: (n) => ({ en: `${n} complaints in 12 months`, 'zh-Hans': `12 个月内投诉 ${n} 次` }),
};

/** A reason for a handler: what is known, and which way it weighs. */
export function loyaltyReasonText({ factor, value, contribution }: LoyaltyReason, locale: Locale): string {
  const sign = contribution >= 0 ? '+' : '−';
  return `${sentences[factor](rounded(value))[locale]}: ${sign}${Math.abs(contribution).toFixed(1)}`;
}
