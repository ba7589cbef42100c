import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** Where a stored message ended: exactly one of these (`product.md` §1). */
export const ledgerOutcomeSchema = z.enum([
  'new-case',
  'follow-up',
  'duplicate',
  'quarantine',
  'machine-mail',
  'refused',
]);
export type LedgerOutcome = z.infer<typeof ledgerOutcomeSchema>;

/** Verdicts of the receiving server; they come from the SES event, never from the message. */
export const mailVerdictsSchema = z.object({
  spam: z.string(),
  virus: z.string(),
  spf: z.string(),
  dkim: z.string(),
  dmarc: z.string(),
});
export type MailVerdicts = z.infer<typeof mailVerdictsSchema>;

/** One row for every thing that came in, by any channel. For mail the id is the SES message id. */
export const ledgerRowSchema = z.object({
  id: z.string(),
  at: instantSchema,
  channel: z.string(),
  outcome: ledgerOutcomeSchema,
  caseId: z.string().optional(),
  /** A case this seems to belong to, for a person to look at; nothing happened on it. */
  relatedCaseId: z.string().optional(),
  /** Why it ended so: `auto-reply`, `bounce`, `list`, `unknown-sender`, `spam`, `empty` … */
  reason: z.string().optional(),
  verdicts: mailVerdictsSchema.optional(),
  warnings: z.array(z.string()).optional(),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
