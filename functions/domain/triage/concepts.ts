import type { Flag } from './judgement.ts';
import type { Concept } from './lexicon/meaning.ts';
import type { HitsOf, Reading } from './reading.ts';

/** Two half flags that make a whole one when they stand in one sentence, not too far apart. */
interface Pair {
  readonly flag: Flag;
  readonly one: Concept;
  readonly other: Concept;
}

const pairs: readonly Pair[] = [
  { flag: 'safety', one: 'foreign-body', other: 'swallowing' },
  { flag: 'safety', one: 'body', other: 'injury' },
  { flag: 'safety', one: 'close-call', other: 'in-the-way' },
  { flag: 'safety', one: 'control', other: 'failing' },
  { flag: 'safety', one: 'driver', other: 'reckless' },
  { flag: 'safety', one: 'falling', other: 'person' },
  { flag: 'safety', one: 'current', other: 'dangerous-sign' },
  { flag: 'regulator', one: 'authority', other: 'reporting' },
  { flag: 'media', one: 'outlet', other: 'publishing' },
  { flag: 'discrimination', one: 'group', other: 'slight' },
  { flag: 'data-breach', one: 'own-data', other: 'wrong-hands' },
  { flag: 'data-breach', one: 'nuisance-contact', other: 'knows-too-much' },
];

/** Units between the two: about a long clause of either language. */
const REACH = 18;

type ConceptHit = HitsOf<'concept'>[number];

/** The words from the beginning of the one half to the end of the other. */
export interface PairFound {
  readonly flag: Flag;
  readonly start: number;
  readonly end: number;
  readonly halves: readonly [ConceptHit, ConceptHit];
}

/** Every pair whose halves stand together in a sentence. */
export function findPairs({ concept, units }: Reading): PairFound[] {
  if (concept.length < 2) return [];
  const found: PairFound[] = [];
  for (const { flag, one, other } of pairs) {
    for (const first of concept) {
      if (first.meaning.concept !== one) continue;
      for (const second of concept) {
        if (second.meaning.concept !== other) continue;
        if (units.sentence(first.start) !== units.sentence(second.start)) continue;
        const start = Math.min(first.start, second.start);
        const end = Math.max(first.end, second.end);
        const apart = Math.max(first.start, second.start) - Math.min(first.end, second.end);
        // Halves that share a word are one thing said once.
        if (apart < 0 || apart > REACH) continue;
        found.push({ flag, start, end, halves: [first, second] });
      }
    }
  }
  return found;
}
