import type { Instant } from '../instant.ts';
import { candidatesOf, type OfferSituation } from './candidates.ts';
import { noOffer, type Candidate, type Decision, type DecisionReason } from './decision.ts';

/** An experiment that holds a random share of customers out, so that what offers bring can be measured. */
export interface PlanInput extends OfferSituation {
  readonly experiment: string;
  /** Edition of the catalogue, for the log. */
  readonly edition?: number;
  /** 0 to 1. */
  readonly holdoutShare: number;
  /** In [0, 1): from a keyed hash of customer and experiment, so that a customer stays in their arm. */
  readonly draw: number;
  readonly at: Instant;
}

/**
 * Chooses the offer with the highest expected net value, or none, and writes down why.
 * It decides about the offer only: what is owed was granted before and does not pass through here.
 */
export function planOffer(input: PlanInput): Decision {
  const holdout = input.draw < input.holdoutShare;
  const common = {
    experiment: input.experiment,
    arm: holdout ? ('holdout' as const) : ('offer' as const),
    budgetSeen: input.budget,
    policyVersion: input.policy.version,
    ...(input.edition !== undefined && { edition: input.edition }),
    decidedAt: input.at,
  };
  const without = (
    reason: DecisionReason,
    candidates: readonly Candidate[],
    propensity: number,
  ): Decision => ({
    ...common,
    action: noOffer,
    needsApproval: false,
    candidates: [...candidates],
    propensity,
    reasons: [reason],
  });

  // No candidate is computed here: the score must not touch this customer.
  if (input.permission !== 'allowed') return without(input.permission, [], 1);

  const candidates = candidatesOf(input);
  const best = candidates.find((candidate) => candidate.eligible);
  if (best === undefined) return without(whyNone(candidates), candidates, 1);
  if (holdout) return without('holdout', candidates, input.holdoutShare);
  return {
    ...common,
    action: best.catalogueId,
    needsApproval: best.needsApproval,
    candidates: [...candidates],
    propensity: 1 - input.holdoutShare,
    reasons: best.needsApproval ? ['best-expected-net-value', 'needs-approval'] : ['best-expected-net-value'],
  };
}

/** The reason that was nearest to a yes: an offer that only the budget barred says more than one never meant for them. */
function whyNone(candidates: readonly Candidate[]): DecisionReason {
  const barredBy = new Set(candidates.map((candidate) => candidate.whyNot));
  if (barredBy.has('over-budget')) return 'budget-spent';
  if (barredBy.has('does-not-pay')) return 'nothing-pays';
  return barredBy.has('offer-open') ? 'offer-open' : 'nothing-eligible';
}
