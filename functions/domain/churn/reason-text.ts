import type { Locale } from '../language.ts';
import type { FeatureProfile } from './feature-profile.ts';
import { shippedWords } from './shipped-words.ts';

type Value = number | string | null;

/** How one feature is said: `known` names the fact, `unknown` says what we lack. */
interface Words {
  readonly known: (value: number | string, median: number) => string;
  readonly unknown: string;
}

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
const ordinal = (count: number): string => ordinals[count - 1] ?? `${count}th`;

/** `3 months`, `1 month`. */
const counted = (value: number | string, one: string): string =>
  `${value} ${one}${Number(value) === 1 ? '' : 's'}`;

const times = (value: number | string, median: number): string => (Number(value) / median).toFixed(1);

const contractsZh: Readonly<Record<string, string>> = {
  'month-to-month': '按月',
  'one-year': '一年期',
  'two-year': '两年期',
};

const english: Readonly<Record<string, Words>> = {
  tenureMonths: {
    known: (value) =>
      Number(value) === 0 ? 'customer for less than a month' : `customer for ${counted(value, 'month')}`,
    unknown: 'start of the relationship not on record',
  },
  contractType: { known: (value) => `${value} contract`, unknown: 'no contract on record' },
  monthlyCharge: {
    known: (value, median) => `monthly charge ${times(value, median)} times the usual`,
    unknown: 'no comparable monthly charge on record',
  },
  ownCharge: {
    known: (value) => `monthly charge ${value}`,
    unknown: 'no monthly charge on record',
  },
  complaints90d: {
    known: (value) =>
      Number(value) < 1 ? 'no complaint in 90 days' : `${ordinal(Number(value))} complaint in 90 days`,
    unknown: 'no complaint history on record',
  },
  daysSinceLastOrder: {
    known: (value) => (Number(value) < 1 ? 'last order today' : `last order ${counted(value, 'day')} ago`),
    unknown: 'no purchase record',
  },
  orders: {
    known: (value) => (Number(value) < 1 ? 'no orders so far' : counted(value, 'order')),
    unknown: 'no purchase record',
  },
  satisfaction: { known: (value) => `satisfaction ${value} of 5`, unknown: 'no survey answer on record' },
};

const chinese: Readonly<Record<string, Words>> = {
  tenureMonths: {
    known: (value) => (Number(value) === 0 ? '成为客户不足 1 个月' : `成为客户 ${value} 个月`),
    unknown: '没有建立关系的日期记录',
  },
  contractType: {
    known: (value) => `${contractsZh[value] ?? value}合同`,
    unknown: '没有合同记录',
  },
  monthlyCharge: {
    known: (value, median) => `月费为平常的 ${times(value, median)} 倍`,
    unknown: '没有可比的月费记录',
  },
  ownCharge: { known: (value) => `月费 ${value}`, unknown: '没有月费记录' },
  complaints90d: {
    known: (value) => (Number(value) < 1 ? '90 天内没有投诉' : `90 天内第 ${value} 次投诉`),
    unknown: '没有投诉历史记录',
  },
  daysSinceLastOrder: {
    known: (value) => (Number(value) < 1 ? '今天刚下单' : `上次下单在 ${value} 天前`),
    unknown: '没有购买记录',
  },
  orders: {
    known: (value) => (Number(value) < 1 ? '尚无订单' : `共 ${value} 个订单`),
    unknown: '没有购买记录',
  },
  satisfaction: { known: (value) => `满意度 ${value} 分（满分 5 分）`, unknown: '没有调查回答记录' },
};

/** A feature of a firm's own model has no words of ours: its name and value speak. */
function plain(name: string, language: Locale): Words {
  const shipped = shippedWords(name, null, language);
  return shipped === undefined
    ? {
        known: (value) => `${name} ${value}`,
        unknown: language === 'en' ? `${name} not on record` : `没有 ${name} 记录`,
      }
    : { known: (value) => shippedWords(name, value, language) ?? '', unknown: shipped };
}

/** Below this a contribution would read as `+0.0`; it moves a probability by about one point at most. */
const NOTICEABLE = 0.05;

/** Nearer than this to the middle between two tenths the digits decide, and not a multiplication. */
const NEARLY_HALF = 1e-6;

/** One digit after the point. What a table of a million customers says twenty times a row is not worked out anew. */
const tenths = Array.from({ length: 100 }, (_, count) => (count / 10).toFixed(1));
function oneDigit(amount: number): string {
  const scaled = amount * 10;
  const whole = Math.floor(scaled);
  const isNearlyHalf = Math.abs(scaled - whole - 0.5) < NEARLY_HALF;
  return (isNearlyHalf ? undefined : tenths[Math.round(scaled)]) ?? amount.toFixed(1);
}

function effect(contribution: number, language: Locale): string {
  const amount = Math.abs(contribution);
  if (amount < NOTICEABLE) return language === 'en' ? ': hardly any effect' : '：几乎没有影响';
  const sign = contribution > 0 ? '+' : '-';
  return (language === 'en' ? ': ' : '：') + sign + oneDigit(amount);
}

/** In a scorecard the unknown adds nothing; a model of a firm's own history may have learned what it means there. */
function effectOfUnknown(contribution: number, language: Locale): string {
  if (contribution !== 0) return effect(contribution, language);
  return language === 'en' ? ': base rate' : '：按基准率';
}

/** Said when a number lies outside what the model has seen, because its contribution is then that of the nearest. */
function clampNote(
  [least, most]: readonly [number, number],
  value: number | string,
  language: Locale,
): string {
  if (typeof value === 'string') return '';
  if (value > most)
    return language === 'en'
      ? `, counted as ${most}, the most this model has seen`
      : `（按模型见过的最大值 ${most} 计）`;
  if (value < least)
    return language === 'en'
      ? `, counted as ${least}, the least this model has seen`
      : `（按模型见过的最小值 ${least} 计）`;
  return '';
}

const MS_PER_DAY = 86_400_000;

/** A day that is counted since 1970-01-01, as it is written. */
const dayOf = (count: number): string => new Date(count * MS_PER_DAY).toISOString().slice(0, 10);

/** Says in words what a value of one feature contributes. */
export type ReasonTeller = (value: Value, contribution: number) => string;

/** What tells the reasons of one feature; made once for many rows. */
export function reasonTeller(feature: FeatureProfile, language: Locale): ReasonTeller {
  const words = (language === 'en' ? english : chinese)[feature.name] ?? plain(feature.name, language);
  const unknown = (contribution: number) => words.unknown + effectOfUnknown(contribution, language);
  if (feature.kind === 'number') {
    const { range, median, unit } = feature;
    return (value, contribution) =>
      value === null
        ? unknown(contribution)
        : words.known(unit === 'day' ? dayOf(Number(value)) : value, median) +
          clampNote(range, value, language) +
          effect(contribution, language);
  }
  const facts = new Map(feature.categories.map((category) => [category, words.known(category, 1)]));
  return (value, contribution) => {
    if (value === null) return unknown(contribution);
    const category = feature.categoryOf(String(value));
    const known = category === undefined ? undefined : facts.get(category);
    if (known !== undefined) return known + effect(contribution, language);
    const fact = words.known(value, 1);
    const stranger = language === 'en' ? `${fact}, unknown to this model` : `${fact}，模型不认识`;
    return stranger + effectOfUnknown(contribution, language);
  };
}

/** One reason in words a handler reads out, such as `third complaint in 90 days: +0.9`. */
export const reasonText = (
  feature: FeatureProfile,
  value: Value,
  contribution: number,
  language: Locale,
): string => reasonTeller(feature, language)(value, contribution);

/** The reason `other`: what `count` further features add up to. */
export const restText = (count: number, contribution: number, language: Locale): string =>
  (language === 'en' ? `${counted(count, 'other fact')} together` : `其余 ${count} 项合计`) +
  effect(contribution, language);
