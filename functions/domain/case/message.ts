import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { channelSchema } from './case.ts';
import { mailVerdictsSchema } from './ledger.ts';

/** One thing said on a case. `note` is said among staff and never shown to the customer. */
export const messageSchema = z.object({
  id: z.string(),
  number: z.int(),
  at: instantSchema,
  from: z.enum(['customer', 'us', 'note']),
  channel: channelSchema,
  subject: z.string().optional(),
  text: z.string(),
  /** Only on the first message: what would put it right, and the phone to call. */
  remedySought: z.string().optional(),
  phone: z.string().optional(),
  /** The mail's own Message-ID, and our ledger row for it. */
  mailId: z.string().optional(),
  ledgerId: z.string().optional(),
  author: z.string().optional(),
  /** What the receiving server said of the mail, for whoever reads it: whether the sender is who they say. */
  verdicts: mailVerdictsSchema.optional(),
  /** What came beside text, by name and size. With an id it lies by itself, without in the raw message. */
  attachments: z
    .array(
      z.object({
        id: z.string().optional(),
        filename: z.string().nullable(),
        contentType: z.string(),
        size: z.number(),
      }),
    )
    .optional(),
});
export type Message = z.infer<typeof messageSchema>;
