import type { Instant } from '../instant.ts';
import type { Offer } from './offer.ts';

/** When the sweeper looks at an offer: at the end of an open one, and when a grant should have been answered. */
export function offerDueAt({ status, validUntil, grant }: Offer): Instant | undefined {
  if (status === 'open') return validUntil;
  return grant?.state === 'requested' && grant.overdueAt === undefined ? grant.answerBy : undefined;
}
