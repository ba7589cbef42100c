import type { OfferLimits } from '../domain/case/change.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';

/** Offers that were made, what they hold of the budget, and what counts against a customer's limits. */
export interface Offers {
  byId(offerId: string): Promise<Offer | undefined>;
  /** Offers made by people whose time was over between two instants, in that order. */
  due(since: Instant, until: Instant): Promise<readonly Offer[]>;
  /** Minor units held or spent in a budget period, and the customer's limits, in one read. */
  standing(
    customerKey: string,
    budgetPeriod: string,
  ): Promise<{ readonly held: number; readonly limits: OfferLimits }>;
}
