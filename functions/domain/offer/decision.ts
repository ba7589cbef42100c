import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** One offer as it was weighed; money in minor units, chances 0 to 1. */
export const candidateSchema = z.object({
  catalogueId: z.string(),
  eligible: z.boolean(),
  whyNot: z.string().optional(),
  chanceWith: z.number(),
  chanceWithout: z.number(),
  cost: z.int(),
  expectedNetValue: z.number(),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** The decision log: what was chosen among what, and how likely that choice was before the draw. */
export const decisionSchema = z.object({
  experiment: z.string(),
  arm: z.enum(['offer', 'holdout']),
  /** Catalogue id, or `none`. */
  action: z.string(),
  candidates: z.array(candidateSchema),
  propensity: z.number().min(0).max(1),
  budgetSeen: z.object({ period: z.string(), limit: z.int(), held: z.int() }),
  policyVersion: z.string(),
  reasons: z.array(z.string()),
  decidedAt: instantSchema,
});
export type Decision = z.infer<typeof decisionSchema>;
