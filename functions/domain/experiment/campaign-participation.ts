import type { Customer } from '../customer/customer.ts';
import type { Instant } from '../instant.ts';
import type { Arm } from './arm.ts';
import type { Participation } from './participation.ts';

/** What the strata of variants begin with; the id of their step follows. */
export const VARIANT = 'variant-';

/** The name under which a campaign's holdout is drawn: its own, or one that several campaigns share. */
export const campaignExperiment = (campaignId: string, shared: string | undefined): string =>
  `campaign-${shared ?? campaignId}`;

/**
 * The part of a customer whom a campaign would write to, whichever way chance decided.
 * @param offered the offer that was made (`offerId`), or that a held-out customer would have got
 * @param variants of each step that tries several, the one that this customer gets, or would have got
 */
export function campaignParticipation(
  customer: Pick<Customer, 'id' | 'value' | 'tier' | 'lifeCycle'>,
  experiment: string,
  arm: Arm,
  at: Instant,
  offered?: { readonly offer: string; readonly offerId?: string },
  variants: Readonly<Record<string, string>> = {},
): Participation {
  return {
    experiment,
    customerId: customer.id,
    version: 1,
    arm,
    at,
    worth: customer.value,
    strata: {
      tier: customer.tier,
      ...(customer.lifeCycle !== undefined && { lifeCycle: customer.lifeCycle }),
      ...(offered && { offer: offered.offer }),
      ...Object.fromEntries(
        Object.entries(variants).map(([step, variant]) => [`${VARIANT}${step}`, variant]),
      ),
    },
    ...(offered?.offerId !== undefined && { offerId: offered.offerId }),
  };
}
