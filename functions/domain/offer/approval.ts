import { daysBetween, plusDays, type Instant } from '../instant.ts';
import { accept, refuse, type Outcome } from '../outcome.ts';
import type { Offer } from './offer.ts';

/** Not told to the customer yet: it waits for a second person, or after their yes for the moment it may go out. */
export const isHeldBack = ({ status }: Pick<Offer, 'status'>): boolean =>
  status === 'awaiting-approval' || status === 'approved';

/** Whether nobody said yes in time, or what was allowed did not go out in time. Not asked of an offer on a case. */
export const hasWaitedTooLong = (offer: Pick<Offer, 'status' | 'validUntil'>, at: Instant): boolean =>
  isHeldBack(offer) && at >= offer.validUntil;

/** Days for which the customer may answer it: as it was to be when it was made. */
const validDays = ({ approvedAt, madeAt, validUntil }: Offer): number =>
  daysBetween(approvedAt ?? madeAt, validUntil);

/**
 * A second person lets the offer of a campaign go out. It has then as long again for that, because quiet hours or a
 * pause may come in between. Four eyes: never somebody who wrote the campaign's definition that it was made under, or one
 * that this definition came from; who writes a later one changes nothing in who may approve it.
 * @param authors staff ids of those writers
 */
export function allowOffer(
  offer: Offer,
  { approver, authors }: { readonly approver: string; readonly authors: readonly string[] },
  at: Instant,
): Outcome<Offer, 'NotWaiting' | 'Ended' | 'SamePerson'> {
  if (offer.status !== 'awaiting-approval') return refuse('NotWaiting');
  if (hasWaitedTooLong(offer, at)) return refuse('Ended');
  if (authors.includes(approver)) return refuse('SamePerson');
  return accept({
    ...offer,
    status: 'approved',
    approvedBy: approver,
    approvedAt: at,
    validUntil: plusDays(at, validDays(offer)),
    version: offer.version + 1,
  });
}

/** An allowed offer goes to the customer, who has all of its days: they see it only now. */
export function openAllowed(offer: Offer, at: Instant): Outcome<Offer, 'NotAllowed' | 'Ended'> {
  if (offer.status !== 'approved') return refuse('NotAllowed');
  if (hasWaitedTooLong(offer, at)) return refuse('Ended');
  return accept({
    ...offer,
    status: 'open',
    validUntil: plusDays(at, validDays(offer)),
    version: offer.version + 1,
  });
}

/** Its mail was not taken, and the mail service says that nobody got it: as it was before it went out. */
export const heldBackAgain = (opened: Offer, allowed: Offer): Offer => ({
  ...allowed,
  version: opened.version + 1,
});
