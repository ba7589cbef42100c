import type { Language } from '../language.ts';
import { askOf } from './asks.ts';
import { categoryNames } from './categories.ts';
import type { CategoryId } from './categories.ts';
import { findCause } from './cause.ts';
import type { Cause } from './cause.ts';
import { findFlags } from './flags.ts';
import { LOW_CONFIDENCE } from './judgement.ts';
import type { Judgement, Kind, Reason } from './judgement.ts';
import { kindOf } from './kind.ts';
import { flagChances, likelyCause, likelyIntent, likelyMood } from './learned.ts';
import type { KindFound } from './kind.ts';
import { ownWords } from './own-words.ts';
import { passagesOf } from './passages.ts';
import { has, quote, read } from './reading.ts';
import type { Reading } from './reading.ts';
import { secondGuess } from './second-guess.ts';
import { sentimentOf } from './sentiment.ts';
import { severity } from './severity.ts';
import { writtenLanguage } from './written-language.ts';

export interface TriageInput {
  readonly subject?: string;
  readonly text: string;
}

const UNKNOWN_LANGUAGE_LIMIT = 0.3;
const SHORT_LIMIT = 0.45;
const OTHER_MATTER_LIMIT = 0.45;
const SHORT_UNITS = { en: 3, 'zh-Hans': 5, 'zh-Hant': 5, und: 3 } satisfies Record<Language, number>;
/** Evidence at which we are as likely wrong as right about a cause. */
const EVEN_EVIDENCE = 2;

/** Kinds whose path asks for no cause. */
const causeFree: ReadonlySet<Kind> = new Set<Kind>(['praise', 'suggestion', 'spam', 'enquiry']);

function categoryFor(kind: Kind, cause: Cause): CategoryId {
  if (kind === 'cancellation') return 'contract.cancellation';
  return kind === 'spam' ? 'other' : cause.category;
}

/** Causes whose rules know goods or lines: what has to be named for the words to mean what the rule takes them for. */
const matterOf: Partial<Record<CategoryId, 'goods' | 'line' | 'visit'>> = {
  'delivery.damaged': 'goods',
  'delivery.lost': 'goods',
  'delivery.late': 'goods',
  'product.wrong-item': 'goods',
  'product.defective': 'goods',
  'product.quality': 'goods',
  'service.outage': 'line',
  'service.appointment': 'visit',
};

function isOtherMatter(reading: Reading, kind: Kind, cause: Cause): boolean {
  const matter = matterOf[cause.category];
  if (kind !== 'complaint' || matter === undefined) return false;
  return has(reading, 'other-matter') || (matter !== 'visit' && !has(reading, matter));
}

/** 0 to 1: the geometric mean of what the kind rule and the cause evidence are worth, held down where we cannot read. */
function confidenceOf(language: Language, reading: Reading, kind: KindFound, cause: Cause): number {
  const share = cause.total === 0 ? 0 : cause.best / cause.total;
  const weight = cause.best / (cause.best + EVEN_EVIDENCE);
  const ofCause = cause.best === 0 ? 0.1 : share * weight;
  let confidence = kind.kind === 'complaint' ? Math.sqrt(kind.certainty * ofCause) : kind.certainty;
  if (reading.units.words.length < SHORT_UNITS[language]) confidence = Math.min(confidence, SHORT_LIMIT);
  if (isOtherMatter(reading, kind.kind, cause)) confidence = Math.min(confidence, OTHER_MATTER_LIMIT);
  if (language === 'und') confidence = Math.min(confidence, UNKNOWN_LANGUAGE_LIMIT);
  return confidence;
}

/**
 * How much the sentiment pack weighs beside the word list. The English one learned from film reviews and complaints to a
 * regulator, the Chinese one from reviews of meals and goods, which are nearer to what we are told.
 */
const MOOD_TRUST = { en: 0.3, 'zh-Hans': 0.5, 'zh-Hant': 0.5, und: 0 } satisfies Record<Language, number>;

const blend = (listed: number, learned: number | undefined, language: Language): number =>
  learned === undefined ? listed : (1 - MOOD_TRUST[language]) * listed + MOOD_TRUST[language] * learned;

/** Below `LOW_CONFIDENCE`: what is only guessed goes to a person, whatever a rule of remedy would grant. */
const GUESS_LIMIT = 0.45;
/** A cause plainly stated needs no second reading. */
const PLAIN = 6;
/** So sure the category pack has to be to send what a rule has read to a person. */
const CONTRADICTION_FROM = 0.9;

/** Kinds that tell how it was: the sentiment packs learned from reviews and know no questions or wishes. */
const tells: ReadonlySet<Kind> = new Set<Kind>(['complaint', 'praise']);

/** Nobody praises unhappily, and who surely complains is not content, however politely it is told. */
const LEAST_OF_PRAISE = 0.2;
const MOST_OF_COMPLAINT = -0.1;
const SURELY = 0.6;

function moodOf(kind: KindFound, heard: number): number {
  if (kind.kind === 'praise' && kind.certainty >= SURELY) return Math.max(heard, LEAST_OF_PRAISE);
  if (kind.kind === 'complaint' && kind.certainty >= SURELY) return Math.min(heard, MOST_OF_COMPLAINT);
  return heard;
}

interface SecondReading {
  /** The cause that is guessed, where no rule found one. */
  readonly category?: CategoryId;
  /** Confidence may not be higher. */
  readonly limit: number;
  readonly reason: Reason;
}

/**
 * What the category pack adds to the rules for a complaint: a guess where they found no cause, doubt where it surely
 * reads another one. It can only send a case to a person, never keep one from them.
 */
function secondReading(
  text: string,
  language: Language,
  kind: Kind,
  cause: Cause,
): SecondReading | undefined {
  if (kind !== 'complaint' || cause.best >= PLAIN) return undefined;
  const likely = likelyCause(text, language);
  if (!likely || likely.category === cause.category) return undefined;
  const name = categoryNames[likely.category].en;
  if (cause.best === 0) {
    return {
      category: likely.category,
      limit: GUESS_LIMIT,
      reason: { about: 'category', code: `category-likely.${likely.category}`, text: `${name}: a guess` },
    };
  }
  if (likely.chance < CONTRADICTION_FROM) return undefined;
  return {
    limit: GUESS_LIMIT,
    reason: { about: 'confidence', code: 'confidence.second-reading', text: `Could also be: ${name}` },
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000 + 0;

/**
 * Judges one text: rules and a lexicon, English and Chinese. Pure, deterministic, linear in the length of the text.
 * Texts in other languages get `und` and a low confidence; their flags are still looked for.
 */
export function triage({ subject, text }: TriageInput): Judgement {
  const own = ownWords(text);
  const whole = subject === undefined || subject === '' ? own : `${subject}\n\n${own}`;
  const reading = read(whole);
  const language = writtenLanguage(reading.units, reading.known);
  const cause = findCause(reading);
  const {
    flags,
    byRule,
    reasons: flagReasons,
  } = findFlags(reading, language, language === 'und' ? undefined : flagChances(passagesOf(reading, whole)));
  const sentiment = sentimentOf(reading, cause.grievance);
  const intent = language === 'und' ? undefined : likelyIntent(whole);
  const byRules = kindOf(reading, cause, sentiment, byRule);
  const kind = intent ? secondGuess(reading, byRules, intent, flags) : byRules;
  const ruled = categoryFor(kind.kind, cause);
  const { ask, hit: askHit, guessed } = askOf(reading, kind.kind, ruled, intent?.ask);
  const { severity: level, reasons: severityReasons } = severity(
    reading,
    kind.kind,
    cause.grievance,
    flags,
    ask !== 'none' && ask !== 'cancellation',
  );
  const second = secondReading(whole, language, kind.kind, cause);
  const category = second?.category ?? ruled;
  const confidence = round(Math.min(confidenceOf(language, reading, kind, cause), second?.limit ?? 1));

  const mood = moodOf(
    kind,
    tells.has(kind.kind) ? blend(sentiment, likelyMood(whole, language), language) : sentiment,
  );

  const reasons: Reason[] = [
    {
      about: 'kind',
      code: `kind.${kind.rule}`,
      text: `Read as ${kind.kind}`,
      ...(kind.quote !== undefined && { quote: kind.quote }),
    },
    ...(ruled === cause.category && cause.quote !== undefined
      ? [
          {
            about: 'category' as const,
            code: `category.${ruled}`,
            text: categoryNames[ruled].en,
            quote: cause.quote,
          },
        ]
      : []),
    ...(second ? [second.reason] : []),
    ...flagReasons,
    ...severityReasons,
    ...(askHit
      ? [
          {
            about: 'ask' as const,
            code: `ask.${ask}`,
            text: `Asks for: ${ask}`,
            quote: quote(reading, askHit),
          },
        ]
      : []),
    ...(guessed === true
      ? [{ about: 'ask' as const, code: `ask-likely.${ask}`, text: `Asks for: ${ask}, a guess` }]
      : []),
    ...(language === 'und'
      ? [{ about: 'language' as const, code: 'language.und', text: 'Not a language we read' }]
      : []),
    ...(isOtherMatter(reading, kind.kind, cause)
      ? [
          {
            about: 'confidence' as const,
            code: 'confidence.other-matter',
            text: 'No rule knows what is owed in such a matter',
          },
        ]
      : []),
    ...(confidence < LOW_CONFIDENCE
      ? [
          {
            about: 'confidence' as const,
            code: 'confidence.low',
            text: 'A person should check kind and cause',
          },
        ]
      : []),
  ];
  if (causeFree.has(kind.kind) && cause.best === 0) {
    return {
      language,
      kind: kind.kind,
      category: 'other',
      severity: level,
      sentiment: round(mood),
      flags,
      ask,
      confidence,
      reasons,
    };
  }
  return {
    language,
    kind: kind.kind,
    category,
    severity: level,
    sentiment: round(mood),
    flags,
    ask,
    confidence,
    reasons,
  };
}
