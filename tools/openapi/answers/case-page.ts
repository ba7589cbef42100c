import * as z from 'zod';
import { caseKindSchema, caseStatusSchema, channelSchema } from '../../../functions/domain/case/case.ts';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { localeSchema } from '../../../functions/domain/language.ts';
import { offerStatusSchema } from '../../../functions/domain/offer/offer.ts';

/** What a customer sees of a case by its link. */

export const CaseView = z.object({
  caseNumber: z.string(),
  status: caseStatusSchema,
  kind: caseKindSchema,
  subject: z.string(),
  receivedAt: instantSchema,
  answerBy: instantSchema,
  timeZone: z.string(),
  locale: localeSchema,
  remedy: z.object({ text: z.string() }).nullable(),
  offer: z.object({ url: z.string(), status: offerStatusSchema }).nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      from: z.enum(['customer', 'us']),
      channel: channelSchema,
      text: z.string(),
      attachments: z.array(z.object({ filename: z.string().nullable(), size: z.int() })),
    }),
  ),
  canMessage: z.boolean(),
});

export const AttachmentLink = z.object({
  url: z.string().describe('On another origin, as a download of type application/octet-stream.'),
  filename: z.string(),
  size: z.int(),
  expiresAt: instantSchema,
});

export const AddedMessage = z.object({
  id: z.string(),
  at: instantSchema,
  from: z.literal('customer'),
  channel: channelSchema,
  text: z.string(),
});
