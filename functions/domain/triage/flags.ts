import type { Language } from '../language.ts';
import { findPairs, type PairFound } from './concepts.ts';
import type { Hit } from './cue-matcher.ts';
import { flagSchema } from './judgement.ts';
import type { Flag, Reason } from './judgement.ts';
import type { FlagChances } from './learned.ts';
import { isDeniedForGood, isWithdrawn, quotesTheFirm } from './negation.ts';
import { contains, overlaps, quote, sentencesWith } from './reading.ts';
import type { Reading } from './reading.ts';

/** What a handler reads beside a flag. */
const meanings: Record<Flag, string> = {
  safety: 'Somebody may be or has been hurt',
  'legal-threat': 'Speaks of lawyers, courts or the police',
  regulator: 'Names a regulator, an ombudsman or a consumer authority',
  media: 'Speaks of going public',
  vulnerable: 'The customer, or someone with them, may need special care',
  discrimination: 'Speaks of unequal treatment',
  'data-breach': 'Personal data may be in the wrong hands',
};

/**
 * From here on a text reads like those that bear a flag, whatever words a rule knows. In Chinese the net is less sure of
 * itself and no less right: both are where eight of ten flags it raises on rounds o and p, then new to it, were right.
 */
const FLAG_FROM = { en: 0.45, 'zh-Hans': 0.12, 'zh-Hant': 0.12, und: 1 } satisfies Record<Language, number>;
/** From here on also where a rule has explained such words away, or has found a threat to which this is a second one. */
const SURE_FROM = 0.6;
/** From here on a word that may mean something else is taken to mean the flag. */
const HINT_FROM = 0.04;

/** Threats: the customer's announcement counts, whatever tone it has. */
const THREATS: ReadonlySet<Flag> = new Set<Flag>(['legal-threat', 'regulator', 'media']);

const DIGIT_NINE = 57;
const NUMBER = /^\d{2,3}$/;
const OLD_AGE = 70;
const OLDEST = 115;
const AGE_AFTER = new Set(['year', 'years', 'yr', 'yrs', 'yo', '岁', '多']);
const AGE_BEFORE = new Set(['aged', 'age', '年']);

/** Said right before an age of somebody: `mum is 87`, `who just turned 90`. */
const BEING = new Set(['is', 'was', 'are', 'am', 'turned', 'turning', 'nearly', 'almost', 'over', 'only']);
const SOMEBODY = new Set(
  'i she he they who mum mom dad mother father nan gran grandma grandad grandpa grandmother grandfather aunt uncle neighbour neighbor parents wife husband lady gentleman 妈 爸 爷 奶 婆 公 亲'.split(
    ' ',
  ),
);
const SOMEBODY_WITHIN = 4;

/** Whether an age of somebody stands here without the word for years: `my mum's 87`, 我妈 87 了. */
function isSaidOfSomebody(words: readonly string[], at: number): boolean {
  const before = words.slice(Math.max(0, at - SOMEBODY_WITHIN), at);
  const last = before.at(-1) ?? '';
  return (BEING.has(last) || SOMEBODY.has(last)) && before.some((word) => SOMEBODY.has(word));
}

/** "82 years old", "aged 82", 82岁: an age that asks for care. */
function oldAge({ units }: Reading): { start: number; end: number } | undefined {
  for (let at = 0; at < units.words.length; at += 1) {
    const word = units.words[at] ?? '';
    if (word.charCodeAt(0) > DIGIT_NINE || !NUMBER.test(word)) continue;
    const age = Number(word);
    if (age < OLD_AGE || age > OLDEST) continue;
    const after = units.words[at + 1] ?? '';
    const old =
      ['old', 'of'].includes(units.words[at + 2] ?? '') || after === '岁' || units.words[at + 2] === '岁';
    if (
      (AGE_AFTER.has(after) && old) ||
      AGE_BEFORE.has(units.words[at - 1] ?? '') ||
      isSaidOfSomebody(units.words, at)
    )
      return { start: at, end: at + 1 };
  }
  return undefined;
}

/** Whether the words belong to something else, such as the name of a thing. */
const isSpared = (reading: Reading, hit: Hit<{ flag: Flag }>): boolean =>
  reading.notFlag.some((other) => other.meaning.flag === hit.meaning.flag && overlaps(other, hit));

/** Whether the text takes the words back, or quotes ours. */
function isTakenBack(reading: Reading, hit: Hit<{ flag: Flag }>, conditions: ReadonlySet<number>): boolean {
  if (!THREATS.has(hit.meaning.flag)) return isDeniedForGood(reading.units, hit);
  return isWithdrawn(reading.units, hit, conditions) || quotesTheFirm(reading, hit);
}

/** A pair counts as one phrase does; where one half is denied or explained away, so is the whole. */
function pairCounts(reading: Reading, pair: PairFound, conditions: ReadonlySet<number>): boolean {
  const { flag } = pair;
  return pair.halves.every(({ start, end }) => {
    const half = { start, end, meaning: { flag } };
    return !isSpared(reading, half) && !isTakenBack(reading, half, conditions);
  });
}

/** What rules and examples say together. */
export interface FlagsFound {
  readonly flags: Flag[];
  /** Those that a rule raised: only they decide what kind of message it is. */
  readonly byRule: readonly Flag[];
  readonly reasons: Reason[];
}

/** Whether a cue found no more than a word that may mean something else. */
const isHint = (reading: Reading, hit: Hit<{ flag: Flag }>): boolean =>
  reading.hint.some((hint) => hint.meaning.flag === hit.meaning.flag && contains(hint, hit));

/**
 * The flags a text raises, in the order of the schema, each with the words that raised it. Rules come first and nothing
 * takes back what one raised. A word that may as well be a name or a topic counts where the text also reads like those
 * that bear the flag (`chances`), which is enough by itself where it does so clearly and no rule has found
 * it taken back. Without `chances`, for languages the net has not learned, every such word counts.
 */
export function findFlags(
  reading: Reading,
  language: Language,
  chances: FlagChances | undefined,
): FlagsFound {
  const conditions = sentencesWith(reading, 'condition');
  const evidence = new Map<Flag, string>();
  const spared = new Set<Flag>(reading.notFlag.map(({ meaning }) => meaning.flag));
  const takenBack = new Set<Flag>();
  const chanceOf = (flag: Flag) => chances?.get(flag) ?? 0;
  for (const hit of reading.flag) {
    const { flag } = hit.meaning;
    if (isSpared(reading, hit)) continue;
    if (isTakenBack(reading, hit, conditions)) takenBack.add(flag);
    else if (!evidence.has(flag) && (!chances || chanceOf(flag) >= HINT_FROM || !isHint(reading, hit)))
      evidence.set(flag, quote(reading, hit));
  }
  for (const pair of findPairs(reading)) {
    if (!evidence.has(pair.flag) && pairCounts(reading, pair, conditions))
      evidence.set(pair.flag, quote(reading, pair));
  }
  const age = oldAge(reading);
  if (age && !evidence.has('vulnerable')) evidence.set('vulnerable', quote(reading, age));

  const byRule = flagSchema.options.filter((flag) => evidence.has(flag));
  const threatened = byRule.some((flag) => THREATS.has(flag));
  const byLikeness = flagSchema.options.filter((flag) => {
    const doubtful = spared.has(flag) || (threatened && THREATS.has(flag));
    return !takenBack.has(flag) && chanceOf(flag) >= (doubtful ? SURE_FROM : FLAG_FROM[language]);
  });
  const flags = flagSchema.options.filter((flag) => evidence.has(flag) || byLikeness.includes(flag));
  const reasons = flags.map((flag): Reason => {
    const words = evidence.get(flag);
    return words === undefined
      ? {
          about: 'flag',
          code: `flag-likely.${flag}`,
          text: `${meanings[flag]}: reads like texts that say so`,
        }
      : { about: 'flag', code: `flag.${flag}`, text: meanings[flag], quote: words };
  });
  return { flags, byRule, reasons };
}
