import type { CatalogueOffer } from '../../../functions/domain/offer/catalogue.ts';
import { netValuePolicy } from '../../../functions/domain/offer/candidates.ts';
import { defaultCatalogue } from '../../../functions/domain/offer/default-catalogue.ts';
import type { OfferCustomer } from '../../../functions/domain/offer/eligibility.ts';
import type { Offer } from '../../../functions/domain/offer/offer.ts';
import type { PlanInput } from '../../../functions/domain/offer/plan.ts';
import { neverOffered } from '../../../functions/domain/offer/used-offers.ts';

export const now = '2026-11-23T10:00:00.000Z';

/** A silver customer with a contract of two years and 45.00 a month. */
export const aCustomer = (over: Partial<OfferCustomer> = {}): OfferCustomer => ({
  known: true,
  tier: 'silver',
  value: 60_000,
  lifeCycle: 'stable',
  tenureDays: 730,
  contractType: 'one-year',
  monthlyCharge: 4_500,
  spend12m: 54_000,
  ...over,
});

/** A service complaint of a customer who leaves with a chance of 40 %, drawn into the offer arm. */
export const aPlan = (over: Partial<PlanInput> = {}): PlanInput => ({
  catalogue: defaultCatalogue,
  policy: netValuePolicy,
  customer: aCustomer(),
  category: 'service.quality',
  churn: { probability: 0.4 },
  used: neverOffered,
  budget: { period: '2026-11', limit: 1_000_000, held: 0 },
  madeThisMonth: {},
  permission: 'allowed',
  learned: {},
  experiment: 'recovery-offer',
  holdoutShare: 0.1,
  draw: 0.5,
  seed: 0,
  at: now,
  ...over,
});

const words = { title: 'Gift', whatYouGet: '{amount} for you', conditions: ['Once'], why: 'Thank you' };

/** A gift of 10.00 that keeps half of those about to leave, for any complaint about service. */
export const aGift = (over: Partial<CatalogueOffer> = {}): CatalogueOffer => ({
  id: 'gift',
  version: 1,
  cost: { rule: 'fixed', amount: 1_000 },
  validForDays: 14,
  fulfilment: 'billing',
  eligibility: {
    categories: ['service'],
    needsContract: false,
    onlyOnce: false,
    maxPerYear: 1,
    strangers: false,
  },
  approvalThreshold: 5_000,
  prior: { a: 5, b: 5 },
  texts: { en: words, 'zh-Hans': words },
  ...over,
});

/** An open voucher, valid until 7 December. */
export const anOffer = (over: Partial<Offer> = {}): Offer => ({
  id: 'off_01JD8ZQ4X0000000000000000A',
  version: 1,
  caseId: 'cas_01JD8ZQ4X0000000000000000B',
  customerKey: 'cus_1001',
  catalogueId: 'voucher',
  catalogueVersion: 1,
  cost: 1_000,
  budgetPeriod: '2026-11',
  fulfilment: 'person',
  status: 'open',
  madeAt: now,
  validUntil: '2026-12-07T10:00:00.000Z',
  madeBy: 'policy',
  ...over,
});
