import * as z from 'zod';
import { campaignStatusSchema } from '../../../functions/domain/campaign/campaign.ts';

/** Campaigns, and what their mails lead to. */

export const Subscription = z.object({
  status: z.enum(['subscribed', 'unsubscribed']),
  address: z.string().describe('Masked: enough to know one’s own by.'),
});

export const Question = z.object({
  locale: z.enum(['en', 'zh-Hans']),
  question: z.string(),
  answers: z.array(z.object({ id: z.string(), words: z.string() })),
  given: z.string().nullable().describe('The answer that was given, which stands.'),
});

export const QuestionAnswer = z.object({ answer: z.string() });

export const CampaignLine = z.object({
  id: z.string(),
  name: z.string(),
  status: campaignStatusSchema,
  definition: z.int().describe('Number of the definition for those who enter now.'),
  considered: z.int(),
  counts: z.record(z.string(), z.int()).describe('Outcome → customers: sent, holdout, open-complaint, …'),
});

export const CampaignList = z.object({ items: z.array(CampaignLine), cursor: z.string().nullable() });

export const CampaignDetail = CampaignLine.extend({
  answered: z.int().describe('Answers to questions and to offers, late ones too, each once.'),
  bounced: z.int().describe('Mails that came back for good.'),
  kept: z
    .int()
    .describe(
      'Customers whom it reached and of whom it was said within 90 days that they stayed or bought, and not that they left.',
    ),
  segmentInWords: z.string(),
  pass: z
    .object({
      number: z.int(),
      kind: z.enum(['base', 'due']),
      looked: z.int(),
      of: z.int().nullable(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
});

export const CampaignTried = z.object({
  lookedAt: z.int(),
  counts: z.record(z.string(), z.int()),
  factor: z.number().describe('By how much to multiply for the whole base.'),
});

export const ReadyMadeCampaigns = z.object({
  items: z.array(z.object({ id: z.string(), definition: z.object({ name: z.string() }) })),
});
