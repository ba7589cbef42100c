import { GramReader, type Cut } from '../grams.ts';
import type { Provenance, TextModelArtifact } from '../model.ts';
import { countGrams, type HashedCorpus } from './corpus.ts';
import { fitLabels, scoreRow, scoresFor, type LabelFit } from './fit-labels.ts';
import { agreement, bestOf, fitSharpness } from './measure.ts';
import { packGrams } from './pack.ts';
import { chooseVocabulary, weigh, type Vocabulary } from './vocabulary.ts';

export interface TextRow {
  readonly text: string;
  readonly label: string;
}

interface TrainOptions {
  readonly seed: number;
  /** Bytes that the tables of the model may take before they are written as base64. */
  readonly bytes?: number;
  readonly provenance?: Provenance;
  /** Another way to cut texts: without pieces of words a model is several times quicker, and blind to typos. */
  readonly cut?: Cut;
  /** Told what is going on, a line at a time. */
  readonly note?: (text: string) => void;
}

interface Trained {
  readonly artifact: TextModelArtifact;
  /** By row: what a model that had not seen the row, nor any row with the same text, took it for. */
  readonly heldOut: readonly string[];
}

/** There is nothing to learn in these rows; the message says why. */
export class NothingToLearn extends Error {}

export const FOLDS = 5;
export const CUT: Cut = { characters: 3, words: 2, pieces: 5 };
/** Inverse ridge: the same that TF-IDF baselines use. Between 4 and 30 little changes on any set we have. */
export const COST = 10;
/** 3 MB of JSON, less what is not table, at four characters for three bytes. */
const TABLE_BYTES = 2_150_000;
/** Beside the weights a gram takes two bytes of check, one of rarity and about one of bucket. */
const BYTES_PER_GRAM = 4;

/**
 * The fold of a row follows from its text alone, so identical texts always share one.
 * FNV-1a with a final mix: the same on every machine.
 */
export function foldOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % FOLDS;
}

interface Task {
  readonly corpus: HashedCorpus;
  readonly labelOf: Uint16Array;
  readonly labels: number;
  readonly capacity: number;
  readonly seed: number;
}

function fit({ corpus, labelOf, labels, capacity, seed }: Task, rows: Uint32Array) {
  const vocabulary = chooseVocabulary(corpus, rows, capacity);
  const data = weigh(corpus, vocabulary);
  return { vocabulary, data, fits: fitLabels(data, rows, labelOf, labels, { cost: COST, seed }) };
}

export const rowsWhere = (count: number, holds: (row: number) => boolean): Uint32Array =>
  Uint32Array.from(Array.from({ length: count }, (_, row) => row).filter(holds));

function crossValidate(task: Task, folds: Uint8Array, note: (text: string) => void): Float64Array[] {
  const scores: Float64Array[] = Array.from({ length: folds.length }, () => new Float64Array(task.labels));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    note(`cross-validation, part ${fold + 1} of ${FOLDS} …`);
    const { data, fits } = fit(
      task,
      rowsWhere(folds.length, (row) => folds[row] !== fold),
    );
    for (let row = 0; row < folds.length; row += 1)
      if (folds[row] === fold) scores[row] = scoreRow(data, row, fits, task.labels);
  }
  return scores;
}

/** Each label is learned against all others, and a model of 3 MB has room for some thousand weights of each. */
const MOST_LABELS = 1000;

/** Labels in the order of their spelling, so that the order of the rows does not matter. */
function labelsOf(rows: readonly TextRow[]): string[] {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  if (labels.length < 2)
    throw new NothingToLearn(
      labels[0] === undefined
        ? 'there is no row to learn from'
        : `every row has the label "${labels[0]}"; two different ones are needed to tell apart`,
    );
  if (labels.length > MOST_LABELS)
    throw new NothingToLearn(
      `${labels.length} different labels in ${rows.length} rows; ${MOST_LABELS} are the most, more are names or remarks and no labels`,
    );
  return labels;
}

/**
 * Learns a classifier from labelled texts and measures it on texts it has not seen. The same rows and seed give the
 * same model to the last byte.
 * @throws NothingToLearn
 */
export function trainTextModel(rows: readonly TextRow[], options: TrainOptions): Trained {
  const note = options.note ?? (() => undefined);
  const labels = labelsOf(rows);
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const labelOf = Uint16Array.from(rows, ({ label }) => numbers.get(label) ?? 0);
  note(`reading ${rows.length} texts with ${labels.length} labels …`);
  const corpus = countGrams(
    rows.map(({ text }) => text),
    new GramReader(options.cut ?? CUT),
  );
  const capacity = Math.floor((options.bytes ?? TABLE_BYTES) / (BYTES_PER_GRAM + scoresFor(labels.length)));
  const task: Task = { corpus, labelOf, labels: labels.length, capacity, seed: options.seed };
  const folds = Uint8Array.from(rows, ({ text }) => foldOf(text, options.seed));
  const scores = crossValidate(task, folds, note);
  const guesses = scores.map(bestOf);
  const measured = agreement(labelOf, guesses, labels.length);
  note('fitting the model on all rows …');
  const { vocabulary, fits } = fit(
    task,
    rowsWhere(rows.length, () => true),
  );
  const quality = { rows: rows.length, ...measured, folds: FOLDS, seed: options.seed };
  return {
    artifact: {
      kind: 'text-classifier',
      version: 1,
      ...(options.provenance && { provenance: options.provenance }),
      quality,
      cut: options.cut ?? CUT,
      labels,
      sharpness: fitSharpness(scores, labelOf),
      ...packed(corpus, vocabulary, fits),
    },
    heldOut: guesses.map((guess) => labels[guess] ?? ''),
  };
}

export function packed(corpus: HashedCorpus, vocabulary: Vocabulary, fits: readonly LabelFit[]) {
  return {
    scores: fits.map(({ intercept, scale }) => ({ intercept, scale })),
    ...packGrams(
      Uint32Array.from(vocabulary.grams, (gram) => corpus.hashes[gram] ?? 0),
      vocabulary,
      fits.map(({ weights }) => weights),
    ),
  };
}
