import { damped } from '../model.ts';
import type { Corpus } from './corpus.ts';
import type { Rows } from './logistic.ts';

/** The grams a model knows, and how much each weighs whatever the label. */
export interface Vocabulary {
  /** Gram of the corpus → number in the vocabulary, or −1. */
  readonly numberOf: Int32Array;
  /** Number in the vocabulary → gram of the corpus. */
  readonly grams: Uint32Array;
  /** Bytes, and what one of them stands for: quantised before the weights are learned, so that nothing is lost after. */
  readonly rarities: Uint8Array;
  readonly rarityStep: number;
}

const LARGEST_BYTE = 255;
/** Rarity is the inverse document frequency to this power: half way between counting all grams alike and TF-IDF. */
const RARITY_POWER = 0.5;

/**
 * The grams that come in the most of `rows`, at most `capacity`; equally frequent ones in the order of their coming.
 * Only `rows` are looked at: held-out texts must not shape what is measured on them.
 */
export function chooseVocabulary(corpus: Corpus, rows: Uint32Array, capacity: number): Vocabulary {
  const seenIn = new Uint32Array(corpus.distinct);
  for (const row of rows) {
    const end = corpus.starts[row + 1] ?? 0;
    for (let at = corpus.starts[row] ?? 0; at < end; at += 1) {
      const gram = corpus.grams[at] ?? 0;
      seenIn[gram] = (seenIn[gram] ?? 0) + 1;
    }
  }
  const { least, spare } = cutOff(seenIn, rows.length, capacity);
  const numberOf = new Int32Array(corpus.distinct).fill(-1);
  const grams: number[] = [];
  let left = spare;
  for (let gram = 0; gram < corpus.distinct; gram += 1) {
    const rowsWith = seenIn[gram] ?? 0;
    if (rowsWith < least) continue;
    if (rowsWith === least) {
      if (left === 0) continue;
      left -= 1;
    }
    numberOf[gram] = grams.length;
    grams.push(gram);
  }
  const rarity = (gram: number): number =>
    (Math.log((1 + rows.length) / (1 + (seenIn[gram] ?? 0))) + 1) ** RARITY_POWER;
  const exact = Float64Array.from(grams, rarity);
  const rarityStep = (Math.log((1 + rows.length) / 2) + 1) ** RARITY_POWER / LARGEST_BYTE;
  const rarities = Uint8Array.from(exact, (value) => Math.min(LARGEST_BYTE, Math.round(value / rarityStep)));
  return { numberOf, grams: Uint32Array.from(grams), rarities, rarityStep };
}

/** From how many rows on a gram is kept, and how many of those that come in exactly so many. */
function cutOff(seenIn: Uint32Array, rows: number, capacity: number): { least: number; spare: number } {
  const howMany = new Uint32Array(rows + 1);
  for (const count of seenIn) howMany[count] = (howMany[count] ?? 0) + 1;
  let kept = 0;
  let least = rows;
  while (least > 1 && kept + (howMany[least] ?? 0) <= capacity) {
    kept += howMany[least] ?? 0;
    least -= 1;
  }
  return { least, spare: Math.min(howMany[least] ?? 0, Math.max(0, capacity - kept)) };
}

/** The corpus as values: (1 + ln count) × rarity, each row scaled to length 1. */
export function weigh(corpus: Corpus, { numberOf, grams, rarities, rarityStep }: Vocabulary): Rows {
  const starts = new Uint32Array(corpus.rows + 1);
  const features = new Uint32Array(corpus.grams.length);
  const values = new Float32Array(corpus.grams.length);
  let length = 0;
  for (let row = 0; row < corpus.rows; row += 1) {
    const first = length;
    const end = corpus.starts[row + 1] ?? 0;
    let square = 0;
    for (let at = corpus.starts[row] ?? 0; at < end; at += 1) {
      const number = numberOf[corpus.grams[at] ?? 0] ?? -1;
      if (number < 0) continue;
      const value = damped(corpus.counts[at] ?? 0) * (rarities[number] ?? 0) * rarityStep;
      features[length] = number;
      values[length] = value;
      square += value * value;
      length += 1;
    }
    const size = Math.sqrt(square) || 1;
    for (let at = first; at < length; at += 1) values[at] = (values[at] ?? 0) / size;
    starts[row + 1] = length;
  }
  return {
    starts,
    features: features.subarray(0, length),
    values: values.subarray(0, length),
    width: grams.length,
  };
}
