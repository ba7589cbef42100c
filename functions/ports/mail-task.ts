import * as z from 'zod';
import { ledgerRowSchema, refusalSchema } from '../domain/case/ledger.ts';

const commandSchema = z.object({ ledgerId: z.string(), version: z.int(), by: z.string() });

/** What is asked of the function that opens stored mail. */
export const mailTaskSchema = z.discriminatedUnion('task', [
  z.object({ task: z.literal('accept'), command: commandSchema.extend({ email: z.email().optional() }) }),
  z.object({
    task: z.literal('attach'),
    command: commandSchema.extend({ caseId: z.string(), trustSender: z.boolean().optional() }),
  }),
  z.object({
    task: z.literal('refuse'),
    command: commandSchema.extend({ reason: z.string(), notice: refusalSchema }),
  }),
  z.object({ task: z.literal('extract'), ledgerId: z.string(), place: z.int().positive() }),
]);
export type MailTask = z.infer<typeof mailTaskSchema>;

/** What it answers to a decision, and to an extraction. */
export const mailDecidedSchema = z.union([
  z.object({ ok: z.literal(true), row: ledgerRowSchema }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(['NotFound', 'Stale', 'NotWaiting', 'UnknownCase', 'NobodyToTell']),
    row: ledgerRowSchema.optional(),
  }),
]);
export const extractedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extracted'), key: z.string(), filename: z.string(), size: z.number() }),
  z.object({ kind: z.literal('no-such-attachment'), count: z.int() }),
]);
