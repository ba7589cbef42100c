import * as z from 'zod';
import { lifeCycleSchema, tierSchema } from '../customer/customer.ts';
import { minorUnitsSchema } from '../money.ts';
import { fulfilmentKindSchema, offerTextsSchema } from './offer-text.ts';

/**
 * What acceptance of an offer costs the firm, in minor units of its currency:
 * `fixed` an amount; `share-of-monthly-charge` a share of the customer's own monthly charge (3 months at 20 % off is
 * 0.6); `share-of-spend` a share of what they spent in 12 months, within bounds.
 */
const offerCostSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('fixed'), amount: minorUnitsSchema.nonnegative() }),
  z.strictObject({ rule: z.literal('share-of-monthly-charge'), share: z.number().positive() }),
  z.strictObject({
    rule: z.literal('share-of-spend'),
    share: z.number().positive().max(1),
    atLeast: minorUnitsSchema.nonnegative(),
    atMost: minorUnitsSchema.nonnegative(),
  }),
]);

/** Who may be made an offer. A list that is absent allows everyone; a fact we do not know never qualifies. */
const offerEligibilitySchema = z.strictObject({
  /**
   * Category ids, or their first part: `delivery` allows `delivery.late` and all its sisters. `campaign` allows
   * campaigns to make it, where there is no complaint.
   */
  categories: z.array(z.string().min(1)).min(1),
  tiers: z.array(tierSchema).min(1).optional(),
  lifeCycles: z.array(lifeCycleSchema).min(1).optional(),
  minTenureDays: z.int().positive().optional(),
  needsContract: z.boolean().default(false),
  /** Only who never used it before. */
  onlyOnce: z.boolean().default(false),
  maxPerYear: z.int().positive(),
  /** Whether somebody may have it whom we cannot match to a customer record. */
  strangers: z.boolean().default(false),
});

/** One kind of offer that the firm makes. A made offer keeps `id` and `version` and so the terms it was made under. */
export const catalogueOfferSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().positive(),
  cost: offerCostSchema,
  /** Days an offer stays open; the firm's setting may shorten it. */
  validForDays: z.int().positive().max(365),
  fulfilment: fulfilmentKindSchema.default('billing'),
  /** Most offers of this kind that may be open or accepted in one calendar month. */
  limitPerMonth: z.int().positive().optional(),
  eligibility: offerEligibilitySchema,
  /** Minor units; one that costs more needs a second person. */
  approvalThreshold: minorUnitsSchema.nonnegative(),
  /**
   * Beta(a, b) over the share of customers about to leave who stay because this offer is made to them.
   * `a + b` says how many observed customers the belief is worth.
   */
  prior: z.strictObject({ a: z.number().positive(), b: z.number().positive() }),
  texts: offerTextsSchema,
});
export type CatalogueOffer = z.infer<typeof catalogueOfferSchema>;
