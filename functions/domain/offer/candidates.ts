import type { MinorUnits } from '../money.ts';
import { fitsBudget, type BudgetState } from './budget.ts';
import { beliefIn, meanOf, type Learned } from './belief.ts';
import type { CatalogueOffer } from './catalogue.ts';
import type { Candidate } from './decision.ts';
import { whyNotEligible, type OfferCustomer, type WhyNot } from './eligibility.ts';
import { costOf, netValueOf } from './net-value.ts';
import type { UsedOffers } from './used-offers.ts';

/** How offers are chosen. Amounts in minor units. */
interface OfferPolicy {
  readonly version: string;
  /** Least expected net value of an offer. Below 0 counts as 0: no setting makes us lose money on purpose. */
  readonly floor: MinorUnits;
  /** Offers of any kind that one customer may use in 365 days. */
  readonly offersPerYear: number;
  /** An offer that costs more needs a second person, whatever the catalogue says. */
  readonly approvalThreshold: MinorUnits;
}

/** One minor unit as floor: an offer has to bring in more than nothing. */
export const netValuePolicy = {
  version: 'thompson-1',
  floor: 1,
  offersPerYear: 3,
  approvalThreshold: 10_000,
} as const satisfies OfferPolicy;

/**
 * Whether the customer may be considered at all: `profiling-off` forbids the use of the churn score,
 * `do-not-disturb` any offer.
 */
type OfferPermission = 'allowed' | 'profiling-off' | 'do-not-disturb';

/** What is known when offers are weighed for one case. `churn.probability` is 0 to 1. */
export interface OfferSituation {
  readonly catalogue: readonly CatalogueOffer[];
  readonly policy: OfferPolicy;
  readonly customer: OfferCustomer;
  readonly category: string;
  readonly churn: { readonly probability: number };
  readonly used: UsedOffers;
  readonly budget: BudgetState;
  /** Offers by catalogue id that were made in the budget's period and still count. */
  readonly madeThisMonth: Readonly<Record<string, number>>;
  readonly permission: OfferPermission;
  /** What outcomes have taught about the offers in this customer's segment. */
  readonly learned: Learned;
}

/** Every offer of the catalogue as a candidate, best first; the order of the catalogue does not matter. */
export const candidatesOf = (situation: OfferSituation): readonly Candidate[] =>
  situation.catalogue.map((offer) => candidateOf(offer, situation)).sort(bestFirst);

function candidateOf(offer: CatalogueOffer, situation: OfferSituation): Candidate {
  const { customer, category, used, policy, churn, budget } = situation;
  const named = { catalogueId: offer.id, catalogueVersion: offer.version };
  const cost = costOf(offer, customer);
  const barred =
    whyNotEligible(offer, customer, category, used, policy.offersPerYear) ??
    (isUsedUp(offer, situation.madeThisMonth) ? 'monthly-limit' : undefined);
  if (cost === undefined) {
    return { ...named, eligible: false, whyNot: barred ?? 'cost-unknown', needsApproval: false };
  }
  const belief = beliefIn(situation.learned, offer);
  const worth = netValueOf(churn.probability, meanOf(belief), customer.value, cost);
  const whyNot = barred ?? unaffordable(worth.expectedNetValue, cost, policy, budget);
  return {
    ...named,
    eligible: whyNot === undefined,
    ...(whyNot === undefined ? {} : { whyNot }),
    ...worth,
    belief,
    cost,
    needsApproval: cost > Math.min(offer.approvalThreshold, policy.approvalThreshold),
  };
}

const isUsedUp = ({ id, limitPerMonth }: CatalogueOffer, made: Readonly<Record<string, number>>): boolean =>
  limitPerMonth !== undefined && (made[id] ?? 0) >= limitPerMonth;

function unaffordable(
  expectedNetValue: MinorUnits,
  cost: MinorUnits,
  policy: OfferPolicy,
  budget: BudgetState,
): WhyNot | undefined {
  if (expectedNetValue < Math.max(0, policy.floor)) return 'does-not-pay';
  return fitsBudget(budget, cost) ? undefined : 'over-budget';
}

/** Eligible first, then by expected net value; equals go to the cheaper one and then by id, so nothing hangs on luck. */
function bestFirst(a: Candidate, b: Candidate): number {
  if (a.eligible !== b.eligible) return a.eligible ? -1 : 1;
  const byValue = (b.expectedNetValue ?? -Infinity) - (a.expectedNetValue ?? -Infinity);
  // Two unknown values differ by NaN, which is falsy like 0.
  if (byValue) return byValue;
  const byCost = (a.cost ?? 0) - (b.cost ?? 0);
  if (byCost !== 0) return byCost;
  return a.catalogueId < b.catalogueId ? -1 : 1;
}
