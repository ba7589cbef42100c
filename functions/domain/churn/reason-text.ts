import type { Locale } from '../language.ts';
import type { FeatureProfile, NumberProfile } from './feature-profile.ts';
import { counted, recordWords, type FactWords, type Words } from './reason-words.ts';
import { shippedWords } from './shipped-words.ts';

type Value = number | string | null;

/** A feature of a firm's own model has no words of ours: its name and value speak. */
const plain = (name: string): Words => ({
  en: { known: (value) => `${name} ${value}`, unknown: `${name} not on record` },
  'zh-Hans': { known: (value) => `${name} ${value}`, unknown: `没有 ${name} 的记录` },
});

const wordsFor = (name: string, language: Locale): FactWords =>
  (recordWords[name] ?? shippedWords[name] ?? plain(name))[language];

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
  return language === 'en' ? ': no effect' : '：没有影响';
}

/** Said when a number lies outside what the model has seen, because its contribution is then that of the nearest. */
function clampNote(
  { range: [least, most], median }: NumberProfile,
  { amount = String }: FactWords,
  value: number | string,
  language: Locale,
): string {
  if (typeof value === 'string' || (value >= least && value <= most)) return '';
  const nearest = amount(value > most ? most : least, median);
  if (language !== 'en') return `（超出模型见过的范围，按 ${nearest}${/\d$/.test(nearest) ? ' ' : ''}计）`;
  return `, counted as ${nearest}, the ${value > most ? 'most' : 'least'} this model has seen`;
}

const MS_PER_DAY = 86_400_000;

/** A day that is counted since 1970-01-01, as it is written. */
const dayOf = (count: number): string => new Date(count * MS_PER_DAY).toISOString().slice(0, 10);

/** Says in words what a value of one feature contributes. */
export type ReasonTeller = (value: Value, contribution: number) => string;

/** What tells the reasons of one feature; made once for many rows. */
export function reasonTeller(feature: FeatureProfile, language: Locale): ReasonTeller {
  const words = wordsFor(feature.name, language);
  const unknown = (contribution: number) => words.unknown + effectOfUnknown(contribution, language);
  if (feature.kind === 'number') {
    const { median, unit } = feature;
    return (value, contribution) =>
      value === null
        ? unknown(contribution)
        : words.known(unit === 'day' ? dayOf(Number(value)) : value, median) +
          clampNote(feature, words, value, language) +
          effect(contribution, language);
  }
  const facts = new Map(feature.categories.map((category) => [category, words.known(category, 1)]));
  return (value, contribution) => {
    if (value === null) return unknown(contribution);
    const category = feature.categoryOf(String(value));
    const known = category === undefined ? undefined : facts.get(category);
    if (known !== undefined) return known + effect(contribution, language);
    const fact = words.known(value, 1);
    const stranger = language === 'en' ? `${fact}, which this model has not seen` : `${fact}（模型没有见过）`;
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
