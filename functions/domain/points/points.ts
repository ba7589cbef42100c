import * as z from 'zod';
import { instantSchema, type Instant } from '../instant.ts';
import type { MinorUnits } from '../money.ts';
import { voucherCodeSchema } from '../offer/voucher.ts';

/**
 * Loyalty points by double entry: every posting moves points between the customer and one account of the house, so
 * what customers hold is always what the house gave out less what came back. A posting never changes; its natural key
 * says what it is for, and so it exists once.
 */
const houseAccounts = ['purchases', 'promises', 'offers', 'corrections', 'rewards', 'expiry'] as const;
const houseAccountSchema = z.enum(houseAccounts);
export type HouseAccount = z.infer<typeof houseAccountSchema>;

export const postingSchema = z.object({
  /** Customer id, or the key that stands for a stranger. */
  customerKey: z.string(),
  /** What it is for: `order:1001`, `offer:off_…`, `reward:…`, `expiry:2027-11`. */
  key: z.string(),
  at: instantSchema,
  /** To the customer when above 0, from them when below. */
  points: z.int(),
  /** The other side. */
  house: houseAccountSchema,
  /** For points earned: they go at this instant unless they were spent before. */
  expiresAt: instantSchema.optional(),
  /** Staff id of who posted by hand. */
  by: z.string().optional(),
  /** What they were spent on, with the words it had then and the code that it brought. */
  reward: z
    .object({
      id: z.string(),
      version: z.int(),
      titles: z.object({ en: z.string(), 'zh-Hans': z.string() }),
      voucher: voucherCodeSchema.optional(),
    })
    .optional(),
});
export type Posting = z.infer<typeof postingSchema>;

/** One point is worth one minor unit of the firm's currency when it is spent: no rate that can drift or round. */
export const pointsWorth = (amount: MinorUnits): number => Math.max(0, Math.round(amount));

/** Months that earned points last; they end with the month, so that one notice tells of all that go together. */
const POINTS_LAST_MONTHS = 24;

/** The first instant of the month after the one in which `months` have passed. */
export function pointsEnd(at: Instant, months: number = POINTS_LAST_MONTHS): Instant {
  const day = new Date(at);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 1)).toISOString();
}

/** Points of one month of earning that are still there. */
interface PointsLot {
  readonly expiresAt: Instant;
  readonly points: number;
}

/** What is left of what was earned, soonest to go first: spending takes from those. */
export function lotsLeft(postings: readonly Posting[]): readonly PointsLot[] {
  const lots = new Map<Instant, number>();
  let taken = 0;
  for (const { points, expiresAt } of postings) {
    if (points <= 0) taken -= points;
    else lots.set(expiresAt ?? NEVER, (lots.get(expiresAt ?? NEVER) ?? 0) + points);
  }
  const left: PointsLot[] = [];
  for (const [expiresAt, points] of [...lots].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const here = Math.min(points, taken);
    taken -= here;
    if (points > here) left.push({ expiresAt, points: points - here });
  }
  return left;
}

/** Sorts behind every instant there is. */
const NEVER = '9999-12-31T00:00:00.000Z';

export const balanceOf = (postings: readonly Posting[]): number =>
  postings.reduce((sum, { points }) => sum + points, 0);
