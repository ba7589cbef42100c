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

/** The record after a reserved mail turned out not to be sent. */
export const withoutReservation = (before: Contact, mail: ContactEntry): Contact => ({
  ...before,
  version: before.version + 1,
  recent: before.recent.filter(
    ({ at, campaignId, step, customerId }) =>
      at !== mail.at ||
      campaignId !== mail.campaignId ||
      step !== mail.step ||
      customerId !== mail.customerId,
  ),
});

/** A mail to an address whose record nobody has read: the store rules on it as it writes. */
export interface UnseenContact {
  readonly id: string;
  readonly entry: ContactEntry;
  /** Mails that an address may have since this moment, with this one. */
  readonly atMost: number;
  readonly since: Instant;
}

/** Longer records are read before they are written, which shortens them: a row is written at the price of its size. */
export const UNSEEN_ENTRIES = 12;

/**
 * Whether a mail may be reserved for an address unseen: it has not asked for silence, and the cap has room, so the governor would say so too if it looked. What is refused here may yet be allowed by it.
 */
export const allowsUnseen = (contact: Contact | undefined, { atMost, since }: UnseenContact): boolean => {
  if (!contact) return true;
  const last = contact.recent[atMost - 1];
  return (
    contact.stoppedAt === undefined &&
    contact.recent.length < UNSEEN_ENTRIES &&
    (last === undefined || last.at <= since)
  );
};

/** The record after a mail was reserved unseen: nothing that is old is taken off it. */
export const withUnseen = (before: Contact | undefined, { id, entry }: UnseenContact): Contact => ({
  ...before,
  id,
  version: (before?.version ?? 0) + 1,
  customerId: entry.customerId,
  recent: [entry, ...(before?.recent ?? [])],
});

/** The part of an unsubscribe link that its MAC covers: the link never ends, for a wish to hear nothing is never refused. */
export const UNSUBSCRIBE_EXPIRES: Instant = '9999-12-31T00:00:00.000Z';
