import type { Locale } from '../language.ts';

/** A fact of a customer in one language. */
export interface FactWords {
  /** Says the fact. `median` is that of the training data, for what is said by comparison. */
  readonly known: (value: number | string, median: number) => string;
  /** Says that we lack it. */
  readonly unknown: string;
  /** How a number of it is said by itself, where that is not the number. */
  readonly amount?: (value: number, median: number) => string;
}

export type Words = Readonly<Record<Locale, FactWords>>;

/** `3 months`, `1 month`. */
export const counted = (value: number | string, one: string): string =>
  `${value} ${one}${Number(value) === 1 ? '' : 's'}`;

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const ENDINGS = ['th', 'st', 'nd', 'rd'];

/** `third`, `21st`; the teens all end in `th`. */
function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  return ordinals[count - 1] ?? `${count}${(isTeen ? undefined : ENDINGS[count % 10]) ?? 'th'}`;
}

/** How often the usual, to a tenth. */
const times = (value: number | string, median: number): string => (Number(value) / median).toFixed(1);
const AS_USUAL = '1.0';

const contracts: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  'month-to-month': { en: 'month-to-month contract', 'zh-Hans': '按月合同' },
  'one-year': { en: 'one-year contract', 'zh-Hans': '一年期合同' },
  'two-year': { en: 'two-year contract', 'zh-Hans': '两年期合同' },
};

const contract = (value: number | string): Readonly<Record<Locale, string>> =>
  contracts[String(value).toLowerCase().replaceAll(' ', '-')] ?? {
    en: `${value} contract`,
    'zh-Hans': `合同类型 ${value}`,
  };

/** The features that our customer record computes. */
export const recordWords: Readonly<Record<string, Words>> = {
  tenureMonths: {
    en: {
      known: (value) =>
        Number(value) === 0 ? 'customer for less than a month' : `customer for ${counted(value, 'month')}`,
      unknown: 'not on record since when they are a customer',
    },
    'zh-Hans': {
      known: (value) => (Number(value) === 0 ? '成为客户不足 1 个月' : `成为客户 ${value} 个月`),
      unknown: '没有何时成为客户的记录',
    },
  },
  contractType: {
    en: { known: (value) => contract(value).en, unknown: 'no contract on record' },
    'zh-Hans': { known: (value) => contract(value)['zh-Hans'], unknown: '没有合同记录' },
  },
  monthlyCharge: {
    en: {
      known: (value, median) =>
        times(value, median) === AS_USUAL
          ? 'about the usual monthly charge'
          : `monthly charge ${times(value, median)} times the usual`,
      unknown: 'no comparable monthly charge on record',
      amount: (value, median) => `${times(value, median)} times`,
    },
    'zh-Hans': {
      known: (value, median) =>
        times(value, median) === AS_USUAL
          ? '月费与一般客户相当'
          : `月费是一般客户的 ${times(value, median)} 倍`,
      unknown: '没有可比较的月费记录',
      amount: (value, median) => `${times(value, median)} 倍`,
    },
  },
  ownCharge: {
    en: { known: (value) => `monthly charge ${value}`, unknown: 'no monthly charge on record' },
    'zh-Hans': { known: (value) => `月费 ${value}`, unknown: '没有月费记录' },
  },
  complaints90d: {
    en: {
      known: (value) => {
        const count = Number(value);
        if (count < 1) return 'no complaint in 90 days';
        return Number.isInteger(count)
          ? `${ordinal(count)} complaint in 90 days`
          : `${count} complaints in 90 days`;
      },
      unknown: 'no complaint history on record',
    },
    'zh-Hans': {
      known: (value) => (Number(value) < 1 ? '90 天内没有投诉' : `90 天内第 ${value} 次投诉`),
      unknown: '没有投诉历史记录',
    },
  },
  daysSinceLastOrder: {
    en: {
      known: (value) => (Number(value) < 1 ? 'last order today' : `last order ${counted(value, 'day')} ago`),
      unknown: 'no purchase record',
    },
    'zh-Hans': {
      known: (value) => (Number(value) < 1 ? '今天刚下单' : `上次下单在 ${value} 天前`),
      unknown: '没有购买记录',
    },
  },
  orders: {
    en: {
      known: (value) => (Number(value) < 1 ? 'no orders so far' : counted(value, 'order')),
      unknown: 'no purchase record',
    },
    'zh-Hans': {
      known: (value) => (Number(value) < 1 ? '尚无订单' : `共 ${value} 个订单`),
      unknown: '没有购买记录',
    },
  },
  satisfaction: {
    en: { known: (value) => `satisfaction ${value} of 5`, unknown: 'no survey answer on record' },
    'zh-Hans': { known: (value) => `满意度 ${value} 分（满分 5 分）`, unknown: '没有满意度调查记录' },
  },
};
