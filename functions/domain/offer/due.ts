import type { Instant } from '../instant.ts';
import { isHeldBack } from './approval.ts';
import type { Offer } from './offer.ts';

/**
 * When the sweeper looks at an offer: at the end of an open one, and when a grant should have been answered. One of a
 * campaign also ends where nobody lets it go out; one that waits on a case is with the person who has the case.
 */
export function offerDueAt(offer: Offer): Instant | undefined {
  const { status, validUntil, grant, campaign } = offer;
  if (status === 'open' || (campaign && isHeldBack(offer))) return validUntil;
  return grant?.state === 'requested' && grant.overdueAt === undefined ? grant.answerBy : undefined;
}
