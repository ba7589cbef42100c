import type { OfferLimits, OfferReservation } from '../domain/case/change.ts';
import type { Assessment } from '../domain/case/case.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { isNotToBeDisturbed } from '../domain/customer/do-not-disturb.ts';
import { daysBetween, startOf, type Instant } from '../domain/instant.ts';
import { meanOf, segmentOf, type Weighed as WeighedOffer } from '../domain/offer/belief.ts';
import { budgetPeriodOf } from '../domain/offer/budget.ts';
import { netValuePolicy, type OfferSituation } from '../domain/offer/candidates.ts';
import { defaultValueTerms } from '../domain/customer/value.ts';
import type { Candidate } from '../domain/offer/decision.ts';
import type { Edition } from '../domain/offer/edition.ts';
import { isForOccasion } from '../domain/offer/eligibility.ts';
import { limitPerMonthOf } from '../domain/offer/new-offer.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { usedOffers } from '../domain/offer/used-offers.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Offers } from '../ports/offers.ts';
import type { Digests } from '../ports/world.ts';

export interface WeighDeps {
  readonly offers: Pick<Offers, 'standing'>;
  readonly digests: Pick<Digests, 'hash'>;
  readonly catalogues: Pick<Catalogues, 'edition'>;
  readonly firm: { readonly settings: Pick<RuntimeSettings, 'approvalThreshold' | 'offerBudget'> };
}

/** Everything the choice of an offer looks at, and the limits row to reserve against. */
export interface Weighed {
  readonly situation: OfferSituation;
  readonly limits: OfferLimits;
  /** The catalogue that was weighed. */
  readonly edition: Edition;
  readonly customerKey: string;
}

/** A customer is counted by their id; a stranger by a hash of the address, so that no key carries an address. */
const customerKeyOf = (
  digests: Pick<Digests, 'hash'>,
  customerId: string | undefined,
  email: string,
): string => customerId ?? `address-${digests.hash('customer', email)}`;

/** @param about `mayBeLate`: at half the price, where holding the offer asks again whether budget and limits allow it */
export async function weighOffers(
  deps: WeighDeps,
  assessed: {
    readonly customer: Customer | undefined;
    readonly assessment: Pick<Assessment, 'tier' | 'probability'>;
  },
  about: { readonly email: string; readonly category: string; readonly mayBeLate?: boolean },
  at: Instant,
): Promise<Weighed> {
  const { settings } = deps.firm;
  const { customer } = assessed;
  const customerKey = customerKeyOf(deps.digests, customer?.id, about.email);
  const period = budgetPeriodOf(at);
  const segment = segmentOf(assessed.assessment.tier);
  const { held, limits, ...standing } = await deps.offers.standing(
    customerKey,
    period,
    segment,
    about.mayBeLate,
  );
  const edition = await deps.catalogues.edition(standing.edition);
  if (!edition)
    throw new Error(`edition ${standing.edition} of the catalogue is in force and not in the store`);
  const made = Object.values(limits.made);
  return {
    customerKey,
    limits,
    edition,
    situation: {
      catalogue: edition.offers.filter((offer) => isForOccasion(offer, about.category)),
      policy: {
        ...netValuePolicy,
        offersPerYear: edition.offersPerYear,
        approvalThreshold: settings.approvalThreshold,
      },
      customer: {
        known: customer !== undefined,
        tier: assessed.assessment.tier,
        value: customer?.value ?? defaultValueTerms.typicalValue,
        lifeCycle: customer?.lifeCycle,
        tenureDays: customer?.since === undefined ? undefined : daysBetween(startOf(customer.since), at),
        contractType: customer?.contractType,
        monthlyCharge: customer?.monthlyCharge,
        spend12m: customer?.spend12m,
      },
      category: about.category,
      churn: { probability: assessed.assessment.probability },
      used: usedOffers(
        made,
        made.some((offer) => offer.open),
        at,
      ),
      budget: { period, limit: edition.budgetPerMonth ?? settings.offerBudget, held },
      madeThisMonth: standing.made,
      permission: customer && isNotToBeDisturbed(customer.attributes) ? 'do-not-disturb' : 'allowed',
      learned: standing.learned,
    },
  };
}

/** What a candidate was weighed on, to be kept with the offer it becomes. */
export const weighedOf = (
  weighed: Weighed,
  { belief, chanceWithout }: Candidate,
): WeighedOffer | undefined =>
  belief === undefined || chanceWithout === undefined
    ? undefined
    : { segment: segmentOf(weighed.situation.customer.tier), chanceWithout, effect: meanOf(belief) };

/** Holds an offer against what was weighed: the write fails when budget or limits have moved meanwhile. */
export function reservationOf(weighed: Weighed, offer: Offer): OfferReservation {
  const limitPerMonth = limitPerMonthOf(weighed.edition, offer.catalogueId);
  return {
    kind: 'reserve',
    offer,
    budgetLimit: weighed.situation.budget.limit,
    warnAt: Math.ceil(weighed.situation.budget.limit * weighed.edition.warnAtShare),
    ...(limitPerMonth !== undefined && { limitPerMonth }),
    limits: weighed.limits,
  };
}
