import type { Language } from '../language.ts';
import { findEvidence, THREATS, type Plainness } from './evidence.ts';
import { flagSchema } from './judgement.ts';
import type { Flag, Reason } from './judgement.ts';
import type { FlagChances } from './learned.ts';
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

/** How sure the net has to be in a short text and in a long one. */
interface Line {
  readonly short: number;
  readonly long: number;
}

/**
 * From here on a text reads like those that bear a flag, whatever words a rule knows: a short one, and a whole mail. The
 * more is told, the more passages there are in which something may look like a flag, and the plainer a real one is said.
 */
const FLAG_FROM = {
  en: { short: 0.5, long: 0.85 },
  'zh-Hans': { short: 0.15, long: 0.65 },
  'zh-Hant': { short: 0.15, long: 0.65 },
  und: { short: 1, long: 1 },
} satisfies Record<Language, Line>;
/**
 * And beside another flag: who is hurt, insulted or at a loss tells of doctors, strangers and the old in passing, and of
 * such second flags in mails the net had hardly one in three right.
 */
const SECOND_FLAG_FROM = {
  en: { short: 0.75, long: 0.95 },
  'zh-Hans': { short: 0.35, long: 0.95 },
  'zh-Hant': { short: 0.35, long: 0.95 },
  und: { short: 1, long: 1 },
} satisfies Record<Language, Line>;
/** Words or Chinese characters of a short text at most, and of a long one at least; between them the line rises. */
const SHORT_TO = 25;
const LONG_FROM = 55;

function lineAt({ units }: Reading, { short, long }: Line): number {
  const share = (units.words.length - SHORT_TO) / (LONG_FROM - SHORT_TO);
  return short + (long - short) * Math.min(1, Math.max(0, share));
}

/** From here on also where a rule has found a threat to which this is a second one. */
const SECOND_FROM = 0.8;
/** From here on also where a rule has explained such words away. */
const SURE_FROM = 0.9;
/** How far a text has to read so where words say it less plainly than a phrase. */
const AGREES_FROM = { phrase: 0, pair: 0.05, hint: 0.12 } satisfies Record<Plainness, number>;

/** What rules and examples say together. */
interface FlagsFound {
  readonly flags: Flag[];
  /** Those that a rule raised: only they decide what kind of message it is. */
  readonly byRule: readonly Flag[];
  readonly reasons: Reason[];
}

/**
 * The flags a text raises, in the order of the schema, each with the words that raised it. A phrase raises its flag
 * whatever else is said, and nothing learned takes it back. The less plain the words are, the more the text must also
 * read like those that bear the flag (`chances`), which is enough by itself where it does so clearly and no rule has
 * found it taken back. Without `chances`, for languages the net has not learned, every word counts.
 */
export function findFlags(
  reading: Reading,
  language: Language,
  chances: FlagChances | undefined,
): FlagsFound {
  const evidence = findEvidence(reading);
  const chanceOf = (flag: Flag) => chances?.get(flag) ?? 0;
  const from = lineAt(reading, FLAG_FROM[language]);
  const secondFrom = lineAt(reading, SECOND_FLAG_FROM[language]);
  const byRule = flagSchema.options.filter((flag) => {
    const found = evidence.flags.get(flag);
    if (!found) return false;
    // Where a text names a thing, a trade or a joke by such words, one more of them says no more than the text does.
    const named = evidence.spared.has(flag) || evidence.takenBack.has(flag);
    const least = found.plainness === 'hint' && named ? from : AGREES_FROM[found.plainness];
    return !chances || chanceOf(flag) >= least;
  });
  const threatened = byRule.some((flag) => THREATS.has(flag));
  const open = flagSchema.options.filter((flag) => !evidence.takenBack.has(flag));
  const surest = Math.max(0, ...open.map(chanceOf));
  const flags = flagSchema.options.filter((flag) => {
    if (byRule.includes(flag)) return true;
    if (evidence.takenBack.has(flag)) return false;
    const second = threatened && THREATS.has(flag);
    const least = evidence.spared.has(flag) ? SURE_FROM : second ? SECOND_FROM : 0;
    const first = byRule.length === 0 && chanceOf(flag) === surest;
    return chanceOf(flag) >= Math.max(least, first ? from : secondFrom);
  });
  const reasons = flags.map((flag): Reason => {
    const words = byRule.includes(flag) ? evidence.flags.get(flag)?.quote : undefined;
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
