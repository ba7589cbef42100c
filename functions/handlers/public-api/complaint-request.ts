import * as z from 'zod';

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

/** `POST /api/complaints` (`contract.md`). Limits are characters. */
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
  attachments: z.array(z.string()).max(0, { error: 'attachments cannot be sent yet' }).optional(),
});
export type ComplaintRequest = z.infer<typeof ComplaintRequest>;

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
