import * as z from 'zod';
import { instantSchema, plusSeconds, type Instant } from '../instant.ts';

/** Why we write. Together with case and number it names one mail, so that the same purpose is sent once. */
export const mailPurposeSchema = z.enum([
  'acknowledgement',
  'decision',
  'offer-reminder',
  'closing',
  'cancellation-confirmed',
  'thanks',
  'staff-reply',
  'staff-offer',
  'owner-notice',
  'lead-notice',
  'duty-notice',
  'team-praise',
  'offer-answer',
  'message-notice',
]);
export type MailPurpose = z.infer<typeof mailPurposeSchema>;

/**
 * One mail on a case: reserved in the transaction that calls for it, sent, then confirmed. A crash between sending
 * and confirming sends it again, with the same link and offer: on a case, twice is better than never.
 */
export const mailRecordSchema = z.object({
  caseId: z.string(),
  purpose: mailPurposeSchema,
  number: z.int(),
  to: z.string(),
  /**
   * `refused`: the mail service will never take it; trying again would be pointless. `withheld`: the brake was on when
   * it was due, and a person got the case instead.
   */
  status: z.enum(['reserved', 'sent', 'refused', 'withheld']),
  reservedAt: instantSchema,
  sentAt: instantSchema.optional(),
  /** As it stands in the mail's Message-ID header after SES replaced ours, with angle brackets. */
  messageId: z.string().optional(),
});
export type MailRecord = z.infer<typeof mailRecordSchema>;

/** Longer than any function may run: a mail still reserved then was left behind, and the sweeper sends it. */
const ABANDONED_AFTER_SECONDS = 600;

/** From when on whoever reserved the mail is taken to have died over it. */
export const abandonedAt = (mail: MailRecord): Instant =>
  plusSeconds(mail.reservedAt, ABANDONED_AFTER_SECONDS);
