import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { fulfilmentKindSchema } from './offer-text.ts';

export const grantAnswerSchema = z.enum(['applied', 'failed']);
export type GrantAnswer = z.infer<typeof grantAnswerSchema>;

/**
 * How an accepted offer gets to the customer. `requested`: whoever carries it out was told, under the offer's id as
 * idempotency key, and has not answered. `applied`: the customer has it. `failed`: it could not be carried out, is
 * still owed, and a person has it.
 */
export const grantSchema = z.object({
  by: fulfilmentKindSchema,
  state: z.enum(['requested', 'applied', 'failed']),
  requestedAt: instantSchema,
  /** Without an answer by then a person is asked to look. */
  answerBy: instantSchema.optional(),
  answeredAt: instantSchema.optional(),
  /** The voucher's code, the posting of the points, or what billing calls it. */
  reference: z.string().optional(),
  /** When a person was asked, because nobody had answered. */
  overdueAt: instantSchema.optional(),
  /** The first answer that contradicted the recorded one: perhaps it was given twice. */
  contradicted: z
    .object({ result: grantAnswerSchema, reference: z.string().optional(), at: instantSchema })
    .optional(),
});
export type Grant = z.infer<typeof grantSchema>;
