import * as z from 'zod';
import type { MinorUnits } from '../money.ts';
import type { Tier } from './customer.ts';

/** Whether the customer comes back by themselves; `unknown` where there is too little to tell. */
export const loyaltySchema = z.enum(['loyal', 'disloyal', 'unknown']);
export type Loyalty = z.infer<typeof loyaltySchema>;

export const strategySchema = z.enum([
  'dedicated-service',
  'close-contact',
  'promotion',
  'win-by-what-pays',
  'low-cost-service',
  'talk-first',
]);
type Strategy = z.infer<typeof strategySchema>;

/** Value × loyalty. Unknown counts as loyal: letting somebody go needs evidence, keeping them needs none. */
const grid = {
  diamond: { loyal: 'dedicated-service', unknown: 'dedicated-service', disloyal: 'win-by-what-pays' },
  gold: { loyal: 'close-contact', unknown: 'close-contact', disloyal: 'win-by-what-pays' },
  silver: { loyal: 'promotion', unknown: 'promotion', disloyal: 'low-cost-service' },
  standard: { loyal: 'promotion', unknown: 'promotion', disloyal: 'low-cost-service' },
} as const satisfies Record<Tier, Record<Loyalty, Strategy>>;

/** A customer who costs us money is first asked what we do wrong, whatever the grid says. `value` in minor units. */
export const strategyFor = (tier: Tier, loyalty: Loyalty, value: MinorUnits): Strategy =>
  value < 0 ? 'talk-first' : grid[tier][loyalty];
