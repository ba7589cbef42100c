import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** Where a stored message ended: exactly one of these. */
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

/** What a person made of a mail that waited for them. */
export const mailDecisionSchema = z.object({
  action: z.enum(['accept', 'attach', 'reject']),
  by: z.string(),
  at: instantSchema,
  reason: z.string().optional(),
  caseId: z.string().optional(),
});
export type MailDecision = z.infer<typeof mailDecisionSchema>;

/** What the sender of a refused mail is told; which of these is a person's choice. */
export const refusalSchema = z.enum(['not-for-us', 'nothing-to-read', 'not-clear']);
export type Refusal = z.infer<typeof refusalSchema>;

/**
 * The notice of a refusal: reserved with the decision, then sent. While it is only reserved its mail stays in the list,
 * so that nobody is refused in silence.
 */
export const refusalNoticeSchema = z.object({
  why: refusalSchema,
  /** `not-deliverable`: the mail service will never take it. */
  status: z.enum(['reserved', 'sent', 'not-deliverable']),
  at: instantSchema,
  messageId: z.string().optional(),
});
type RefusalNotice = z.infer<typeof refusalNoticeSchema>;

/** Why a mail waits, opened no case, or opened one beside the case that it names. */
export type QuarantineReason =
  | 'virus'
  | 'spam'
  | 'no-sender'
  | 'own-address'
  | 'empty'
  | 'too-many'
  | 'unknown-sender'
  | 'unproven-sender'
  | 'case-number';

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
  /** 1 when the message came; each decision of a person counts one more. */
  version: z.int().positive(),
  /** `open` while a person has to look at it: mail in quarantine, and cases linked for review. */
  review: z.enum(['open', 'done']).optional(),
  /** What a person needs to see in a list, of mail that waits for them. */
  mail: z.object({ from: z.string(), name: z.string(), subject: z.string() }).optional(),
  decisions: z.array(mailDecisionSchema).optional(),
  notice: refusalNoticeSchema.optional(),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;

/** A form has the id of its case, a message by link begins with `link-`; all else is the SES id of a stored message. */
export const isOfMail = (ledgerId: string): boolean => !/^(?:cas_|link-)/.test(ledgerId);

/** The row after a person's decision: it leaves the list and says who decided, and what became of the mail. */
export const decidedRow = (
  row: LedgerRow,
  decision: MailDecision,
  end: Partial<Pick<LedgerRow, 'outcome' | 'caseId' | 'reason'>> = {},
): LedgerRow => ({
  ...row,
  ...end,
  version: row.version + 1,
  review: 'done',
  decisions: [...(row.decisions ?? []), decision],
});

/** The row after a person refused the mail with a notice that has still to go out. */
export const refusedRow = (row: LedgerRow, decision: MailDecision, why: Refusal): LedgerRow => ({
  ...decidedRow(row, decision, { outcome: 'refused' }),
  review: 'open',
  notice: { why, status: 'reserved', at: decision.at },
});

/** The row once the mail service took the notice, or never will. */
export const noticedRow = (row: LedgerRow, notice: RefusalNotice): LedgerRow => ({
  ...row,
  version: row.version + 1,
  review: 'done',
  notice,
});
