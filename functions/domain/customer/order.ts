import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** One purchase; amounts in the minor unit of `currency`. The order number is its natural key. */
export const orderSchema = z.object({
  id: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  orderedAt: instantSchema,
  status: z.string().optional(),
  items: z.string().optional(),
  channel: z.string().optional(),
  amount: z.int().optional(),
  margin: z.int().optional(),
  currency: z.string().optional(),
  refundedAmount: z.int().optional(),
});
export type Order = z.infer<typeof orderSchema>;
