import type { Customer } from '../customer/customer.ts';
import type { CampaignOutcome } from './campaign.ts';

/** Why we do not write, or `mail`. */
export type Verdict = 'mail' | Exclude<CampaignOutcome, 'sent' | 'unconfirmed'>;

/** What the record alone says: decided first, because it costs nothing to look at. */
export function silentByRecord(
  customer: Pick<Customer, 'emails' | 'marketingConsent'>,
): 'no-address' | 'no-consent' | undefined {
  if (!customer.marketingConsent) return 'no-consent';
  return customer.emails.length === 0 ? 'no-address' : undefined;
}

export interface Circumstances {
  readonly hasOpenComplaint: boolean;
  /** Chance that the customer leaves, 0 to 1. */
  readonly probability: number;
  readonly isUnsubscribed: boolean;
  /** A number in [0, 1) from a keyed hash of campaign kind and customer: random, and the same every time. */
  readonly draw: number;
}

export interface CampaignRules {
  readonly riskFrom: number;
  readonly holdoutShare: number;
}

/**
 * Whether a risk campaign writes to a customer who agreed to marketing. Nobody with an open complaint is sold anything,
 * whatever the risk; the holdout is drawn last, so that it is a share of those who would have been written to.
 */
export function consider(circumstances: Circumstances, rules: CampaignRules): Verdict {
  if (circumstances.hasOpenComplaint) return 'open-complaint';
  if (circumstances.probability < rules.riskFrom) return 'low-risk';
  if (circumstances.isUnsubscribed) return 'unsubscribed';
  return circumstances.draw < rules.holdoutShare ? 'holdout' : 'mail';
}
