import type { Instant } from '../instant.ts';
import type { CampaignMailId } from './own-marks.ts';

/** What somebody between us and the recipient says of one mail to one address. */
export interface DeliveryReport {
  /** Names the report, so that it counts once however often it comes. */
  readonly id: string;
  /** Lower case. */
  readonly address: string;
  /** `bounced`: this mailbox does not exist. `undelivered`: not this time. `complained`: called spam by its owner. */
  readonly what: 'bounced' | 'undelivered' | 'complained';
  readonly at: Instant;
  /** The Message-ID of the mail as the recipient saw it, with angle brackets. */
  readonly messageId?: string;
  /** The case that the mail was about, where the report says so in a way that only we could have written. */
  readonly caseId?: string;
  /** The campaign mail it was, where the report says so. Whether we wrote it to that address is looked up. */
  readonly campaign?: CampaignMailId;
}

/** Mail that did not arrive so often within the window does not arrive. */
export const UNDELIVERED_LIMIT = 3;
export const UNDELIVERED_WINDOW_DAYS = 14;
