import { GramReader, type Cut } from '../grams.ts';
import { markChance, type Provenance, type TextModelArtifact } from '../model.ts';
import { countGrams } from './corpus.ts';
import { fitOne, scoreRow } from './fit-labels.ts';
import { fitSharpness } from './measure.ts';
import { COST, CUT, FOLDS, foldOf, packed, rowsWhere } from './train.ts';
import { chooseVocabulary, weigh } from './vocabulary.ts';

/** A text with the marks that it bears: several, one or none. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly string[];
}

interface TrainedMarks {
  readonly artifact: TextModelArtifact;
  /** By row: the chance of each mark, from models that had not seen the row. */
  readonly heldOut: readonly Float64Array[];
}

/** Twice as many were no better on rounds o and p. */
const MOST_GRAMS = 60_000;

/**
 * Learns to put marks on texts, each mark against its absence, over one vocabulary. What the figures in the artifact
 * say is by mark: accuracy over all (text, mark) pairs and the mean of F1 at even chance.
 */
export function trainMarks(
  rows: readonly MarkedText[],
  labels: readonly string[],
  options: { readonly seed: number; readonly cut?: Cut; readonly provenance?: Provenance },
): TrainedMarks {
  const corpus = countGrams(
    rows.map(({ text }) => text),
    new GramReader(options.cut ?? CUT),
  );
  const bears = labels.map((label) => rows.map(({ marks }) => marks.includes(label)));
  const fit = (use: Uint32Array) => {
    const vocabulary = chooseVocabulary(corpus, use, MOST_GRAMS);
    const data = weigh(corpus, vocabulary);
    const fits = bears.map((has) =>
      fitOne(data, use, (row) => has[row] === true, { cost: COST, seed: options.seed }),
    );
    return { vocabulary, data, fits };
  };

  const folds = rows.map(({ text }) => foldOf(text, options.seed));
  const scores: Float64Array[] = rows.map(() => new Float64Array(labels.length));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { data, fits } = fit(rowsWhere(rows.length, (row) => folds[row] !== fold));
    for (const [row, own] of folds.entries())
      if (own === fold) scores[row] = scoreRow(data, row, fits, labels.length);
  }
  const pairs = scores.flatMap((own, row) =>
    Array.from(own, (score, label) => ({ score, has: bears[label]?.[row] === true })),
  );
  const sharpness = fitSharpness(
    pairs.map(({ score }) => Float64Array.from([score, -score])),
    pairs.map(({ has }) => (has ? 0 : 1)),
  );
  const heldOut = scores.map((own) => own.map((score) => markChance(score, sharpness)));
  const { vocabulary, fits } = fit(rowsWhere(rows.length, () => true));
  return {
    artifact: {
      kind: 'text-classifier',
      version: 1,
      ...(options.provenance && { provenance: options.provenance }),
      quality: {
        rows: rows.length,
        accuracy: pairs.filter(({ score, has }) => score > 0 === has).length / pairs.length,
        macroF1: meanF1(scores, bears),
        folds: FOLDS,
        seed: options.seed,
      },
      cut: options.cut ?? CUT,
      labels: [...labels],
      sharpness,
      ...packed(corpus, vocabulary, fits),
    },
    heldOut,
  };
}

function meanF1(scores: readonly Float64Array[], bears: readonly (readonly boolean[])[]): number {
  const each = bears.map((has, label) => {
    const guessed = scores.map((own) => (own[label] ?? 0) > 0);
    const right = guessed.filter((guess, row) => guess && has[row] === true).length;
    return (2 * right) / (guessed.filter(Boolean).length + has.filter(Boolean).length || 1);
  });
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}
