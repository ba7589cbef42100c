import { plusDays, type Instant } from '../instant.ts';
import { lotsLeft, type Posting } from './points.ts';

/** The months that begin within so many days: what ends with them is told of now. */
export function endsWithin(now: Instant, days: number): readonly Instant[] {
  const until = plusDays(now, days);
  const start = new Date(now);
  const ends: Instant[] = [];
  for (let ahead = 1; ; ahead += 1) {
    const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + ahead, 1)).toISOString();
    if (end > until) return ends;
    ends.push(end);
  }
}

/** What would be lost at that instant: earned for that month and not yet spent. */
export const endingAt = (postings: readonly Posting[], endsAt: Instant): number =>
  lotsLeft(postings).find((lot) => lot.expiresAt === endsAt)?.points ?? 0;
