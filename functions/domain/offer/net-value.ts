import type { MinorUnits } from '../money.ts';
import type { CatalogueOffer } from './catalogue.ts';
import type { OfferCustomer } from './eligibility.ts';

/**
 * Cost of one acceptance in minor units, rounded up, or `undefined` where it hangs on a fact that we do not have:
 * an unknown cost is not a small one.
 */
export function costOf(offer: Pick<CatalogueOffer, 'cost'>, customer: OfferCustomer): MinorUnits | undefined {
  const cost = offer.cost;
  switch (cost.rule) {
    case 'fixed':
      return cost.amount;
    case 'share-of-monthly-charge':
      return customer.monthlyCharge === undefined ? undefined : roundUp(customer.monthlyCharge * cost.share);
    case 'share-of-spend': {
      if (customer.spend12m === undefined) return undefined;
      return Math.min(Math.max(roundUp(customer.spend12m * cost.share), cost.atLeast), cost.atMost);
    }
  }
}

/** Up, but not because 0.6 × 5000 is 3000.0000000000005 in binary. */
const roundUp = (amount: number): MinorUnits => Math.max(0, Math.ceil(amount - 1e-6));

/** Chances (0 to 1) that the customer is kept, and what the difference is worth. */
interface NetValue {
  readonly chanceWith: number;
  readonly chanceWithout: number;
  readonly expectedNetValue: MinorUnits;
}

/**
 * With `p` the chance that the customer leaves and `effect` the share of leavers the offer keeps:
 * chance kept without it 1 − p, with it 1 − p · (1 − effect), net value (with − without) · value − cost.
 * The whole cost is charged although not everyone accepts: those who would stay anyway accept too, and so the
 * estimate errs against making offers.
 */
export function netValueOf(
  churnProbability: number,
  effect: number,
  value: MinorUnits,
  cost: MinorUnits,
): NetValue {
  const chanceWithout = 1 - churnProbability;
  const chanceWith = 1 - churnProbability * (1 - effect);
  return {
    chanceWith,
    chanceWithout,
    expectedNetValue: Math.round((chanceWith - chanceWithout) * value) - cost,
  };
}
