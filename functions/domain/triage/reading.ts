import { compileCues } from './cue-matcher.ts';
import type { Found, Hit } from './cue-matcher.ts';
import { cueList } from './cue-notation.ts';
import { categoriesEn } from './lexicon/categories-en.ts';
import { categoriesZh } from './lexicon/categories-zh.ts';
import { concepts } from './lexicon/concepts.ts';
import { families } from './lexicon/families.ts';
import { flagEntries } from './lexicon/flags.ts';
import { kinds } from './lexicon/kinds.ts';
import type { Meaning, Signal } from './lexicon/meaning.ts';
import { otherMatter } from './lexicon/other-matter.ts';
import { ownMatter } from './lexicon/own-matter.ts';
import { moodEn } from './lexicon/mood-en.ts';
import { moodZh } from './lexicon/mood-zh.ts';
import { signals } from './lexicon/signals.ts';
import { unitsOf } from './units.ts';
import type { Units } from './units.ts';

type About = Meaning['about'];
/** Hits of one sort, in order of their start. */
export type HitsOf<A extends About> = readonly Hit<Extract<Meaning, { about: A }>>[];

/** A text with everything the lexicon found in it: what all the rules below look at. */
export interface Reading {
  readonly units: Units;
  readonly category: HitsOf<'category'>;
  readonly flag: HitsOf<'flag'>;
  readonly notFlag: HitsOf<'not-flag'>;
  readonly hint: HitsOf<'hint'>;
  readonly concept: HitsOf<'concept'>;
  readonly family: HitsOf<'family'>;
  readonly kind: HitsOf<'kind'>;
  readonly ask: HitsOf<'ask'>;
  readonly mood: HitsOf<'mood'>;
  readonly booster: HitsOf<'booster'>;
  readonly signal: HitsOf<'signal'>;
  /** How many units some cue covers: evidence that we know the language. */
  readonly known: number;
}

const lexicon = [
  ...categoriesEn,
  ...categoriesZh,
  ...kinds,
  ...otherMatter,
  ...ownMatter,
  ...moodEn,
  ...moodZh,
  ...signals,
];

let compiled: ReturnType<typeof compileCues<Meaning>> | undefined;

/** Compiled at the first text, not at import: most functions that carry triage never read one. */
function match(units: Units, found: Found<Meaning>): void {
  compiled ??= compileCues(
    [...lexicon, ...flagEntries(), ...concepts(), ...families()].flatMap(([meaning, cues]) =>
      cueList(cues).map((cue) => [cue, meaning] as const),
    ),
  );
  compiled(units, found);
}

type Sorted = { -readonly [A in About]: Hit<Extract<Meaning, { about: A }>>[] };

/** Keeps a hit with the others of its sort. */
function sortIn(sorted: Sorted, meaning: Meaning, start: number, end: number): void {
  switch (meaning.about) {
    case 'category':
      sorted.category.push({ meaning, start, end });
      break;
    case 'flag':
      sorted.flag.push({ meaning, start, end });
      break;
    case 'not-flag':
      sorted['not-flag'].push({ meaning, start, end });
      break;
    case 'hint':
      sorted.hint.push({ meaning, start, end });
      break;
    case 'concept':
      sorted.concept.push({ meaning, start, end });
      break;
    case 'family':
      sorted.family.push({ meaning, start, end });
      break;
    case 'kind':
      sorted.kind.push({ meaning, start, end });
      break;
    case 'ask':
      sorted.ask.push({ meaning, start, end });
      break;
    case 'mood':
      sorted.mood.push({ meaning, start, end });
      break;
    case 'booster':
      sorted.booster.push({ meaning, start, end });
      break;
    case 'signal':
      sorted.signal.push({ meaning, start, end });
      break;
  }
}

/** Reads a text once; every rule works on the result. */
export function read(text: string): Reading {
  const units = unitsOf(text);
  const sorted: Sorted = {
    category: [],
    flag: [],
    'not-flag': [],
    hint: [],
    concept: [],
    family: [],
    kind: [],
    ask: [],
    mood: [],
    booster: [],
    signal: [],
  };
  let known = 0;
  let coveredTo = 0;
  match(units, (meaning, start, end) => {
    sortIn(sorted, meaning, start, end);
    if (meaning.about === 'family') return;
    known += Math.max(0, end - Math.max(start, coveredTo));
    coveredTo = Math.max(coveredTo, end);
  });
  return { units, ...sorted, notFlag: sorted['not-flag'], known };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/**
 * The units that some spans cover, to ask of many spans whether they meet any of them: to compare each with each would
 * take a day over a long text.
 */
export class Covered {
  /** Absent where nothing is covered, as is mostly so. */
  readonly #units: Uint8Array | undefined;

  constructor({ words }: Units, spans: readonly Span[]) {
    if (spans.length === 0) return;
    const covered = new Uint8Array(words.length);
    for (const { start, end } of spans) covered.fill(1, start, end);
    this.#units = covered;
  }

  meets({ start, end }: Span): boolean {
    if (this.#units === undefined) return false;
    for (let at = start; at < end; at += 1) if (this.#units[at] === 1) return true;
    return false;
  }
}

/** The longest of overlapping hits, first come first: `thank you for nothing` hides `thank you`. In order of start. */
export function longest<H extends Span>(hits: readonly H[]): H[] {
  const kept: H[] = [];
  let last: H | undefined;
  for (const hit of hits) {
    if (last && hit.start < last.end) {
      if (hit.start > last.start || hit.end <= last.end) continue;
      kept.pop();
    }
    kept.push(hit);
    last = hit;
  }
  return kept;
}

/** The customer's words behind a hit. */
export const quote = ({ units }: Reading, { start, end }: Span): string =>
  units.text.slice(units.start(start), units.end(end - 1));

export const has = (reading: Reading, name: Signal): boolean =>
  reading.signal.some(({ meaning }) => meaning.signal === name);

/** Numbers of the sentences in which a signal stands. */
export const sentencesWith = ({ units, signal }: Reading, name: Signal): ReadonlySet<number> =>
  new Set(signal.filter(({ meaning }) => meaning.signal === name).map(({ start }) => units.sentence(start)));
