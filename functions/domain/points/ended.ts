import type { Instant } from '../instant.ts';
import { lotsLeft, type Posting } from './points.ts';

/** Takes away what ended and was not spent, one posting for each month of ending, soonest first. */
export function endedPostings(customerKey: string, postings: readonly Posting[], now: Instant): Posting[] {
  return lotsLeft(postings)
    .filter(({ expiresAt }) => expiresAt <= now)
    .map(({ expiresAt, points }) => ({
      customerKey,
      key: `expiry:${expiresAt.slice(0, 7)}`,
      at: now,
      points: -points,
      house: 'expiry',
    }));
}
