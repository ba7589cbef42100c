import type { MinorUnits } from '../money.ts';
import { candidatesOf, type OfferSituation } from './candidates.ts';
import type { Candidate } from './decision.ts';

/** What the person who handles the case may do; amounts in minor units. */
interface OfferAuthority {
  /** Dearest offer this person may make at all, approved or not. */
  readonly limit: MinorUnits;
  /** Dearest offer this person may make alone. */
  readonly approvalThreshold: MinorUnits;
}

/** A candidate, and what this person may do with it. */
export type RankedOffer = Candidate & { readonly handling: 'may-make' | 'needs-approval' | 'not-possible' };

/**
 * The offers a person sees on an escalated case, best first: the same candidates and the same numbers as the policy
 * sees, without a draw. The floor and the budget bind people too. Empty where no offer may be weighed.
 */
export function rankOffers(situation: OfferSituation, authority: OfferAuthority): readonly RankedOffer[] {
  if (situation.permission !== 'allowed') return [];
  const ranked = candidatesOf(situation).map((candidate) => handledBy(candidate, authority));
  return [...ranked.filter((offer) => offer.eligible), ...ranked.filter((offer) => !offer.eligible)];
}

function handledBy(candidate: Candidate, authority: OfferAuthority): RankedOffer {
  const { cost } = candidate;
  if (!candidate.eligible || cost === undefined) return { ...candidate, handling: 'not-possible' };
  if (cost > authority.limit) {
    return { ...candidate, eligible: false, whyNot: 'over-limit', handling: 'not-possible' };
  }
  const needsApproval = candidate.needsApproval || cost > authority.approvalThreshold;
  return { ...candidate, needsApproval, handling: needsApproval ? 'needs-approval' : 'may-make' };
}
