import * as z from 'zod';
import { addressesIn } from '../domain/mail/addresses.ts';
import type { DeliveryReport } from '../domain/mail/delivery-report.ts';
import { parseCampaignMailId, parseStableMessageId } from '../domain/mail/own-marks.ts';
import { sesMessageId } from '../domain/mail/ses-message-id.ts';

const recipients = z.array(z.object({ emailAddress: z.string() }));
const mail = z.object({
  messageId: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});

const feedbackSchema = z.object({
  detail: z.discriminatedUnion('eventType', [
    z.object({
      eventType: z.literal('Bounce'),
      mail,
      bounce: z.object({
        bounceType: z.string(),
        bouncedRecipients: recipients,
        feedbackId: z.string(),
        timestamp: z.iso.datetime({ offset: true }),
      }),
    }),
    z.object({
      eventType: z.literal('Complaint'),
      mail,
      complaint: z.object({
        complainedRecipients: recipients,
        feedbackId: z.string(),
        timestamp: z.iso.datetime({ offset: true }),
      }),
    }),
  ]),
});

/**
 * What an event of SES, published to EventBridge, says of each recipient. SES repeats the headers that we gave the mail:
 * our own id among them names the case even before the mail is confirmed, or the campaign and its step.
 */
export function readFeedbackEvent(
  event: unknown,
  { region, mailDomain }: { readonly region: string; readonly mailDomain: string },
): readonly DeliveryReport[] {
  const { detail } = feedbackSchema.parse(event);
  const { feedbackId, timestamp, people, what } =
    detail.eventType === 'Bounce'
      ? {
          ...detail.bounce,
          people: detail.bounce.bouncedRecipients,
          // "Undetermined" may be anything, so it counts as what passes.
          what: detail.bounce.bounceType === 'Permanent' ? ('bounced' as const) : ('undelivered' as const),
        }
      : { ...detail.complaint, people: detail.complaint.complainedRecipients, what: 'complained' as const };
  const ids = detail.mail.headers
    .filter(({ name }) => name.toLowerCase() === 'references')
    .flatMap(({ value }) => value.split(/\s+/));
  const caseId = ids.flatMap((id) => parseStableMessageId(id, mailDomain)?.caseId ?? []).at(-1);
  const campaign = ids.flatMap((id) => parseCampaignMailId(id, mailDomain) ?? []).at(-1);
  return people
    .flatMap(({ emailAddress }) => addressesIn(emailAddress))
    .map((address) => ({
      id: feedbackId,
      address: address.toLowerCase(),
      what,
      at: new Date(timestamp).toISOString(),
      messageId: sesMessageId(detail.mail.messageId, region),
      ...(caseId !== undefined && { caseId }),
      ...(campaign && { campaign }),
    }));
}
