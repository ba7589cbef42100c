import * as z from 'zod';
import { bandSchema } from '../churn/default-bands.ts';
import { tierSchema, type Tier } from '../customer/customer.ts';
import { caseIdSchema, offerIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';
import { languageSchema, localeSchema } from '../language.ts';
import { severitySchema } from '../triage/judgement.ts';
import { remedySchema } from '../remedy/remedy.ts';

export const caseStatusSchema = z.enum([
  'received',
  'in-recovery',
  'with-person',
  'awaiting-customer',
  'resolved',
  'closed',
  'withdrawn',
]);
export type CaseStatus = z.infer<typeof caseStatusSchema>;

export const caseKindSchema = z.enum([
  'complaint',
  'enquiry',
  'suggestion',
  'praise',
  'cancellation',
  'spam',
]);
export type CaseKind = z.infer<typeof caseKindSchema>;

export const channelSchema = z.enum(['form', 'mail', 'phone', 'link']);
export type Channel = z.infer<typeof channelSchema>;

/** Who did something: the customer, a member of staff by id, or Amends itself. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('staff'), id: z.string() }),
]);
export type Actor = z.infer<typeof actorSchema>;

export const theCustomer: Actor = { kind: 'customer' };
export const theSystem: Actor = { kind: 'system' };
/** A member of staff, by their id. */
export const staff = (id: string): Actor => ({ kind: 'staff', id });

/** What triage said, as far as a case keeps it. */
export const triagedSchema = z.object({
  language: languageSchema,
  category: z.string(),
  severity: severitySchema,
  sentiment: z.number().min(-1).max(1),
  flags: z.array(z.string()),
  ask: z.string(),
  confidence: z.number().min(0).max(1),
});

/** Who the customer is to us, and what would be lost with them. `valueAtRisk` is in minor units. */
export const assessmentSchema = z.object({
  customerId: z.string().optional(),
  tier: tierSchema,
  probability: z.number().min(0).max(1),
  band: bandSchema,
  valueAtRisk: z.int(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

export const queueSchema = z.enum(['complaints', 'enquiries', 'cancellations']);
export type Queue = z.infer<typeof queueSchema>;

/** A person's turn: which queue, why, by when, whose, and how far it has climbed. */
export const personTurnSchema = z.object({
  /** Number of the fact that began this turn; it names the round of the escalation machine. */
  round: z.int(),
  queue: queueSchema,
  reasons: z.array(z.string()),
  dueAt: instantSchema,
  acknowledgeBy: instantSchema,
  owner: z.string().optional(),
  acknowledgedAt: instantSchema.optional(),
  /** Rung of the ladder (0 owner), and when it is looked at next. */
  level: z.int(),
  nextLookAt: instantSchema,
});
export type PersonTurn = z.infer<typeof personTurnSchema>;

/** One complaint from receipt to close. `version` counts changes; a writer names the version it read. */
export const caseSchema = z.object({
  id: caseIdSchema,
  number: z.string(),
  version: z.int(),
  factCount: z.int(),
  messageCount: z.int(),
  kind: caseKindSchema,
  status: caseStatusSchema,
  channel: channelSchema,
  receivedAt: instantSchema,
  /** The promise made at receipt; later facts may only bring it nearer. */
  answerBy: instantSchema,
  subject: z.string(),
  name: z.string(),
  /** Where we write to. */
  email: z.string(),
  /** Addresses whose mail may join this case. */
  addresses: z.array(z.string()),
  locale: localeSchema,
  /** The customer number and order as the customer gave them: a claim, not an identity. */
  claimedCustomer: z.string().optional(),
  orderRef: z.string().optional(),
  triaged: triagedSchema.optional(),
  assessed: assessmentSchema.optional(),
  remedy: remedySchema.optional(),
  offerId: offerIdSchema.optional(),
  /** Until when the customer can answer the offer. */
  offerValidUntil: instantSchema.optional(),
  person: personTurnSchema.optional(),
  rootCause: z.string().optional(),
  resolvedAt: instantSchema.optional(),
  /** When a resolved case closes by itself. */
  closeAt: instantSchema.optional(),
  /** The customer wants out of the contract; asked for on this day. */
  cancellationAt: instantSchema.optional(),
  /** When the recovery machine was last started anew: by the sweeper, or out of quarantine. */
  restartedAt: instantSchema.optional(),
  /** Mail to this customer bounced for good. */
  unreachable: z.boolean().optional(),
});
export type Case = z.infer<typeof caseSchema>;

/** The tier by which a case is treated: as assessed, and standard before that or for a stranger. */
export const tierOf = ({ assessed }: Pick<Case, 'assessed'>): Tier => assessed?.tier ?? 'standard';

/** A person's queue, an answer owed or a remedy under way: everything but an ended case. */
export const isOpen = (status: CaseStatus): boolean =>
  status !== 'resolved' && status !== 'closed' && status !== 'withdrawn';
