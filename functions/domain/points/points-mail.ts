import * as z from 'zod';
import { instantSchema, plusDays, type Instant } from '../instant.ts';

/**
 * A mail to a customer about their points, named by what it is for: the notice of points that end with a month, their
 * statement because somebody asked, or what they have just spent. There is one for each name.
 */
export const pointsMailSchema = z.object({
  customerKey: z.string(),
  /** `ending-2026-04`, `asked-<key of the wish>`, `spent-<key of the posting>`. */
  key: z.string(),
  version: z.int(),
  status: z.enum(['reserved', 'sent', 'refused']),
  /** When it was reserved. */
  at: instantSchema,
  /** How many it tells of. */
  points: z.int(),
  messageId: z.string().optional(),
  /** What the link in it names, until when it opens, and a keyed hash of the address that it went to. */
  link: z.object({ id: z.string(), endsAt: instantSchema, to: z.string() }),
});
export type PointsMail = z.infer<typeof pointsMailSchema>;

/** The notice of all points that end at that first instant of a month. */
export const endingKey = (endsAt: Instant): string => `ending-${endsAt.slice(0, 7)}`;

/**
 * Days that the link of a mail opens the points: as long as somebody looks for the mail, and no longer, for who has it may
 * spend them.
 */
const LINK_DAYS = 90;

/** The link of a mail; one that is sent again keeps its own, so that neither copy is a dead end. */
export const linkOf = (
  { id, to }: Pick<PointsMail['link'], 'id' | 'to'>,
  at: Instant,
  before: PointsMail | undefined,
): PointsMail['link'] => ({ ...(before?.link ?? { id, endsAt: plusDays(at, LINK_DAYS) }), to });

/**
 * Whether the customer has still to be told: not yet at all, or by a mail of an earlier day of which nobody knows whether
 * it went out. Points that end untold cannot be given back, and a second notice harms nobody.
 */
export const hasToBeTold = (before: PointsMail | undefined, now: Instant): boolean =>
  before === undefined || (before.status === 'reserved' && before.at.slice(0, 10) < now.slice(0, 10));
