import * as z from 'zod';
import { daySchema, instantSchema } from '../instant.ts';

/** Tiers by value, highest first; computed from value, never typed in (glossary). */
export const tiers = ['diamond', 'gold', 'silver', 'standard'] as const;
export const tierSchema = z.enum(tiers);
export type Tier = z.infer<typeof tierSchema>;

export const lifeCycles = ['exploring', 'forming', 'stable', 'declining', 'lost'] as const;
export const lifeCycleSchema = z.enum(lifeCycles);
export type LifeCycle = z.infer<typeof lifeCycleSchema>;

/** An address that a member of staff linked to a customer, and on what evidence. Undone, it stays and says so. */
export const linkedAddressSchema = z.object({
  address: z.string(),
  evidence: z.string(),
  by: z.string(),
  at: instantSchema,
  undone: z.object({ by: z.string(), at: instantSchema, reason: z.string() }).optional(),
});

/**
 * What we hold about one customer. Amounts are in the minor unit of `currency`, or of the firm's own where none is said.
 * `value` is the expected margin over the firm's horizon and `tier` follows from it; both are recomputed at every
 * import and order, so neither can be set from outside.
 */
export const customerSchema = z.object({
  id: z.string(),
  version: z.int(),
  customerNumber: z.string(),
  name: z.string().optional(),
  /** Lower-cased addresses; the first is where we write. */
  emails: z.array(z.string()),
  /** Where they stand in the base, once their address has another place (`base-place.ts`). */
  basePlace: z.string().optional(),
  /** Addresses that staff said are this customer's too; an import leaves them alone. */
  linked: z.array(linkedAddressSchema).optional(),
  phone: z.string().optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
  organisation: z.string().optional(),
  accountManager: z.string().optional(),
  since: daySchema.optional(),
  contractType: z.string().optional(),
  contractEndsOn: daySchema.optional(),
  monthlyCharge: z.int().optional(),
  currency: z.string().optional(),
  orders: z.int().optional(),
  spend12m: z.int().optional(),
  margin12m: z.int().optional(),
  lastOrderOn: daySchema.optional(),
  /** Different things bought; only known from the orders themselves. */
  breadth: z.int().optional(),
  /** Where the four figures above come from: `orders` once we hold the orders themselves, which then win. */
  purchasesFrom: z.enum(['columns', 'orders']).optional(),
  birthday: z.string().optional(),
  marketingConsent: z.boolean(),
  marketingConsentAt: instantSchema.optional(),
  status: z.string().optional(),
  satisfaction: z.number().min(1).max(5).optional(),
  /** Columns of the import that we do not know, kept as they came. */
  attributes: z.record(z.string(), z.string()),
  value: z.int(),
  tier: tierSchema,
  lifeCycle: lifeCycleSchema.optional(),
  /** Median days between this customer's orders: their own rhythm. */
  rhythmDays: z.number().optional(),
  source: z.string(),
  updatedAt: instantSchema,
});
export type Customer = z.infer<typeof customerSchema>;

/** Addresses that staff linked and nobody has taken off again. */
export const linkedAddresses = ({ linked = [] }: Pick<Customer, 'linked'>): readonly string[] =>
  linked.filter(({ undone }) => !undone).map(({ address }) => address);

/** Every address whose mail is this customer's: the firm's own list, and what staff linked. */
export const knownAddresses = (customer: Pick<Customer, 'emails' | 'linked'>): readonly string[] => [
  ...new Set([...customer.emails, ...linkedAddresses(customer)]),
];
