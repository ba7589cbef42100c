import * as z from 'zod';
import { bytesAt, GramTable } from './gram-table.ts';
import { sharedReader } from './grams.ts';

/** Bits of a gram's hash that say which bucket it is in, at most; the upper 16 bits are its check. */
const MOST_BITS = 20;
/** Not `z.base64()`: its expression walks megabytes for what the lengths of the tables tell too. */
const base64 = z.string();

/** Where the rows of a model that we ship come from. */
const provenanceSchema = z.object({
  name: z.string(),
  source: z.string(),
  licence: z.string(),
  sha256: z.string(),
  trainedOn: z.iso.date(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/**
 * A linear classifier over hashed grams, as it is stored. A gram is found by the low `bits` bits of its hash (the
 * bucket; `buckets` has the number of grams in each) and its upper 16 bits (`checks`). A text's value for a gram is
 * (1 + ln occurrences) × `rarity`, scaled so that all values of the text together have length 1. The score of a label
 * is its intercept + `scale` × Σ value × curve(weight), where curve(w) = sign(w) (w / 127)².
 */
const textModelSchema = z.object({
  kind: z.literal('text-classifier'),
  version: z.literal(1),
  provenance: provenanceSchema.optional(),
  /** What cross-validation said of it. */
  quality: z.object({
    rows: z.int(),
    accuracy: z.number().min(0).max(1),
    macroF1: z.number().min(0).max(1),
    folds: z.int(),
    seed: z.int(),
  }),
  cut: z.object({
    characters: z.int().min(1).max(4),
    words: z.int().min(1).max(4),
    pieces: z.int().min(0).max(8),
  }),
  labels: z.array(z.string()).min(2),
  /** One score per label; of two labels only the first has one, and the other its negative. */
  scores: z.array(z.object({ intercept: z.number(), scale: z.number() })).min(1),
  /** Scores times this, through softmax, are probabilities as held-out rows bear them out. */
  sharpness: z.number().positive(),
  grams: z.int().min(0),
  bits: z.int().min(0).max(MOST_BITS),
  buckets: base64,
  checks: base64,
  rarities: base64,
  /** `rarity` = byte × this. */
  rarityStep: z.number().positive(),
  weights: base64,
});
export type TextModelArtifact = z.infer<typeof textModelSchema>;

interface Classified {
  readonly label: string;
  /** 0 to 1: how often a text so clear has this label, as far as held-out rows tell. */
  readonly confidence: number;
}

export interface TextModel {
  readonly labels: readonly string[];
  /**
   * Chance of each label by itself, in the order of `labels`, for a model of marks of which a text may bear several or
   * none. The array is the same one at every call.
   */
  marks(text: string): Float64Array;
  /** Probability of each label, in the order of `labels`. The array is the same one at every call. */
  probabilities(text: string): Float64Array;
  classify(text: string): Classified;
}

const WEIGHT_STEPS = 127;
/** What a stored weight stands for, by its byte: finer near zero, where most weights are. */
const curve = Float64Array.from({ length: 256 }, (_, byte) => {
  const step = byte > WEIGHT_STEPS ? byte - 256 : byte;
  return (Math.sign(step) * step * step) / (WEIGHT_STEPS * WEIGHT_STEPS);
});
/** The byte whose curve comes nearest to a weight between −1 and 1. */
export const weightByte = (weight: number): number =>
  Math.round(Math.sign(weight) * Math.sqrt(Math.abs(weight)) * WEIGHT_STEPS);
export const weightOf = (byte: number): number => curve[byte & 0xff] ?? 0;

const DAMPED = Float64Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));
/** What `count` occurrences of a gram weigh: said again is said a little louder. */
export const damped = (count: number): number => DAMPED[count] ?? 1 + Math.log(count);

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float64Array, sharpness: number): void {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let label = 0; label < scores.length; label += 1) {
    const power = Math.exp(((scores[label] ?? 0) - most) * sharpness);
    scores[label] = power;
    sum += power;
  }
  for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) / sum;
}

/** The chance of a mark whose score is one of two opposites: softmax over the score and its negative. */
export const markChance = (score: number, sharpness: number): number =>
  1 / (1 + Math.exp(-2 * sharpness * score));

function bytesOf(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The table of an artifact. @throws RangeError when what it is made of does not fit together. */
function decode(artifact: TextModelArtifact): GramTable {
  const { grams, bits, labels, scores } = artifact;
  const buckets = bytesOf(artifact.buckets);
  const checks = bytesOf(artifact.checks);
  const rarities = bytesOf(artifact.rarities);
  const weights = bytesOf(artifact.weights);
  const width = labels.length === 2 ? 1 : labels.length;
  if (
    scores.length !== width ||
    buckets.length !== 2 ** bits ||
    buckets.reduce((sum, count) => sum + count, 0) !== grams ||
    checks.length !== 2 * grams ||
    rarities.length !== grams ||
    weights.length !== grams * width
  )
    throw new RangeError('the tables of the text model do not fit each other');
  return new GramTable({ bits, buckets, checks, rarities, weights, width });
}

/**
 * Opens a model. The work is done once; each text then costs one look-up per gram and allocates nothing.
 * @throws z.ZodError, or RangeError when the tables do not fit each other.
 */
export function loadTextModel(json: unknown): TextModel {
  const artifact = textModelSchema.parse(json);
  const table = decode(artifact);
  const { bytes } = table;
  const { labels, sharpness } = artifact;
  const width = artifact.scores.length;
  const reader = sharedReader(artifact.cut);
  let found = new Uint32Array(4096);
  const result = new Float64Array(labels.length);
  const intercepts = artifact.scores.map(({ intercept }) => intercept);
  const scales = artifact.scores.map(({ scale }) => scale);

  /** Cells of the known grams of the text into `found`, each once, counted in the table. @returns how many. */
  const lookUp = (text: string): number => {
    const read = reader.read(text);
    const { hashes } = reader;
    if (found.length < read) found = new Uint32Array(hashes.length);
    let distinct = 0;
    for (let at = 0; at < read; at += 1) {
      const cell = table.find(hashes[at] ?? 0);
      if (cell < 0 || table.count(cell) > 0) continue;
      found[distinct] = cell;
      distinct += 1;
    }
    return distinct;
  };

  const scores = (text: string): Float64Array => {
    const distinct = lookUp(text);
    result.fill(0);
    let square = 0;
    let only = 0;
    for (let at = 0; at < distinct; at += 1) {
      const cell = found[at] ?? 0;
      const byte = bytesAt(cell);
      // The step of the rarities falls out where the length does.
      const value = damped(table.take(cell)) * (bytes[byte] ?? 0);
      square += value * value;
      if (width === 1) {
        only += value * (curve[bytes[byte + 1] ?? 0] ?? 0);
        continue;
      }
      for (let score = 0; score < width; score += 1)
        result[score] = (result[score] ?? 0) + value * (curve[bytes[byte + 1 + score] ?? 0] ?? 0);
    }
    if (width === 1) result[0] = only;
    const length = Math.sqrt(square) || 1;
    for (let score = 0; score < width; score += 1)
      result[score] = (intercepts[score] ?? 0) + ((result[score] ?? 0) / length) * (scales[score] ?? 0);
    if (labels.length === 2) result[1] = -(result[0] ?? 0);
    return result;
  };

  const probabilities = (text: string): Float64Array => {
    softmax(scores(text), sharpness);
    return result;
  };

  const marks = (text: string): Float64Array => {
    scores(text);
    for (let label = 0; label < labels.length; label += 1)
      result[label] = markChance(result[label] ?? 0, sharpness);
    return result;
  };

  return {
    labels,
    marks,
    probabilities,
    classify: (text) => {
      const chances = probabilities(text);
      let best = 0;
      for (let label = 1; label < labels.length; label += 1)
        if ((chances[label] ?? 0) > (chances[best] ?? 0)) best = label;
      return { label: labels[best] ?? '', confidence: chances[best] ?? 0 };
    },
  };
}
