import * as z from 'zod';
import { customerSchema, linkedAddressSchema } from '../../../functions/domain/customer/customer.ts';
import { loyaltyFactors } from '../../../functions/domain/customer/loyalty.ts';
import { loyaltySchema, strategySchema } from '../../../functions/domain/customer/strategy.ts';
import { listOf } from '../list-of.ts';

/** Customers as staff see them. */

export const CustomerAddresses = z.object({
  id: z.string(),
  emails: z.array(z.string()).describe('As the firm’s own records have them.'),
  linked: z.array(linkedAddressSchema).describe('What staff linked, with what was undone.'),
  version: z.int(),
});

const shownRecord = customerSchema.omit({ basePlace: true });

export const Customer = shownRecord.extend({
  loyalty: z.object({
    score: z.number().min(0).max(1),
    loyalty: loyaltySchema,
    reasons: z.array(
      z.object({
        factor: z.enum(loyaltyFactors),
        value: z.number(),
        contribution: z.number().describe('Log-odds; together they give the score.'),
        text: z.string(),
      }),
    ),
  }),
  strategy: strategySchema.describe('Value × loyalty.'),
});

export const CustomerList = listOf(shownRecord);
