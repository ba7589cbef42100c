import * as z from 'zod';
import { instantSchema, plusDays, type Instant } from '../instant.ts';
import { lotsLeft, type Posting } from './points.ts';

/** That a customer was told of points about to end: one notice for all that end with a month. */
export const pointsNoticeSchema = z.object({
  customerKey: z.string(),
  /** When the points end: the first instant of a month. */
  endsAt: instantSchema,
  version: z.int(),
  status: z.enum(['reserved', 'sent', 'refused']),
  /** When it was reserved. */
  at: instantSchema,
  points: z.int(),
  messageId: z.string().optional(),
});
export type PointsNotice = z.infer<typeof pointsNoticeSchema>;

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

/**
 * Whether the customer has still to be told: not yet at all, or by a notice of an earlier day of which nobody knows
 * whether it went out. Points that end untold cannot be given back, and a second notice harms nobody.
 */
export const hasToBeTold = (before: PointsNotice | undefined, now: Instant): boolean =>
  before === undefined || (before.status === 'reserved' && before.at.slice(0, 10) < now.slice(0, 10));
