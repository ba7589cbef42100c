import { dayOf, daysBetween, type Day, type Instant } from '../instant.ts';
import type { FeatureRow } from './score.ts';

/** What our record holds about one customer at the moment of scoring. Whatever is absent is unknown. */
export interface ChurnFacts {
  /** The moment of scoring; facts after it do not count. */
  readonly at: Instant;
  readonly since?: Day | undefined;
  readonly contractType?: string | undefined;
  /** In the minor unit of `currency`, like every amount of the customer record. */
  readonly monthlyCharge?: number | undefined;
  readonly currency?: string | undefined;
  /** Median monthly charge of the firm's customers, in the same unit. */
  readonly medianMonthlyCharge?: number | undefined;
  readonly lastOrderOn?: Day | undefined;
  readonly orders?: number | undefined;
  /** 1 to 5. */
  readonly satisfaction?: number | undefined;
  /** Complaints received in the 90 days up to `at`, the one being handled included; 0 when we know there was none. */
  readonly complaintsIn90Days?: number | undefined;
}

/** Minor units in one dollar. */
const CENTS = 100;

/**
 * The row of the `general` model for a customer.
 * @param trainingMedianCharge `model.median('monthlyCharge')`: what the usual charge was where the model was fitted.
 */
export function churnFeatures(facts: ChurnFacts, trainingMedianCharge: number | undefined): FeatureRow {
  return {
    tenureMonths: facts.since === undefined ? null : notNegative(monthsBetween(facts.since, dayOf(facts.at))),
    contractType: facts.contractType ?? null,
    monthlyCharge: comparableCharge(facts, trainingMedianCharge),
    complaints90d: facts.complaintsIn90Days ?? null,
    daysSinceLastOrder:
      facts.lastOrderOn === undefined
        ? null
        : notNegative(Math.floor(daysBetween(`${facts.lastOrderOn}T00:00:00.000Z`, facts.at))),
    orders: facts.orders ?? null,
    satisfaction: facts.satisfaction ?? null,
  };
}

/**
 * The charge on the scale of the training data. What is dear in one firm is cheap in another, so a charge is read
 * against the firm's own median when we have it. Without it only US dollars, the currency of the training data, can be
 * compared; any other currency is honestly unknown.
 */
function comparableCharge(facts: ChurnFacts, trainingMedian: number | undefined): number | null {
  const { monthlyCharge, currency, medianMonthlyCharge } = facts;
  if (monthlyCharge === undefined) return null;
  if (medianMonthlyCharge !== undefined && medianMonthlyCharge > 0 && trainingMedian !== undefined) {
    return (monthlyCharge / medianMonthlyCharge) * trainingMedian;
  }
  return currency === 'USD' ? monthlyCharge / CENTS : null;
}

/** Whole months from one calendar day to another: 31 January to 28 February is none, to 1 March is one. */
function monthsBetween(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}

/** A date in the future is a slip of the record (or a contract yet to begin), not a fact to score. */
const notNegative = (value: number): number | null => (value < 0 ? null : value);
