import type { OfferLimits, OfferSettling } from '../domain/case/change.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Learned } from '../domain/offer/belief.ts';
import type { Voucher } from '../domain/offer/voucher.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Page } from './cases.ts';

/** What an offer is weighed against; amounts in minor units. */
interface Standing {
  readonly held: number;
  /** Minor units of it that customers have got. */
  readonly spent: number;
  /** Catalogue id → offers that count in the period. */
  readonly made: Readonly<Record<string, number>>;
  readonly limits: OfferLimits;
  readonly edition: number;
  /** What outcomes have taught about the offers in the segment. */
  readonly learned: Learned;
}

/** Offers that were made, what they hold of the budget, and what counts against a customer's limits. */
export interface Offers {
  byId(offerId: string): Promise<Offer | undefined>;
  /**
   * Open offers whose time was over, those that were approved and did not go out in time, and grants nobody had answered,
   * between two instants, in that order.
   */
  due(since: Instant, until: Instant): Promise<readonly Offer[]>;
  /** A voucher by its code. */
  voucher(code: string): Promise<Voucher | undefined>;
  /** Uses a voucher up, once. @returns it as it is then, used for what came first; undefined when there is none */
  redeem(code: string, usedFor: string, at: Instant): Promise<Voucher | undefined>;
  /**
   * In one read what an offer is weighed against: minor units held or spent in a budget period and offers of each kind
   * made in it, the customer's limits, which edition of the catalogue is in force (0: the one we ship), and what was
   * learned in a segment, where one is given.
   * @param mayBeLate at half the price, where a change of a moment ago may be missing: holding an offer asks again
   */
  standing(
    customerKey: string,
    budgetPeriod: string,
    segment?: string,
    mayBeLate?: boolean,
  ): Promise<Standing>;
}

/** Offers of campaigns that wait for a second person, those first that wait no longer soonest. */
export interface Approvals {
  waiting(cursor?: string, limit?: number): Promise<Page<Offer>>;
  /** Those that had waited until then or longer, longest first, and no more than one sweep can take back. */
  ended(until: Instant, limit?: number): Promise<readonly Offer[]>;
}

/** Offers that campaigns made, as long as they are on no case; one on a case changes with it. */
export interface CampaignOffers {
  /**
   * Settles an offer that is on no case, with what happened to it, if nobody changed it since it was read.
   */
  settle(change: OfferSettling, facts: readonly Fact[]): Promise<'saved' | 'answered'>;
  /** Keeps the choice that ended in no offer of a campaign, under the id the offer would have had. The first one stands. */
  noteChoice(fact: Fact): Promise<'noted' | 'known'>;
}
