import type { Instant } from '../instant.ts';
import { lotsLeft, type Posting } from './points.ts';

/**
 * Takes away what ended and was not spent, one posting for each month of ending, soonest first. A month may end twice:
 * somebody whose clock is behind, or an import that began before it, posts points of it when the others have gone.
 */
export function endedPostings(customerKey: string, postings: readonly Posting[], now: Instant): Posting[] {
  return lotsLeft(postings)
    .filter(({ expiresAt }) => expiresAt <= now)
    .map(({ expiresAt, points }) => ({
      customerKey,
      key: keyOf(expiresAt, postings),
      at: now,
      points: -points,
      house: 'expiry',
    }));
}

/** Natural for each time that a month ends: two who see the same lot end post it once. */
function keyOf(expiresAt: Instant, postings: readonly Posting[]): string {
  const key = `expiry:${expiresAt.slice(0, 7)}`;
  const before = postings.filter((posting) => posting.key === key || posting.key.startsWith(`${key}~`));
  return before.length === 0 ? key : `${key}~${before.length}`;
}
