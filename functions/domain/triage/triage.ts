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
import type { KindFound } from './kind.ts';
import { ownWords } from './own-words.ts';
import { has, quote, read } from './reading.ts';
import type { Reading } from './reading.ts';
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
  const { flags, reasons: flagReasons } = findFlags(reading);
  const sentiment = sentimentOf(reading, cause.grievance);
  const kind = kindOf(reading, cause, sentiment, flags);
  const category = categoryFor(kind.kind, cause);
  const { severity: level, reasons: severityReasons } = severity(
    reading,
    kind.kind,
    cause.grievance,
    sentiment,
    flags,
  );
  const { ask, hit: askHit } = askOf(reading, kind.kind, category);
  const confidence = round(confidenceOf(language, reading, kind, cause));

  const reasons: Reason[] = [
    {
      about: 'kind',
      code: `kind.${kind.rule}`,
      text: `Read as ${kind.kind}`,
      ...(kind.quote !== undefined && { quote: kind.quote }),
    },
    ...(category === cause.category && cause.quote !== undefined
      ? [
          {
            about: 'category' as const,
            code: `category.${category}`,
            text: categoryNames[category].en,
            quote: cause.quote,
          },
        ]
      : []),
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
      sentiment: round(sentiment),
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
    sentiment: round(sentiment),
    flags,
    ask,
    confidence,
    reasons,
  };
}
