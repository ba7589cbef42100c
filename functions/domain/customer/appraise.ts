import { dayOf, type Instant } from '../instant.ts';
import type { Customer } from './customer.ts';
import { lifeCycleOf } from './life-cycle.ts';
import { tierOf, type TierThresholds } from './tier.ts';
import { defaultValueTerms, expectedValue, type ValueTerms } from './value.ts';

/** Value (minor units), tier and life cycle of a customer at an instant: always computed, never taken from a feed. */
export type Appraise = (
  customer: Omit<Customer, 'value' | 'tier' | 'lifeCycle'>,
  now: Instant,
) => Pick<Customer, 'value' | 'tier' | 'lifeCycle'>;

/** An appraisal by the firm's own thresholds. */
export const appraiseBy =
  (thresholds: TierThresholds, terms: ValueTerms = defaultValueTerms): Appraise =>
  (customer, now) => {
    const { value } = expectedValue(customer, terms);
    return { value, tier: tierOf(value, thresholds), lifeCycle: lifeCycleOf(customer, dayOf(now)) };
  };
