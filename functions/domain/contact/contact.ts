import * as z from 'zod';
import { instantSchema, plusDays, type Instant } from '../instant.ts';

/**
 * What we remember of writing to one address, beside handling a case. Its id is a keyed hash of the address, so it tells
 * nobody the address, works after the customer was erased, and is what the unsubscribe link names.
 */
export const contactSchema = z.object({
  id: z.string(),
  /** Counts changes. Every reservation names the version it read, so none slips past a wish to hear nothing. */
  version: z.int(),
  /** Whom we last wrote to under this address. */
  customerId: z.string().optional(),
  /** Since when this address hears nothing more of us, and the campaign whose link said so. */
  stoppedAt: instantSchema.optional(),
  stoppedBy: z.string().optional(),
  /** Mail to this address came back for good. */
  bouncedAt: instantSchema.optional(),
  /** Reservations of the last weeks, latest first. */
  recent: z.array(
    z.object({ at: instantSchema, campaignId: z.string(), step: z.string(), customerId: z.string() }),
  ),
});
export type Contact = z.infer<typeof contactSchema>;
export type ContactEntry = Contact['recent'][number];

/** Longer than any cap looks back. */
const KEPT_DAYS = 31;
const KEPT_ENTRIES = 30;

/** The record after one more mail was reserved. */
export function withReservation(before: Contact | undefined, id: string, entry: ContactEntry): Contact {
  const since = plusDays(entry.at, -KEPT_DAYS);
  return {
    ...before,
    id,
    version: (before?.version ?? 0) + 1,
    customerId: entry.customerId,
    recent: [entry, ...(before?.recent ?? []).filter(({ at }) => at >= since)].slice(0, KEPT_ENTRIES),
  };
}

/** The record after the mail that was reserved last turned out not to be sent. */
export const withoutReservation = (before: Contact, step: string): Contact => ({
  ...before,
  version: before.version + 1,
  recent: before.recent.filter((entry, place) => place > 0 || entry.step !== step),
});

/** The part of an unsubscribe link that its MAC covers: the link never ends, for a wish to hear nothing is never refused. */
export const UNSUBSCRIBE_EXPIRES: Instant = '9999-12-31T00:00:00.000Z';
