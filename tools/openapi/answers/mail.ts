import * as z from 'zod';
import {
  ledgerOutcomeSchema,
  mailDecisionSchema,
  refusalNoticeSchema,
  mailVerdictsSchema,
} from '../../../functions/domain/case/ledger.ts';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { releaseSchema, stopSchema } from '../../../functions/domain/mail/stopped-address.ts';
import { listOf } from '../list-of.ts';
import { CaseLine } from './cases.ts';

/** Mails that came in, and addresses that mail goes to or does not. */

export const MailRecord = z.object({
  id: z.string(),
  receivedAt: instantSchema,
  outcome: ledgerOutcomeSchema,
  reason: z.string().nullable(),
  review: z.enum(['open', 'done']).nullable(),
  from: z.object({ name: z.string(), address: z.string() }).nullable(),
  subject: z.string().nullable(),
  caseId: z.string().nullable(),
  relatedCaseId: z.string().nullable().describe('A case that it names; nothing happened on it.'),
  verdicts: mailVerdictsSchema.nullable().describe('What the receiving mail server said.'),
  warnings: z.array(z.string()),
  decisions: z.array(mailDecisionSchema),
  notice: refusalNoticeSchema.nullable().describe('What its sender was told, of a mail that was refused.'),
  version: z.int(),
});

export const Quarantined = z.discriminatedUnion('what', [
  CaseLine.extend({ what: z.literal('case'), reason: z.string() }),
  MailRecord.extend({ what: z.literal('mail') }),
]);

export const QuarantineList = listOf(Quarantined);

export const MailAddress = z.object({
  address: z.string().describe('In lower case.'),
  stopped: stopSchema
    .nullable()
    .describe('Since when and why no automatic mail goes there; null where it does.'),
  released: z.array(releaseSchema).describe('Who let mail go there again, when and why; latest first.'),
});

export const Decided = z.union([MailRecord, CaseLine]);
