import type { CatalogueOffer } from './catalogue.ts';
import texts from './default-texts.json' with { type: 'json' };
import type { Edition } from './edition.ts';

/**
 * The catalogue a firm starts with. Costs and priors are our judgement, not measurements: each prior is worth
 * 10 to 20 customers, so that the firm's own outcomes soon outweigh it.
 * No offer is open to `safety.injury` and `privacy.data`: goodwill there would read as hush money.
 */

const everyday = ['delivery', 'product', 'service', 'billing', 'account', 'other'];

/** A quarter of the default approval setting for one case; dearer offers are looked at by a second person. */
const withinRoutine = 2_500;

export const defaultCatalogue: readonly CatalogueOffer[] = [
  {
    id: 'apology-call',
    version: 1,
    cost: { rule: 'fixed', amount: 400 },
    validForDays: 14,
    fulfilment: 'person',
    eligibility: {
      categories: everyday,
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 2,
      strangers: true,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 2, b: 18 },
    texts: texts['apology-call'],
  },
  {
    id: 'express-upgrade',
    version: 1,
    cost: { rule: 'fixed', amount: 600 },
    validForDays: 30,
    fulfilment: 'billing',
    eligibility: {
      categories: ['delivery', 'product'],
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 3,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 3, b: 17 },
    texts: texts['express-upgrade'],
  },
  {
    id: 'fee-refund',
    version: 1,
    cost: { rule: 'fixed', amount: 500 },
    validForDays: 14,
    fulfilment: 'billing',
    eligibility: {
      categories: ['billing', 'delivery', 'service', 'account'],
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 2,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 3, b: 14 },
    texts: texts['fee-refund'],
  },
  {
    id: 'voucher',
    version: 1,
    cost: { rule: 'fixed', amount: 1_000 },
    validForDays: 30,
    fulfilment: 'voucher',
    eligibility: {
      categories: everyday,
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 2,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 4, b: 16 },
    texts: texts['voucher'],
  },
  {
    id: 'next-order-discount',
    version: 1,
    cost: { rule: 'share-of-spend', share: 0.02, atLeast: 300, atMost: 5_000 },
    validForDays: 30,
    fulfilment: 'voucher',
    eligibility: {
      categories: ['delivery', 'product', 'service', 'other'],
      lifeCycles: ['forming', 'stable', 'declining', 'lost'],
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 2,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 3, b: 13 },
    texts: texts['next-order-discount'],
  },
  {
    id: 'bill-discount',
    version: 1,
    cost: { rule: 'share-of-monthly-charge', share: 0.6 },
    validForDays: 14,
    fulfilment: 'billing',
    eligibility: {
      categories: ['service', 'billing', 'contract', 'account', 'campaign'],
      minTenureDays: 90,
      needsContract: true,
      onlyOnce: false,
      maxPerYear: 1,
      strangers: false,
    },
    approvalThreshold: 6_000,
    prior: { a: 4, b: 12 },
    texts: texts['bill-discount'],
  },
  {
    id: 'service-upgrade',
    version: 1,
    cost: { rule: 'share-of-monthly-charge', share: 0.5 },
    validForDays: 14,
    fulfilment: 'billing',
    eligibility: {
      categories: ['service', 'contract', 'campaign'],
      tiers: ['diamond', 'gold', 'silver'],
      minTenureDays: 90,
      needsContract: true,
      onlyOnce: false,
      maxPerYear: 1,
      strangers: false,
    },
    approvalThreshold: 6_000,
    prior: { a: 3, b: 9 },
    texts: texts['service-upgrade'],
  },
  {
    id: 'free-month',
    version: 1,
    cost: { rule: 'share-of-monthly-charge', share: 1 },
    validForDays: 14,
    fulfilment: 'billing',
    eligibility: {
      categories: ['service', 'billing', 'contract', 'campaign'],
      minTenureDays: 180,
      needsContract: true,
      onlyOnce: true,
      maxPerYear: 1,
      strangers: false,
    },
    approvalThreshold: 6_000,
    prior: { a: 5, b: 11 },
    texts: texts['free-month'],
  },
  {
    id: 'pause',
    version: 1,
    cost: { rule: 'share-of-monthly-charge', share: 0.75 },
    validForDays: 14,
    fulfilment: 'billing',
    eligibility: {
      categories: ['contract', 'billing', 'campaign'],
      needsContract: true,
      onlyOnce: false,
      maxPerYear: 1,
      strangers: false,
    },
    approvalThreshold: 6_000,
    prior: { a: 5, b: 10 },
    texts: texts['pause'],
  },
  {
    id: 'loyalty-points',
    version: 1,
    cost: { rule: 'fixed', amount: 300 },
    validForDays: 30,
    fulfilment: 'points',
    eligibility: {
      categories: everyday,
      lifeCycles: ['forming', 'stable', 'declining'],
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 3,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 2, b: 14 },
    texts: texts['loyalty-points'],
  },
  {
    id: 'account-manager-call',
    version: 1,
    cost: { rule: 'fixed', amount: 2_500 },
    validForDays: 14,
    fulfilment: 'person',
    eligibility: {
      categories: [...everyday, 'contract'],
      tiers: ['diamond', 'gold'],
      needsContract: false,
      onlyOnce: false,
      maxPerYear: 4,
      strangers: false,
    },
    approvalThreshold: withinRoutine,
    prior: { a: 4, b: 10 },
    texts: texts['account-manager-call'],
  },
];

/** What is in force until a firm applies a catalogue of its own. */
export const shippedEdition: Edition = {
  edition: 0,
  offersPerYear: 3,
  warnAtShare: 0.8,
  offers: [...defaultCatalogue],
};
