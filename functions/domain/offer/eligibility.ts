import * as z from 'zod';
import { namesContract } from '../customer/contract.ts';
import type { LifeCycle, Tier } from '../customer/customer.ts';
import type { Locale } from '../language.ts';
import type { MinorUnits } from '../money.ts';
import type { CatalogueOffer } from './catalogue.ts';
import type { UsedOffers } from './used-offers.ts';

/** What the choice of an offer may look at. Amounts in minor units; an absent fact is unknown, not zero. */
export interface OfferCustomer {
  /** False for somebody whom we could not match to a customer record. */
  readonly known: boolean;
  readonly tier: Tier;
  readonly value: MinorUnits;
  readonly lifeCycle?: LifeCycle | undefined;
  readonly tenureDays?: number | undefined;
  readonly contractType?: string | undefined;
  readonly monthlyCharge?: MinorUnits | undefined;
  readonly spend12m?: MinorUnits | undefined;
}

/** Why an offer is not for this customer now; the first rule that says no. */
export const whyNots = [
  'stranger',
  'category',
  'tier',
  'life-cycle',
  'tenure',
  'no-contract',
  'used-before',
  'used-too-often',
  'yearly-limit',
  'monthly-limit',
  'offer-open',
  'cost-unknown',
  'does-not-pay',
  'over-budget',
  'budget-paced',
  'over-limit',
] as const;
export const whyNotSchema = z.enum(whyNots);
export type WhyNot = z.infer<typeof whyNotSchema>;

/** Words for the person who sees the ranked offers. */
export const whyNotWords = {
  stranger: { en: 'Only for customers we can match to a record', 'zh-Hans': '仅限有客户档案的客户' },
  category: { en: 'Not offered for this kind of complaint', 'zh-Hans': '不适用于此类投诉' },
  tier: { en: 'Not offered to this tier', 'zh-Hans': '不适用于该客户等级' },
  'life-cycle': {
    en: 'Not offered at this stage of the relationship',
    'zh-Hans': '不适用于客户当前所处阶段',
  },
  tenure: { en: 'Not a customer for long enough', 'zh-Hans': '成为客户的时间不足' },
  'no-contract': { en: 'Needs a running contract', 'zh-Hans': '需有有效合同' },
  'used-before': { en: 'Can be had only once', 'zh-Hans': '每位客户仅限一次' },
  'used-too-often': { en: 'Had as often as one year allows', 'zh-Hans': '已达该优惠的年度次数上限' },
  'yearly-limit': { en: 'Had as many offers as one year allows', 'zh-Hans': '已达年度优惠总次数上限' },
  'monthly-limit': { en: 'Made as often as one month allows', 'zh-Hans': '已达本月发放上限' },
  'offer-open': { en: 'Another offer waits for an answer', 'zh-Hans': '已有待答复的优惠' },
  'cost-unknown': { en: 'Its cost hangs on a fact we do not have', 'zh-Hans': '缺少计算成本所需的信息' },
  'does-not-pay': { en: 'Would cost more than it is expected to keep', 'zh-Hans': '预期收益低于成本' },
  'over-budget': { en: 'The budget of this month does not cover it', 'zh-Hans': '超出本月预算' },
  'budget-paced': {
    en: 'The money of this month is kept for offers that bring more',
    'zh-Hans': '本月预算留给收益更高的优惠',
  },
  'over-limit': { en: 'Dearer than you may offer', 'zh-Hans': '超出您的权限额度' },
} as const satisfies Record<WhyNot, Record<Locale, string>>;

/** What the list of categories calls an offer that a campaign makes, where there is no complaint. */
export const CAMPAIGN_CATEGORY = 'campaign';

/** Campaigns look at what they may make alone, and complaints not at what only campaigns make: neither could be made. */
export const isForOccasion = (
  { eligibility: { categories } }: Pick<CatalogueOffer, 'eligibility'>,
  category: string,
): boolean =>
  category === CAMPAIGN_CATEGORY
    ? categories.includes(CAMPAIGN_CATEGORY)
    : categories.some((one) => one !== CAMPAIGN_CATEGORY);

const matches = (category: string, allowed: string): boolean =>
  category === allowed || category.startsWith(`${allowed}.`);

/**
 * The rules of the catalogue for one offer: `undefined` when it may be made.
 * `offersPerYear` limits all offers to one customer together.
 */
export function whyNotEligible(
  offer: Pick<CatalogueOffer, 'id' | 'eligibility'>,
  customer: OfferCustomer,
  category: string,
  used: UsedOffers,
  offersPerYear: number,
): WhyNot | undefined {
  const rule = offer.eligibility;
  if (!customer.known && !rule.strangers) return 'stranger';
  if (!rule.categories.some((allowed) => matches(category, allowed))) return 'category';
  if (rule.tiers !== undefined && !rule.tiers.includes(customer.tier)) return 'tier';
  if (
    rule.lifeCycles !== undefined &&
    (customer.lifeCycle === undefined || !rule.lifeCycles.includes(customer.lifeCycle))
  ) {
    return 'life-cycle';
  }
  if (
    rule.minTenureDays !== undefined &&
    (customer.tenureDays === undefined || customer.tenureDays < rule.minTenureDays)
  ) {
    return 'tenure';
  }
  if (rule.needsContract && !namesContract(customer.contractType)) return 'no-contract';
  if (rule.onlyOnce && used.ever.includes(offer.id)) return 'used-before';
  if ((used.lastYear[offer.id] ?? 0) >= rule.maxPerYear) return 'used-too-often';
  if (total(used) >= offersPerYear) return 'yearly-limit';
  return used.open ? 'offer-open' : undefined;
}

const total = (used: UsedOffers): number =>
  Object.values(used.lastYear).reduce((sum, count) => sum + count, 0);
