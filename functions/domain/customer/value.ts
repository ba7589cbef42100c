import type { MinorUnits } from '../money.ts';

const MONTHS_PER_YEAR = 12;

/** What a customer's value is computed from, in minor units; absent is unknown. */
interface ValueFacts {
  readonly margin12m?: MinorUnits | undefined;
  readonly spend12m?: MinorUnits | undefined;
  readonly monthlyCharge?: MinorUnits | undefined;
}

export interface ValueTerms {
  /** Years over which margin is expected; tier thresholds are meant over the same time. */
  readonly horizonYears: number;
  /** Share of turnover that is margin, for customers whose margin the firm does not feed. */
  readonly marginShare: number;
  /** Value of somebody we know nothing of, in minor units: unknown is not worthless. */
  readonly typicalValue: MinorUnits;
}

/** Judgement, to be set by the firm: one year, a third of turnover, and a modest customer for a stranger. */
export const defaultValueTerms: ValueTerms = { horizonYears: 1, marginShare: 0.3, typicalValue: 10_000 };

/** `basis` says what the value rests on, so that a handler can tell a measured value from an assumed one. */
interface CustomerValue {
  readonly value: MinorUnits;
  readonly basis: 'margin' | 'spend' | 'monthly-charge' | 'typical';
}

/**
 * Expected margin over the horizon, from the best fact there is: margin of 12 months, else spend of 12 months times
 * the margin share, else twelve monthly charges times the margin share. It may be negative: a customer who costs more
 * than they bring calls for a talk, not for a better figure.
 */
export function expectedValue(facts: ValueFacts, terms: ValueTerms = defaultValueTerms): CustomerValue {
  const over = (yearlyMargin: number): MinorUnits => Math.round(yearlyMargin * terms.horizonYears);
  if (facts.margin12m !== undefined) return { value: over(facts.margin12m), basis: 'margin' };
  if (facts.spend12m !== undefined)
    return { value: over(facts.spend12m * terms.marginShare), basis: 'spend' };
  if (facts.monthlyCharge !== undefined) {
    return {
      value: over(facts.monthlyCharge * MONTHS_PER_YEAR * terms.marginShare),
      basis: 'monthly-charge',
    };
  }
  return { value: terms.typicalValue, basis: 'typical' };
}

/** Probability (0 to 1) that the customer leaves times what leaves with them; nothing is at risk in a loss. */
export const valueAtRisk = (probability: number, value: MinorUnits): MinorUnits =>
  Math.round(probability * Math.max(0, value));
