import type { Locale } from '../language.ts';
import { fieldOf, type SegmentField } from './fields.ts';
import type { SegmentCondition, SegmentOp, SegmentRule, SegmentScalar } from './rule.ts';

type Phrase = (value: string) => string;

const phrases: Readonly<Record<Locale, Readonly<Record<SegmentOp, Phrase>>>> = {
  en: {
    '=': (value) => `is ${value}`,
    '!=': (value) => `is not ${value}`,
    '<': (value) => `is below ${value}`,
    '<=': (value) => `is at most ${value}`,
    '>': (value) => `is above ${value}`,
    '>=': (value) => `is at least ${value}`,
    in: (value) => `is one of ${value}`,
    'not-in': (value) => `is none of ${value}`,
    known: () => 'is known',
    unknown: () => 'is not known',
    'within-days': (value) => `lies within the last ${value} days`,
    'older-than-days': (value) => `lies more than ${value} days back`,
    'in-next-days': (value) => `lies within the next ${value} days`,
    'falls-today': () => 'falls on today',
    'falls-in-next-days': (value) => `falls within the next ${value} days`,
  },
  'zh-Hans': {
    '=': (value) => `为${value}`,
    '!=': (value) => `不为${value}`,
    '<': (value) => `低于${value}`,
    '<=': (value) => `不高于${value}`,
    '>': (value) => `高于${value}`,
    '>=': (value) => `不低于${value}`,
    in: (value) => `为以下之一：${value}`,
    'not-in': (value) => `不属于：${value}`,
    known: () => '已知',
    unknown: () => '未知',
    'within-days': (value) => `在过去${value}天内`,
    'older-than-days': (value) => `早于${value}天前`,
    'in-next-days': (value) => `在未来${value}天内`,
    'falls-today': () => '正逢今天',
    'falls-in-next-days': (value) => `在未来${value}天内到来`,
  },
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How days are compared: before and after, not below and above. */
const dayPhrases: Readonly<Record<Locale, Readonly<Partial<Record<SegmentOp, Phrase>>>>> = {
  en: {
    '<': (value) => `is before ${value}`,
    '<=': (value) => `is on or before ${value}`,
    '>': (value) => `is after ${value}`,
    '>=': (value) => `is on or after ${value}`,
  },
  'zh-Hans': {
    '<': (value) => `早于${value}`,
    '<=': (value) => `不晚于${value}`,
    '>': (value) => `晚于${value}`,
    '>=': (value) => `不早于${value}`,
  },
};

const flags: Readonly<Record<Locale, readonly [string, string]>> = {
  en: ['yes', 'no'],
  'zh-Hans': ['是', '否'],
};

const joins = {
  en: { all: ' and ', any: ' or ', not: (text: string) => `not (${text})`, everybody: 'every customer' },
  'zh-Hans': { all: '且', any: '或', not: (text: string) => `非（${text}）`, everybody: '全部客户' },
} as const;

/** A rule as a marketer reads it out: "tier is at least gold and (birthday falls on today or …)". */
export function ruleInWords(rule: SegmentRule, locale: Locale): string {
  const words = joins[locale];
  if ('not' in rule) return words.not(ruleInWords(rule.not, locale));
  if ('all' in rule || 'any' in rule) {
    const isAll = 'all' in rule;
    const parts = isAll ? rule.all : rule.any;
    const [only] = parts;
    if (!only) return words.everybody;
    if (parts.length === 1) return ruleInWords(only, locale);
    return parts
      .map((part) =>
        isGroup(part) ? bracketed(ruleInWords(part, locale), locale) : ruleInWords(part, locale),
      )
      .join(isAll ? words.all : words.any);
  }
  return conditionInWords(rule, locale);
}

const isGroup = (rule: SegmentRule): boolean =>
  ('all' in rule && rule.all.length > 1) || ('any' in rule && rule.any.length > 1);

const bracketed = (text: string, locale: Locale): string => (locale === 'en' ? `(${text})` : `（${text}）`);

function conditionInWords({ field: name, op, value }: SegmentCondition, locale: Locale): string {
  const field = fieldOf(name);
  const subject = field?.words[locale] ?? name;
  const said = value === undefined ? '' : valueInWords(value, field, op, locale);
  const ofDays = typeof value === 'string' && DAY.test(value) ? dayPhrases[locale][op] : undefined;
  const phrase = (ofDays ?? phrases[locale][op])(said);
  return locale === 'en' ? `${subject} ${phrase}` : `${subject}${phrase}`;
}

function valueInWords(
  value: SegmentScalar | readonly SegmentScalar[],
  field: SegmentField | undefined,
  op: SegmentOp,
  locale: Locale,
): string {
  if (typeof value === 'object')
    return value.map((one) => valueInWords(one, field, op, locale)).join(locale === 'en' ? ', ' : '、');
  if (typeof value === 'boolean') return flags[locale][value ? 0 : 1];
  if (field?.type === 'share' && typeof value === 'number') return `${Math.round(value * 1000) / 10} %`;
  return String(value);
}
