import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/**
 * What is owed because of the findings. Its fields come from the category's rule and the findings alone: nothing
 * here may depend on tier, score, arm or budget (the remedy wall).
 */
export const remedySchema = z.object({
  /** Category whose rule granted it, or `by-person`. */
  rule: z.string(),
  kind: z.enum([
    'none',
    'refund-fee',
    'replacement',
    'repair',
    'correction',
    'credit',
    'redelivery',
    'apology',
    'other',
  ]),
  /** Minor units; 0 where nothing is paid. */
  amount: z.int(),
  /** Words for the customer in both languages. */
  text: z.object({ en: z.string(), 'zh-Hans': z.string() }),
  grantedAt: instantSchema,
});
export type Remedy = z.infer<typeof remedySchema>;
