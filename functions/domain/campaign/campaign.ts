import * as z from 'zod';
import { actorSchema } from '../case/case.ts';
import { campaignIdSchema } from '../ids.ts';
import { instantSchema, type Instant } from '../instant.ts';

/** What became of one customer whom a campaign considered. All but the last two are silences with their reason. */
export const campaignOutcomes = [
  'no-address',
  'no-consent',
  'open-complaint',
  'low-risk',
  'unsubscribed',
  'holdout',
  /** Reserved and perhaps sent, but an outage or crash came before the record: not sent again, as nobody is mailed twice. */
  'unconfirmed',
  'sent',
] as const;
export const campaignOutcomeSchema = z.enum(campaignOutcomes);
export type CampaignOutcome = z.infer<typeof campaignOutcomeSchema>;

export const countsSchema = z.partialRecord(campaignOutcomeSchema, z.int());
export type Counts = z.infer<typeof countsSchema>;

/** One run of a campaign over the whole base. `considered` and `counts` are there once it is finished. */
export const campaignSchema = z.object({
  id: campaignIdSchema,
  version: z.int(),
  kind: z.literal('risk'),
  status: z.enum(['running', 'finished']),
  startedAt: instantSchema,
  /** Churn probability from which a customer is written to. */
  riskFrom: z.number(),
  /** Share of customers who, at random, are not written to. */
  holdoutShare: z.number(),
  shards: z.int().optional(),
  finishedAt: instantSchema.optional(),
  considered: z.int().optional(),
  counts: countsSchema.optional(),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** What happened to a campaign; the first starts its machine. */
export const campaignFactSchema = z.object({
  id: z.string(),
  subjectId: campaignIdSchema,
  number: z.int(),
  at: instantSchema,
  by: actorSchema,
  happened: z.discriminatedUnion('type', [
    z.object({ type: z.literal('CampaignStarted'), riskFrom: z.number(), holdoutShare: z.number() }),
    z.object({ type: z.literal('CampaignFinished'), considered: z.int(), counts: countsSchema }),
  ]),
  dispatch: z.literal('campaign').optional(),
});
export type CampaignFact = z.infer<typeof campaignFactSchema>;

/** One mail of a campaign step to one customer: reserved before it is sent, confirmed after. */
export const campaignSendSchema = z.object({
  campaignId: campaignIdSchema,
  step: z.string(),
  customerId: z.string(),
  status: z.enum(['reserved', 'sent']),
  reservedAt: instantSchema,
  sentAt: instantSchema.optional(),
  messageId: z.string().optional(),
});
export type CampaignSend = z.infer<typeof campaignSendSchema>;

/** What a link in a campaign mail stops. It holds keyed hashes of the address, so that it works after erasure too. */
export const unsubscribeLinkSchema = z.object({
  ulid: z.string(),
  campaignId: campaignIdSchema,
  customerId: z.string(),
  seals: z.array(z.string()),
  /** Part of the token's MAC. The link works beyond it: a wish to hear nothing is never refused. */
  expiresAt: instantSchema,
});
export type UnsubscribeLink = z.infer<typeof unsubscribeLinkSchema>;

/** The scheduled campaign of a point in time has one name, so that a schedule that fires twice starts it once. */
export const riskCampaignId = (scheduledAt: Instant): string =>
  `cmp_risk-${scheduledAt.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '')}`;

/** Sums of shards. */
export function addCounts(shards: readonly Counts[]): Counts {
  const sums: Counts = {};
  for (const shard of shards) {
    for (const outcome of campaignOutcomes) {
      const count = (sums[outcome] ?? 0) + (shard[outcome] ?? 0);
      if (count > 0) sums[outcome] = count;
    }
  }
  return sums;
}
