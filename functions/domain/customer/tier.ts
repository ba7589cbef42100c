import type { MinorUnits } from '../money.ts';
import type { Tier } from './customer.ts';

/** Least value of each tier, in minor units; below `silver` is standard. */
export interface TierThresholds {
  readonly diamond: MinorUnits;
  readonly gold: MinorUnits;
  readonly silver: MinorUnits;
}

/** The tier that a value gives. It is always computed: nobody types a tier in. */
export function tierOf(value: MinorUnits, thresholds: TierThresholds): Tier {
  if (value >= thresholds.diamond) return 'diamond';
  if (value >= thresholds.gold) return 'gold';
  return value >= thresholds.silver ? 'silver' : 'standard';
}
