import { findPairs, type PairFound } from './concepts.ts';
import type { Hit } from './cue-matcher.ts';
import type { Flag } from './judgement.ts';
import { isDeniedForGood, isWithdrawn, quotesTheFirm } from './negation.ts';
import { oldAge } from './old-age.ts';
import { contains, overlaps, quote, sentencesWith } from './reading.ts';
import type { Reading } from './reading.ts';
import { isOutOfScope, isSupposed } from './scope.ts';

/**
 * How plainly words say a flag. `phrase`: words that mean it. `pair`: words far from each other, such as two half flags
 * in one sentence, or an age. `hint`: a word that may as well be the name of a thing, a topic or a joke.
 */
export type Plainness = 'phrase' | 'pair' | 'hint';

interface Evidence {
  readonly plainness: Plainness;
  /** The customer's words. */
  readonly quote: string;
}

/** What rules find in a text about flags. */
interface EvidenceFound {
  /** The plainest of each flag. */
  readonly flags: ReadonlyMap<Flag, Evidence>;
  /** Flags whose words the text takes back: denied, withdrawn, quoted, said of another firm or of what is long settled. */
  readonly takenBack: ReadonlySet<Flag>;
  /** Flags that some words only look like: names of goods, figures of speech. */
  readonly spared: ReadonlySet<Flag>;
}

/** Threats: the customer's announcement counts, whatever tone it has. */
export const THREATS: ReadonlySet<Flag> = new Set<Flag>(['legal-threat', 'regulator', 'media']);

type FlagHit = Hit<{ readonly flag: Flag }>;

/** Whether the words belong to something else, such as the name of a thing. */
const isSpared = (reading: Reading, hit: FlagHit): boolean =>
  reading.notFlag.some((other) => other.meaning.flag === hit.meaning.flag && overlaps(other, hit));

/** Whether the text takes the words back, or quotes ours. */
function isTakenBack(reading: Reading, hit: FlagHit, conditions: ReadonlySet<number>): boolean {
  if (!THREATS.has(hit.meaning.flag))
    return (
      isDeniedForGood(reading.units, hit) || quotesTheFirm(reading, hit, true) || isSupposed(reading, hit)
    );
  return isWithdrawn(reading.units, hit, conditions) || quotesTheFirm(reading, hit);
}

/** Where one half is denied or explained away, so is the whole. */
function pairCounts(reading: Reading, pair: PairFound, conditions: ReadonlySet<number>): boolean {
  const { flag } = pair;
  return pair.halves.every(({ start, end }) => {
    const half = { start, end, meaning: { flag } };
    return !isSpared(reading, half) && !isTakenBack(reading, half, conditions);
  });
}

/** Units of a phrase at most: between the words of a longer one much else may stand. */
const PHRASE_TO = 8;

function plainnessOf(reading: Reading, hit: FlagHit): Plainness {
  if (reading.hint.some((hint) => hint.meaning.flag === hit.meaning.flag && contains(hint, hit)))
    return 'hint';
  return hit.end - hit.start <= PHRASE_TO ? 'phrase' : 'pair';
}

const ORDER: readonly Plainness[] = ['hint', 'pair', 'phrase'];

/** Everything that rules find. */
export function findEvidence(reading: Reading): EvidenceFound {
  const conditions = sentencesWith(reading, 'condition');
  const flags = new Map<Flag, Evidence>();
  const takenBack = new Set<Flag>();
  const add = (flag: Flag, plainness: Plainness, words: { start: number; end: number }) => {
    const before = flags.get(flag);
    if (before && ORDER.indexOf(before.plainness) >= ORDER.indexOf(plainness)) return;
    flags.set(flag, { plainness, quote: quote(reading, words) });
  };
  for (const hit of reading.flag) {
    const { flag } = hit.meaning;
    if (isSpared(reading, hit)) continue;
    if (isTakenBack(reading, hit, conditions) || isOutOfScope(reading, hit)) takenBack.add(flag);
    else add(flag, plainnessOf(reading, hit), hit);
  }
  for (const pair of findPairs(reading))
    if (pairCounts(reading, pair, conditions) && !isOutOfScope(reading, pair)) add(pair.flag, 'pair', pair);
  const age = oldAge(reading);
  if (age) add('vulnerable', 'pair', age);
  return { flags, takenBack, spared: new Set(reading.notFlag.map(({ meaning }) => meaning.flag)) };
}
