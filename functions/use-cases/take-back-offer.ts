import type { Actor } from '../domain/case/case.ts';
import type { OfferSettling } from '../domain/case/change.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import { withdrawOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Withdrawal } from '../domain/offer/withdrawal.ts';

/** A campaign's offer that is taken back, with its money and the fact that tells of it and lets the way go on. */
interface TakenBack {
  readonly change: OfferSettling;
  readonly facts: readonly Fact[];
}

/** @returns undefined when it was answered: then it stays as it is */
export function takenBack(
  offer: Offer,
  why: Withdrawal,
  when: { readonly at: Instant; readonly by: Actor },
): TakenBack | undefined {
  const withdrawn = withdrawOffer(offer, why);
  if (!withdrawn.ok) return undefined;
  const after = withdrawn.value;
  return {
    change: { kind: 'settle', before: offer, after, budget: 'release' },
    facts: [campaignOfferFact(after, when, { type: 'OfferWithdrawn', offerId: offer.id, why })],
  };
}
