import * as z from 'zod';
import { daySchema, instantSchema, type Day } from '../instant.ts';
import { minorUnitsSchema } from '../money.ts';

/** What became of a customer, as the firm's own books say it. */
export const outcomeKinds = ['stayed', 'bought', 'left'] as const;

/** One word about one customer on one day. The same `id` twice is the same word. */
export const customerOutcomeSchema = z.object({
  /** Natural key: the sender's own, or made of customer, kind, day and amount. */
  id: z.string().min(1).max(200),
  customerId: z.string(),
  kind: z.enum(outcomeKinds),
  on: daySchema,
  /** Margin of what was bought, in minor units of the firm's currency. */
  amount: minorUnitsSchema.nonnegative().optional(),
  source: z.string().min(1).max(60),
  /** The moment, of a word that we say ourselves: a leaving and its withdrawal may be of one day. */
  at: instantSchema.optional(),
});
export type CustomerOutcome = z.infer<typeof customerOutcomeSchema>;

/** A word without a key of its own is named by what it says. */
export const outcomeIdOf = (customerId: string, kind: string, on: Day, amount: number | undefined): string =>
  [customerId, kind, on, ...(amount === undefined ? [] : [String(amount)])].join('|');
