import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { budgetStateSchema } from './budget.ts';
import { whyNotSchema } from './eligibility.ts';

/**
 * One offer as the policy saw it. Chances and value are absent where the cost is unknown: without a cost there is
 * nothing to weigh.
 */
export const candidateSchema = z.object({
  catalogueId: z.string(),
  catalogueVersion: z.int(),
  eligible: z.boolean(),
  whyNot: whyNotSchema.optional(),
  chanceWith: z.number().min(0).max(1).optional(),
  chanceWithout: z.number().min(0).max(1).optional(),
  cost: z.int().optional(),
  expectedNetValue: z.int().optional(),
  /** Dear enough that a second person must say yes. */
  needsApproval: z.boolean(),
  /** Beta(a, b) over the share of leavers it keeps, as believed at this moment. */
  belief: z.object({ a: z.number().positive(), b: z.number().positive() }).optional(),
  /** Chance that the policy draws this offer for a customer who is not held out; absent where none was drawn. */
  chance: z.number().min(0).max(1).optional(),
});
export type Candidate = z.infer<typeof candidateSchema>;

const decisionReasonSchema = z.enum([
  'best-expected-net-value',
  /** Not the best by what is known, and drawn because it may well be. */
  'may-be-best',
  'holdout',
  'nothing-eligible',
  'nothing-pays',
  'budget-spent',
  /** The money of the month goes faster than the month: kept for offers that bring more. */
  'budget-paced',
  'offer-open',
  'profiling-off',
  'do-not-disturb',
  'needs-approval',
]);
export type DecisionReason = z.infer<typeof decisionReasonSchema>;

export const noOffer = 'none';

/**
 * Everything a later comparison of policies needs to know about one choice.
 * `propensity` is the chance this action had before the draw: it is 1 exactly where a rule left no choice.
 */
export const decisionSchema = z.object({
  experiment: z.string(),
  /** Where the draw put the customer, also when no offer paid. */
  arm: z.enum(['offer', 'holdout']),
  /** Catalogue id, or `none`. */
  action: z.string(),
  /** The offer that was drawn: what a held-out customer would have got. */
  drawn: z.string().optional(),
  /** In [0, 1): what the offer was drawn with; with the chances of the candidates it gives the same offer again. */
  seed: z.number().min(0).lt(1).optional(),
  /** The chosen offer goes to a person before it goes to the customer. */
  needsApproval: z.boolean(),
  candidates: z.array(candidateSchema),
  propensity: z.number().gt(0).max(1),
  budgetSeen: budgetStateSchema,
  policyVersion: z.string(),
  /** Edition of the catalogue that was chosen from; a season that is played has none. */
  edition: z.int().nonnegative().optional(),
  reasons: z.array(decisionReasonSchema).min(1),
  decidedAt: instantSchema,
});
export type Decision = z.infer<typeof decisionSchema>;
