import type { CatalogueOffer } from './catalogue.ts';
import type { OfferText } from './offer-text.ts';
import type { Edition } from './edition.ts';

/**
 * The catalogue a firm starts with. Costs and priors are our judgement, not measurements: each prior is worth
 * 10 to 20 customers, so that the firm's own outcomes soon outweigh it.
 * No offer is open to `safety.injury` and `privacy.data`: goodwill there would read as hush money.
 */

const onTop = {
  en: 'You told us that something went wrong. This is a thank-you for giving us the chance to put it right; it comes on top of what we owe you.',
  'zh-Hans': '您告诉我们出现了问题。感谢您给我们改正的机会；这份心意不影响我们应给您的补偿，是额外提供的。',
} as const;

const staying = {
  en: 'We would like to keep you as a customer. It is a choice: you can decline it, or end your contract, with the same link.',
  'zh-Hans': '我们希望继续为您服务。这完全由您选择：您可以用同一链接谢绝，或随时终止合同。',
} as const;

const text = (
  why: OfferText['why'],
  title: string,
  whatYouGet: string,
  ...conditions: readonly string[]
): OfferText => ({ title, whatYouGet, conditions: [...conditions], why });

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
    texts: {
      en: text(
        onTop.en,
        'A personal call from our team',
        'A member of our team calls you, listens to what went wrong and tells you what we change because of it.',
        'We call on a working day, at a time you choose.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '客服专员致电道歉',
        '我们的专员会致电给您，听取问题经过，并告诉您我们将如何改进。',
        '我们会在工作日、您方便的时间致电。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        'Express delivery at our cost',
        'Your replacement, or your next order if nothing is replaced, travels by express and you pay nothing for it.',
        'One parcel within our delivery area.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '免费升级特快配送',
        '您的换货（如无需换货，则为下一笔订单）将由特快配送，费用由我们承担。',
        '限配送范围内的一个包裹。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        '{amount} back as goodwill',
        'We pay {amount} back the way you paid us.',
        'Paid within five working days after you accept.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '退还 {amount} 以表歉意',
        '我们将按您的原付款方式退还 {amount}。',
        '在您接受后五个工作日内退还。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        'A voucher of {amount}',
        '{amount} off any order or bill, whatever its size.',
        'Use it once within 12 months after you accept.',
        'It cannot be exchanged for cash.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '{amount} 代金券',
        '任意订单或账单均可抵扣 {amount}，无最低消费。',
        '接受后 12 个月内可使用一次。',
        '不可兑换现金。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        '{amount} off your next order',
        'Your next order costs {amount} less.',
        'For one order within 6 months after you accept.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '下一笔订单立减 {amount}',
        '您的下一笔订单可减免 {amount}。',
        '接受后 6 个月内限用一次。',
      ),
    },
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
    texts: {
      en: text(
        staying.en,
        '20 % off your next three bills',
        'Your next three monthly bills are 20 % lower.',
        'Your contract does not get longer.',
        'You can still cancel at any time under your contract.',
      ),
      'zh-Hans': text(
        staying['zh-Hans'],
        '接下来三期账单八折',
        '您接下来的三个月账单均享八折。',
        '合同期限不会因此延长。',
        '您仍可按合同随时终止服务。',
      ),
    },
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
    texts: {
      en: text(
        staying.en,
        'The next better plan for six months',
        'You get the next better plan for six months at the price you pay now.',
        'After six months you return to your plan by itself; nothing to cancel.',
        'Your contract does not get longer.',
      ),
      'zh-Hans': text(
        staying['zh-Hans'],
        '免费升级套餐六个月',
        '六个月内以现价使用更高一档的套餐。',
        '六个月后自动恢复原套餐，无需办理。',
        '合同期限不会因此延长。',
      ),
    },
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
    texts: {
      en: text(
        staying.en,
        'A month on us',
        'We waive your next monthly charge.',
        'Your contract does not get longer.',
        'You can still cancel at any time under your contract.',
      ),
      'zh-Hans': text(
        staying['zh-Hans'],
        '免费使用一个月',
        '我们将免除您下一个月的月费。',
        '合同期限不会因此延长。',
        '您仍可按合同随时终止服务。',
      ),
    },
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
    texts: {
      en: text(
        staying.en,
        'A pause instead of an end',
        'Your contract rests for up to three months. You pay nothing in that time and keep your number and price.',
        'You choose when it starts again; we write to you before it does.',
        'You can still cancel, during the pause too.',
      ),
      'zh-Hans': text(
        staying['zh-Hans'],
        '先暂停，不必终止',
        '您的合同最多可暂停三个月。暂停期间免费，并保留号码和价格。',
        '何时恢复由您决定；恢复前我们会通知您。',
        '暂停期间您仍可随时终止合同。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        'Points worth {amount}',
        'We credit loyalty points worth {amount} to your account.',
        'Credited on the day you accept; they expire like your other points.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '价值 {amount} 的会员积分',
        '我们将向您的账户赠送价值 {amount} 的会员积分。',
        '接受当日到账；有效期与您的其他积分相同。',
      ),
    },
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
    texts: {
      en: text(
        onTop.en,
        'A talk with a manager of your own',
        'A manager takes charge of your account, calls you within two working days and stays your contact.',
        'Costs you nothing and binds you to nothing.',
      ),
      'zh-Hans': text(
        onTop['zh-Hans'],
        '专属客户经理',
        '客户经理将负责您的账户，两个工作日内致电，并作为您今后的联系人。',
        '不收取任何费用，也不附带任何义务。',
      ),
    },
  },
];

/** What is in force until a firm applies a catalogue of its own. */
export const shippedEdition: Edition = {
  edition: 0,
  offersPerYear: 3,
  warnAtShare: 0.8,
  offers: [...defaultCatalogue],
};
