import type { Customer } from '../customer/customer.ts';
import type { Participation } from './participation.ts';

/** What the strata of variants begin with; the id of their step follows. */
export const VARIANT = 'variant-';

/** The name under which a campaign's holdout is drawn: its own, or one that several campaigns share. */
export const campaignExperiment = (campaignId: string, shared: string | undefined): string =>
  `campaign-${shared ?? campaignId}`;

/** What a customer gets of a campaign, or would have got, had chance not held them out. */
interface Treatment {
  /** With its `offerId` where it was made. */
  readonly offered?: { readonly offer: string; readonly offerId?: string } | undefined;
  /** Of each step that tries several variants, the one of this customer. */
  readonly variants?: Readonly<Record<string, string>>;
}

/**
 * The part of a customer whom a campaign would write to, whichever way chance decided.
 * @param drawn the experiment, and where chance put the customer in it
 */
export function campaignParticipation(
  customer: Pick<Customer, 'id' | 'value' | 'tier' | 'lifeCycle'>,
  drawn: Pick<Participation, 'experiment' | 'arm' | 'at'>,
  { offered, variants = {} }: Treatment = {},
): Participation {
  return {
    ...drawn,
    customerId: customer.id,
    version: 1,
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
