import { plusDays, type Instant } from '../instant.ts';
import { accept, refuse, type Outcome } from '../outcome.ts';
import { isExpired } from './answer.ts';
import { isHeldBack } from './approval.ts';
import type { Offer } from './offer.ts';
import type { Withdrawal } from './withdrawal.ts';

/** Expires an offer whose time is over. Refused when it was answered meanwhile, or when the timer came early. */
export function expireOffer(offer: Offer, at: Instant): Outcome<Offer, 'NotOpen' | 'NotDue'> {
  if (offer.status !== 'open') return refuse('NotOpen');
  if (!isExpired(offer, at)) return refuse('NotDue');
  return accept({ ...offer, status: 'expired', version: offer.version + 1 });
}

/**
 * A second person allows an offer above the threshold: four eyes, so never who made it. Its validity starts now,
 * because the customer sees it only now.
 */
export function approveOffer(
  offer: Offer,
  approver: string,
  validForDays: number,
  at: Instant,
): Outcome<Offer, 'NotWaiting' | 'SamePerson'> {
  if (offer.status !== 'awaiting-approval') return refuse('NotWaiting');
  if (offer.madeBy === approver) return refuse('SamePerson');
  return accept({
    ...offer,
    status: 'open',
    approvedBy: approver,
    validUntil: plusDays(at, validForDays),
    version: offer.version + 1,
  });
}

/** Takes back an offer that nobody has answered yet, such as when the case is settled otherwise. */
export function withdrawOffer(offer: Offer, why: Withdrawal): Outcome<Offer, 'AlreadyAnswered'> {
  if (offer.status !== 'open' && !isHeldBack(offer)) return refuse('AlreadyAnswered');
  return accept({ ...offer, status: 'withdrawn', withdrawnFor: why, version: offer.version + 1 });
}

/** The customer took the cancellation back: their link ends the contract anew when they ask again. */
export const contractKept = ({ contractCancelledAt: _takenBack, ...offer }: Offer): Offer => ({
  ...offer,
  version: offer.version + 1,
});
