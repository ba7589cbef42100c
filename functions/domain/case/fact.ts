import * as z from 'zod';
import { fulfilmentKindSchema } from '../offer/offer-text.ts';
import { decisionSchema } from '../offer/decision.ts';
import { grantAnswerSchema } from '../offer/grant.ts';
import { offerAnswerSchema } from '../offer/offer.ts';
import { withdrawalSchema } from '../offer/withdrawal.ts';
import { instantSchema } from '../instant.ts';
import { caseIdSchema, offerIdSchema } from '../ids.ts';
import { remedySchema } from '../remedy/remedy.ts';
import {
  actorSchema,
  assessmentSchema,
  caseKindSchema,
  channelSchema,
  queueSchema,
  triagedSchema,
} from './case.ts';
import { linkReasonSchema } from './case-link.ts';
import { mailPurposeSchema } from './mail-record.ts';

/**
 * What happened, in the past tense: the audit trail. A case is the sum of its facts (`apply.ts`), so the record
 * and the change cannot drift apart. Facts hold no free text of the customer; that is in the messages.
 */
export const happeningSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ComplaintReceived'),
    channel: channelSchema,
    kind: caseKindSchema,
    marketingConsent: z.boolean(),
  }),
  z.object({
    type: z.literal('MessageReceived'),
    message: z.int(),
    channel: channelSchema,
    settled: z.boolean(),
  }),
  z.object({
    type: z.literal('CaseTriaged'),
    kind: caseKindSchema,
    triaged: triagedSchema,
    answerBy: instantSchema,
  }),
  z.object({
    type: z.literal('CaseAssessed'),
    assessed: assessmentSchema,
    /** Why a person should look at it (`escalation/reason.ts`); empty when nothing calls for one. */
    person: z.array(z.string()),
    /** The strongest reasons of the churn score, contributions in log-odds. */
    risk: z.array(
      z.object({
        feature: z.string(),
        value: z.union([z.string(), z.number(), z.null()]),
        contribution: z.number(),
      }),
    ),
    model: z.string(),
  }),
  z.object({ type: z.literal('RemedyGranted'), remedy: remedySchema }),
  z.object({ type: z.literal('OfferDecided'), decision: decisionSchema }),
  z.object({
    type: z.literal('OfferMade'),
    offerId: offerIdSchema,
    catalogueId: z.string(),
    cost: z.int(),
    validUntil: instantSchema,
    approved: z.boolean(),
  }),
  /** A customer answered the offer of a campaign, and the answer calls for somebody or something: that opened this case. */
  z.object({
    type: z.literal('CaseBegunByOffer'),
    offerId: offerIdSchema,
    campaignId: z.string(),
    kind: caseKindSchema,
  }),
  z.object({ type: z.literal('OfferApproved'), offerId: offerIdSchema, validUntil: instantSchema }),
  /** An approved offer of a campaign goes out; said again where its mail had to be put off. */
  z.object({ type: z.literal('OfferOpened'), offerId: offerIdSchema, validUntil: instantSchema }),
  z.object({ type: z.literal('OfferReminded'), offerId: offerIdSchema }),
  z.object({
    type: z.literal('OfferAnswered'),
    offerId: offerIdSchema,
    answer: offerAnswerSchema,
    late: z.boolean(),
  }),
  z.object({ type: z.literal('OfferExpired'), offerId: offerIdSchema }),
  z.object({ type: z.literal('OfferWithdrawn'), offerId: offerIdSchema, why: withdrawalSchema }),
  /** Accepted, and asked of billing or a person; the offer's id is the idempotency key. */
  z.object({
    type: z.literal('OfferGrantRequested'),
    offerId: offerIdSchema,
    by: fulfilmentKindSchema,
    catalogueId: z.string(),
    catalogueVersion: z.int(),
    cost: z.int(),
    customerKey: z.string(),
    answerBy: instantSchema,
  }),
  z.object({
    type: z.literal('OfferGranted'),
    offerId: offerIdSchema,
    by: fulfilmentKindSchema,
    late: z.boolean(),
  }),
  z.object({ type: z.literal('OfferGrantFailed'), offerId: offerIdSchema, late: z.boolean() }),
  z.object({ type: z.literal('OfferGrantOverdue'), offerId: offerIdSchema }),
  /** Billing or a person said two different things about one grant: it may have been given twice. */
  z.object({
    type: z.literal('OfferGrantContradicted'),
    offerId: offerIdSchema,
    recorded: grantAnswerSchema,
    said: grantAnswerSchema,
  }),
  /** What we promised a customer was done by its day: an accepted offer that somebody had to carry out, under its id. */
  z.object({ type: z.literal('PromiseKept'), promiseId: offerIdSchema, customerId: z.string() }),
  z.object({ type: z.literal('ContractCancellationRequested') }),
  z.object({
    type: z.literal('CaseEscalated'),
    queue: queueSchema,
    reasons: z.array(z.string()),
    dueAt: instantSchema,
    acknowledgeBy: instantSchema,
  }),
  z.object({ type: z.literal('CaseAssigned'), owner: z.string() }),
  z.object({ type: z.literal('CaseAcknowledged'), owner: z.string() }),
  z.object({
    type: z.literal('LadderClimbed'),
    level: z.int(),
    to: z.string(),
    missed: z.enum(['acknowledgement', 'resolution']),
    next: instantSchema,
  }),
  z.object({ type: z.literal('NoteAdded'), message: z.int() }),
  z.object({ type: z.literal('ReplySent'), message: z.int() }),
  z.object({ type: z.literal('CustomerUnreachable') }),
  /** A person freed the address: mail goes there again. */
  z.object({ type: z.literal('CustomerReachable') }),
  z.object({
    type: z.literal('MailWithheld'),
    purposes: z.array(mailPurposeSchema),
    why: z.enum(['too-many', 'undeliverable']),
  }),
  z.object({ type: z.literal('ReopeningWithheld'), message: z.int() }),
  z.object({
    type: z.literal('CaseResolved'),
    rootCause: z.string(),
    closeAt: instantSchema,
    /** A person carried out that the customer leaves. */
    left: z.literal(true).optional(),
    /** Who asked to leave stays after all. */
    stays: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('CaseClosed'),
    why: z.enum(['offer-accepted', 'no-further-message', 'thanked', 'spam', 'by-person']),
  }),
  z.object({ type: z.literal('CaseReopened'), message: z.int() }),
  z.object({ type: z.literal('QuarantineAccepted') }),
  z.object({ type: z.literal('QuarantineRejected') }),
  z.object({ type: z.literal('RecoveryRestarted'), attempt: z.int() }),
  /** Two cases are one episode from now on, or no longer. */
  z.object({ type: z.literal('CaseLinked'), with: caseIdSchema, why: linkReasonSchema }),
  z.object({ type: z.literal('CaseUnlinked'), with: caseIdSchema, reason: z.string() }),
  /** Mail from this address may join the case, or may not any more. */
  z.object({ type: z.literal('AddressTrusted'), address: z.string() }),
  z.object({ type: z.literal('AddressDistrusted'), address: z.string() }),
]);
export type Happening = z.infer<typeof happeningSchema>;

/**
 * Which machine a fact starts, `wake` to end an open wait, `enrol` to let a customer into the campaigns that wait for it,
 * or `go-on` for the way of a customer whose offer of a campaign was answered or has ended. Dispatch reads it from the
 * stream.
 */
export const dispatchSchema = z.enum([
  'recovery',
  'escalation',
  'campaign',
  'import',
  'wake',
  'enrol',
  'go-on',
]);
export type Dispatch = z.infer<typeof dispatchSchema>;

export const factSchema = z.object({
  id: z.string(),
  subjectId: z.string(),
  number: z.int(),
  at: instantSchema,
  by: actorSchema,
  happened: happeningSchema,
  dispatch: dispatchSchema.optional(),
  /** For `wake`: the wait to end, and for an answer what to tell it. */
  wakes: z
    .object({ wait: z.enum(['offer', 'person']), answer: z.string().optional(), round: z.int().optional() })
    .optional(),
});
export type Fact = z.infer<typeof factSchema>;
