import * as z from 'zod';
import { bandSchema } from '../../../functions/domain/churn/default-bands.ts';
import { tierSchema } from '../../../functions/domain/customer/customer.ts';
import { offerIdSchema } from '../../../functions/domain/ids.ts';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { offerStatusSchema } from '../../../functions/domain/offer/offer.ts';
import { withdrawalSchema } from '../../../functions/domain/offer/withdrawal.ts';
import { listOf } from '../list-of.ts';

/** Offers that wait for a lead. */

export const Approval = z.object({
  offerId: offerIdSchema,
  version: z.int(),
  status: offerStatusSchema.describe('`approved`: goes out when the customer may be written to.'),
  campaignId: z.string(),
  campaignName: z.string(),
  writtenBy: z
    .array(z.string())
    .describe(
      'Who wrote the definition that it was made under, or one that this came from: none of them approves it.',
    ),
  step: z.string(),
  customerId: z.string(),
  customerNumber: z.string().nullable(),
  tier: tierSchema.nullable(),
  catalogueId: z.string(),
  title: z.string().describe('In the language asked for.'),
  cost: z.int().describe('Minor units; the month’s budget holds them while it waits.'),
  risk: z.number().min(0).max(1).nullable().describe('Chance that the customer leaves, when it was chosen.'),
  band: bandSchema.nullable(),
  madeAt: instantSchema,
  validUntil: instantSchema.describe(
    'While it waits: until when somebody may approve it. Approved: until when it may go out. Open: until when the customer may answer.',
  ),
  approvedBy: z.string().nullable(),
  approvedAt: instantSchema.nullable(),
  withdrawnFor: withdrawalSchema.nullable().describe('Why it was taken back.'),
});

export const ApprovalList = listOf(Approval);

export const ApprovalGiven = Approval.extend({
  goesOutFrom: instantSchema.describe(
    'First moment at which the customer may be written to; the next pass of the campaign after it sends the mail.',
  ),
});
