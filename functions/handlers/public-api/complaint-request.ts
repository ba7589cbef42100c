import * as z from 'zod';
import { ATTACHMENTS_PER_COMPLAINT, LARGEST_ATTACHMENT_BYTES } from '../../domain/case/attachment-limits.ts';
import { safeFilename } from '../../domain/case/attachment.ts';
import { attachmentIdSchema } from '../../domain/ids.ts';

/** Characters as people count them, not UTF-16 units. */
const length = (text: string): number => Array.from(text).length;

/** One line: line breaks and control characters become spaces, so that nothing can be injected into a header. */
const line = (least: number, most: number) =>
  z
    .string()
    .transform((text) =>
      text
        .toWellFormed()
        .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
        .trim(),
    )
    .refine((text) => length(text) >= least, { error: 'must not be empty' })
    .refine((text) => length(text) <= most, { error: `at most ${most} characters` })
    .meta({ minLength: least, maxLength: most });

/** Several lines: line breaks and tabs stay, other control characters go. */
const text = (least: number, most: number) =>
  z
    .string()
    .transform((given) =>
      given
        .toWellFormed()
        .replaceAll('\r\n', '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .trim(),
    )
    .refine((given) => length(given) >= least, { error: 'must not be empty' })
    .refine((given) => length(given) <= most, { error: `at most ${most} characters` })
    .meta({ minLength: least, maxLength: most });

/** `POST /api/complaints`. Limits are characters. */
export const ComplaintRequest = z.strictObject({
  name: line(1, 200),
  email: z
    .string()
    .trim()
    .max(254)
    .pipe(z.email({ error: 'an e-mail address, such as name@example.com' }))
    .meta({ format: 'email' }),
  phone: line(0, 40).optional(),
  customerId: line(0, 64).optional(),
  orderRef: line(0, 64).optional(),
  subject: line(1, 200),
  body: text(1, 20_000),
  remedySought: text(0, 2000).optional(),
  locale: z.string().max(35).optional(),
  consent: z.strictObject({
    privacy: z.literal(true, { error: 'must be accepted' }),
    marketing: z.boolean().optional(),
  }),
  /** Trap for programs: people do not see it. */
  website: z.string().max(2000).optional(),
  /** Ids of `POST /api/attachments` whose bytes were sent. */
  attachments: z
    .array(attachmentIdSchema)
    .max(ATTACHMENTS_PER_COMPLAINT, { error: `at most ${ATTACHMENTS_PER_COMPLAINT} files` })
    .refine((ids) => new Set(ids).size === ids.length, { error: 'a file is named twice' })
    .optional(),
});
export type ComplaintRequest = z.infer<typeof ComplaintRequest>;

/** `POST /api/attachments`: a file that will be sent. */
export const AttachmentRequest = z.strictObject({
  filename: z
    .string()
    .max(1000)
    .transform((name) => Array.from(safeFilename(name)).slice(-200).join(''))
    .refine((name) => name !== '', { error: 'must not be empty' })
    .meta({ minLength: 1, maxLength: 1000 }),
  contentType: z
    .string()
    .max(100)
    .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/, 'a media type, such as image/png'),
  /** Bytes; the upload is signed for exactly so many. */
  size: z
    .int()
    .min(1, { error: 'the file is empty' })
    .max(LARGEST_ATTACHMENT_BYTES, { error: 'at most 10 MB' }),
});

export const AttachmentAnnounced = z.object({
  attachmentId: attachmentIdSchema,
  uploadUrl: z.url().describe('PUT the bytes here, with `headers` as they are.'),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso
    .datetime()
    .describe('Until when the bytes may be sent. A complaint may name the file for a day.'),
});

export const ComplaintReceipt = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  statusUrl: z.string(),
  answerBy: z.iso.datetime(),
});

export const MessageRequest = z.strictObject({ text: text(1, 20_000) });

export const AnswerRequest = z.strictObject({
  answer: z.enum(['accept', 'decline', 'call-me', 'cancel-contract']),
});

export const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces');
