import type { Hit } from './cue-matcher.ts';
import { flagSchema } from './judgement.ts';
import type { Flag, Reason } from './judgement.ts';
import { isDeniedForGood, isWithdrawn, quotesTheFirm } from './negation.ts';
import { overlaps, quote, sentencesWith } from './reading.ts';
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

/** Threats: the customer's announcement counts, whatever tone it has. */
const THREATS: ReadonlySet<Flag> = new Set<Flag>(['legal-threat', 'regulator', 'media']);

const DIGIT_NINE = 57;
const NUMBER = /^\d{2,3}$/;
const OLD_AGE = 70;
const OLDEST = 115;
const AGE_AFTER = new Set(['year', 'years', 'yr', 'yrs', 'yo', '岁', '多']);
const AGE_BEFORE = new Set(['aged', 'age', '年']);

/** "82 years old", "aged 82", 82岁: an age that asks for care. */
function oldAge({ units }: Reading): { start: number; end: number } | undefined {
  for (const [at, word] of units.words.entries()) {
    if (word.charCodeAt(0) > DIGIT_NINE || !NUMBER.test(word)) continue;
    const age = Number(word);
    if (age < OLD_AGE || age > OLDEST) continue;
    const after = units.words[at + 1] ?? '';
    const old =
      ['old', 'of'].includes(units.words[at + 2] ?? '') || after === '岁' || units.words[at + 2] === '岁';
    if ((AGE_AFTER.has(after) && old) || AGE_BEFORE.has(units.words[at - 1] ?? ''))
      return { start: at, end: at + 1 };
  }
  return undefined;
}

function counts(reading: Reading, hit: Hit<{ flag: Flag }>, conditions: ReadonlySet<number>): boolean {
  const { flag } = hit.meaning;
  if (reading.notFlag.some((exception) => exception.meaning.flag === flag && overlaps(exception, hit)))
    return false;
  if (!THREATS.has(flag)) return !isDeniedForGood(reading.units, hit);
  return !isWithdrawn(reading.units, hit, conditions) && !quotesTheFirm(reading, hit);
}

/** The flags a text raises, in the order of the schema, each with the words that raised it. Recall comes first. */
export function findFlags(reading: Reading): { flags: Flag[]; reasons: Reason[] } {
  const conditions = sentencesWith(reading, 'condition');
  const evidence = new Map<Flag, string>();
  for (const hit of reading.flag) {
    if (!evidence.has(hit.meaning.flag) && counts(reading, hit, conditions)) {
      evidence.set(hit.meaning.flag, quote(reading, hit));
    }
  }
  const age = oldAge(reading);
  if (age && !evidence.has('vulnerable')) evidence.set('vulnerable', quote(reading, age));

  const flags = flagSchema.options.filter((flag) => evidence.has(flag));
  const reasons = flags.map((flag): Reason => {
    return { about: 'flag', code: `flag.${flag}`, text: meanings[flag], quote: evidence.get(flag) ?? '' };
  });
  return { flags, reasons };
}
