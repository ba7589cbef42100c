import * as z from 'zod';
import { campaignIdSchema, caseIdSchema, offerIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';
import { weighedSchema } from './belief.ts';
import { grantSchema } from './grant.ts';
import { fulfilmentKindSchema, offerTextsSchema } from './offer-text.ts';
import { withdrawalSchema } from './withdrawal.ts';

/** What a customer can answer to an offer. `cancel-contract` is never refused, whatever came before. */
export const offerAnswers = ['accept', 'decline', 'call-me', 'cancel-contract'] as const;
export const offerAnswerSchema = z.enum(offerAnswers);
export type OfferAnswer = z.infer<typeof offerAnswerSchema>;

export const offerStatuses = [
  'awaiting-approval',
  /** Of a campaign: a second person said yes, and it goes out when the customer may be written to. */
  'approved',
  'open',
  'accepted',
  'declined',
  'call-me',
  'cancel-contract',
  'expired',
  'withdrawn',
] as const;
export const offerStatusSchema = z.enum(offerStatuses);
export type OfferStatus = z.infer<typeof offerStatusSchema>;

/** The step of a campaign that made an offer, and to whom; `definition` is the one the customer travels under. */
const campaignSubjectSchema = z.object({
  campaignId: campaignIdSchema,
  definition: z.int(),
  step: z.string(),
  customerId: z.string(),
});
export type CampaignSubject = z.infer<typeof campaignSubjectSchema>;

/**
 * One offer made to one customer, on a case or by a campaign: reserved (budget and limit held), then answered or expired.
 * `cost` is what acceptance costs the firm, in minor units; it is what the budget holds.
 */
export const offerSchema = z.object({
  id: offerIdSchema,
  version: z.int(),
  /** The case it was made on. One that a campaign made has none until an answer calls for one. */
  caseId: caseIdSchema.optional(),
  /** The campaign that made it; absent for an offer made on a case. */
  campaign: campaignSubjectSchema.optional(),
  /** Whose limits it counts against: the customer id, or a keyed hash of the address for a stranger. */
  customerKey: z.string(),
  catalogueId: z.string(),
  catalogueVersion: z.int(),
  cost: z.int(),
  budgetPeriod: z.string(),
  /** How it gets to the customer once accepted. */
  fulfilment: fulfilmentKindSchema,
  /** The words it was made in; absent for an offer of the catalogue we ship, whose words are in the code. */
  texts: offerTextsSchema.optional(),
  status: offerStatusSchema,
  madeAt: instantSchema,
  validUntil: instantSchema,
  /** `policy` when chosen by expected value, else the staff id of who made it. */
  madeBy: z.string(),
  /** What it was weighed on, for learning from its outcome; one that could not be weighed teaches nothing. */
  weighed: weighedSchema.optional(),
  /** Second person who allowed an offer above the threshold. */
  approvedBy: z.string().optional(),
  /** When a campaign's offer was allowed to go out. */
  approvedAt: instantSchema.optional(),
  /** Why it was taken back. */
  withdrawnFor: withdrawalSchema.optional(),
  answeredAt: instantSchema.optional(),
  /** An answer that came after expiry: recorded and answered kindly, grants nothing. */
  lateAnswer: offerAnswerSchema.optional(),
  /** When the customer ended the contract by this offer's link: possible after an answer and after expiry too. */
  contractCancelledAt: instantSchema.optional(),
  /** How it gets to the customer, from acceptance on. */
  grant: grantSchema.optional(),
});
export type Offer = z.infer<typeof offerSchema>;
