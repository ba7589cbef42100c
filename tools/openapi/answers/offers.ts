import * as z from 'zod';
import { participationSchema } from '../../../functions/domain/experiment/participation.ts';
import { offerIdSchema } from '../../../functions/domain/ids.ts';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { localeSchema } from '../../../functions/domain/language.ts';
import { decisionSchema } from '../../../functions/domain/offer/decision.ts';
import { grantSchema } from '../../../functions/domain/offer/grant.ts';
import { offerStatusSchema } from '../../../functions/domain/offer/offer.ts';
import { voucherSchema } from '../../../functions/domain/offer/voucher.ts';
import { listOf } from '../list-of.ts';

/** Offers by their link and to staff, and how they are carried out. */

export const OfferView = z.object({
  caseNumber: z.string().nullable(),
  locale: localeSchema,
  timeZone: z.string(),
  status: offerStatusSchema.exclude(['awaiting-approval', 'approved', 'withdrawn']),
  offer: z
    .object({
      id: z.string(),
      title: z.string(),
      whatYouGet: z.string(),
      cost: z.string().describe('What it costs the customer: nothing.'),
      conditions: z.array(z.string()),
      validUntil: instantSchema,
      why: z.string(),
      howChosen: z.string().describe('“Why did I get this?”: what the case is about and who or what chose.'),
    })
    .nullable(),
  voucherCode: z.string().nullable().describe('Of a voucher that was accepted.'),
  remedy: z.object({ text: z.string() }).nullable(),
  answeredAt: instantSchema.optional(),
});

export const AnswerRecorded = z.object({
  status: z.enum(['accepted', 'declined', 'call-me', 'cancel-contract']),
  message: z.string(),
});

export const DecisionList = listOf(
  z.object({
    caseId: z.string().optional(),
    offerId: z.string().optional(),
    decision: decisionSchema,
    followed: z
      .object({
        worth: z.int().describe('What keeping the customer was worth at that moment, minor units.'),
        risk: z.number().min(0).max(1).describe('How likely they were to leave.'),
        outcome: participationSchema.shape.outcome.describe('Absent as long as nobody has told.'),
      })
      .optional()
      .describe('With `outcomes=true`, where this decision drew a customer whom we know.'),
  }),
);

export const GrantRecorded = grantSchema.extend({
  offerId: offerIdSchema,
  late: z.boolean().describe('A person had been asked already, because nobody had answered.'),
});

export const Voucher = voucherSchema;
