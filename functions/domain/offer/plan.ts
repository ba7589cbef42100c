import type { Instant } from '../instant.ts';
import { candidatesOf, type OfferSituation } from './candidates.ts';
import { noOffer, type Candidate, type Decision, type DecisionReason } from './decision.ts';
import { returnAsked } from './pace.ts';
import { chancesToBeBest, drawnPlace } from './thompson.ts';

/** An experiment that holds a random share of customers out, so that what offers bring can be measured. */
export interface PlanInput extends OfferSituation {
  readonly experiment: string;
  /** Edition of the catalogue, for the log. */
  readonly edition?: number;
  /** 0 to 1. */
  readonly holdoutShare: number;
  /** In [0, 1): from a keyed hash of customer and experiment, so that a customer stays in their arm. */
  readonly draw: number;
  /** In [0, 1): from a keyed hash of the case, so that the offer drawn is the same whenever it is drawn again. */
  readonly seed: number;
  readonly at: Instant;
}

/**
 * Draws an offer among those that are expected to pay, each with the chance that it is the best of them (Thompson
 * sampling), or none, and writes down why and with what chance. Which offers may be drawn at all hangs on the expected
 * value: chance never makes an offer that is expected to lose money.
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

  const weighed = paced(candidatesOf(input), input);
  const eligible = weighed.filter((candidate) => candidate.eligible);
  const [best] = eligible;
  if (best === undefined) return without(whyNone(weighed), weighed, 1);
  const chances = chancesToBeBest(
    eligible.map(({ belief = { a: 1, b: 1 }, cost = 0 }) => ({ belief, cost })),
    input.churn.probability * input.customer.value,
  );
  const candidates = weighed.map((candidate, place) => {
    const chance = chances[place];
    return chance === undefined ? candidate : { ...candidate, chance };
  });
  const place = drawnPlace(chances, input.seed);
  const drawn = eligible[place] ?? best;
  const how = { drawn: drawn.catalogueId, seed: input.seed };
  if (holdout) return { ...without('holdout', candidates, input.holdoutShare), ...how };
  const reason = drawn === best ? 'best-expected-net-value' : 'may-be-best';
  return {
    ...common,
    action: drawn.catalogueId,
    ...how,
    needsApproval: drawn.needsApproval,
    candidates,
    propensity: (1 - input.holdoutShare) * (chances[place] ?? 1),
    reasons: drawn.needsApproval ? [reason, 'needs-approval'] : [reason],
  };
}

/** Keeps the month's money for offers that bring more, where it goes too fast. */
function paced(candidates: readonly Candidate[], { budget, at }: PlanInput): readonly Candidate[] {
  const asked = returnAsked(budget, at);
  const pays = ({ expectedNetValue = 0, cost = 0 }: Candidate): boolean => expectedNetValue >= asked * cost;
  const [now, later] = [
    candidates.filter((candidate) => !candidate.eligible || pays(candidate)),
    candidates.filter((candidate) => candidate.eligible && !pays(candidate)),
  ];
  return [
    ...now.filter(({ eligible }) => eligible),
    ...later.map((candidate) => ({ ...candidate, eligible: false, whyNot: 'budget-paced' as const })),
    ...now.filter(({ eligible }) => !eligible),
  ];
}

/** The reason that was nearest to a yes: an offer that only the budget barred says more than one never meant for them. */
function whyNone(candidates: readonly Candidate[]): DecisionReason {
  const barredBy = new Set(candidates.map((candidate) => candidate.whyNot));
  if (barredBy.has('over-budget')) return 'budget-spent';
  if (barredBy.has('budget-paced')) return 'budget-paced';
  if (barredBy.has('does-not-pay')) return 'nothing-pays';
  return barredBy.has('offer-open') ? 'offer-open' : 'nothing-eligible';
}
