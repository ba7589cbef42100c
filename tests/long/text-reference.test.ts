import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { countGrams, type HashedCorpus, type Reader } from '../../functions/domain/text/learning/corpus.ts';
import { fitLogistic, type Rows } from '../../functions/domain/text/learning/logistic.ts';
import { agreement } from '../../functions/domain/text/learning/measure.ts';
import { foldOf, trainTextModel } from '../../functions/domain/text/learning/train.ts';
import { loadTextModel } from '../../functions/domain/text/model.ts';

/**
 * The classifier against the baseline it is promised to keep up with: TF-IDF over the exact grams (characters by one to
 * three, or words by one and two), sublinear, rows of length 1, ridge logistic regression with C = 10, on the same rows.
 */
const data = process.env['AMENDS_DATA'];
const SEED = 20;
const MARGIN = 0.01;

const sets = [
  { file: 'text-zh/waimai-sentiment.csv', text: 'review', label: 'label', by: 'characters', accuracy: 0.89 },
  { file: 'text-zh/car-topic.csv', text: 'content', label: 'subject', by: 'characters', accuracy: 0 },
  {
    file: 'text-zh/shopping-category-sentiment.csv',
    text: 'review',
    label: 'cat',
    by: 'characters',
    accuracy: 0,
  },
  {
    file: 'text-zh/shopping-category-sentiment.csv',
    text: 'review',
    label: 'label',
    by: 'characters',
    accuracy: 0,
  },
  {
    file: 'text-en/cfpb.csv',
    text: 'Consumer complaint narrative',
    label: 'Product',
    by: 'words',
    accuracy: 0,
  },
] as const;

/** Cuts as the baseline does and numbers every gram by itself: nothing is hashed. */
function exactReader(by: 'characters' | 'words'): Reader {
  const numbers = new Map<string, number>();
  let hashes = new Uint32Array(0);
  return {
    get hashes() {
      return hashes;
    },
    read(text) {
      const units =
        by === 'words' ? (text.toLowerCase().match(/\b\w\w+\b/g) ?? []) : Array.from(text.toLowerCase());
      const longest = by === 'words' ? 2 : 3;
      const grams: number[] = [];
      for (let length = 1; length <= longest; length += 1) {
        for (let at = 0; at + length <= units.length; at += 1) {
          const gram = units.slice(at, at + length).join(by === 'words' ? ' ' : '');
          const number = numbers.get(gram) ?? numbers.size;
          numbers.set(gram, number);
          grams.push(number);
        }
      }
      hashes = Uint32Array.from(grams);
      return grams.length;
    },
  };
}

function tfIdf(corpus: HashedCorpus, train: Uint32Array): Rows {
  const seenIn = new Uint32Array(corpus.distinct);
  for (const row of train)
    for (let at = corpus.starts[row]!; at < corpus.starts[row + 1]!; at += 1) seenIn[corpus.grams[at]!]! += 1;
  const values = new Float32Array(corpus.grams.length);
  for (let row = 0; row < corpus.rows; row += 1) {
    let square = 0;
    for (let at = corpus.starts[row]!; at < corpus.starts[row + 1]!; at += 1) {
      const known = seenIn[corpus.grams[at]!]!;
      const idf = Math.log((1 + train.length) / (1 + known)) + 1;
      values[at] = known === 0 ? 0 : (1 + Math.log(corpus.counts[at]!)) * idf;
      square += values[at]! ** 2;
    }
    for (let at = corpus.starts[row]!; at < corpus.starts[row + 1]!; at += 1)
      values[at]! /= Math.sqrt(square) || 1;
  }
  return { starts: corpus.starts, features: corpus.grams, values, width: corpus.distinct };
}

function reference(
  texts: readonly string[],
  labelOf: readonly number[],
  labels: number,
  by: 'characters' | 'words',
) {
  const corpus = countGrams(texts, exactReader(by));
  const folds = texts.map((text) => foldOf(text, SEED));
  const train = Uint32Array.from([...folds.keys()].filter((row) => folds[row] !== 0));
  const rows = tfIdf(corpus, train);
  const weights = Array.from(
    { length: labels },
    (_, label) => fitLogistic(rows, train, (row) => labelOf[row] === label, { cost: 10, seed: 1 }).weights,
  );
  return [...folds.keys()]
    .filter((row) => folds[row] === 0)
    .map((row) => {
      const scores = weights.map((own) => {
        let sum = own[rows.width]!;
        for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at += 1)
          sum += own[rows.features[at]!]! * rows.values[at]!;
        return sum;
      });
      return scores.indexOf(Math.max(...scores));
    });
}

describe.skipIf(data === undefined)('the text classifier, on public rows in AMENDS_DATA', () => {
  test.each(sets)('keeps up with exact TF-IDF on $label of $file', ({ file, text, label, by, accuracy }) => {
    const table: Record<string, string>[] = parse(readFileSync(join(data ?? '', file)), {
      bom: true,
      columns: true,
    });
    const rows = table
      .map((row) => ({ text: row[text] ?? '', label: row[label] ?? '' }))
      .filter((row) => row.text.trim() !== '' && row.label !== '');
    const labels = [...new Set(rows.map((row) => row.label))].sort();
    const labelOf = rows.map((row) => labels.indexOf(row.label));
    const unseen = rows.filter((row) => foldOf(row.text, SEED) === 0);
    const truth = unseen.map((row) => labels.indexOf(row.label));

    const { artifact } = trainTextModel(
      rows.filter((row) => foldOf(row.text, SEED) !== 0),
      { seed: 1 },
    );
    const model = loadTextModel(artifact);
    const ours = agreement(
      truth,
      unseen.map((row) => labels.indexOf(model.classify(row.text).label)),
      labels.length,
    );
    const theirs = agreement(
      truth,
      reference(
        rows.map((row) => row.text),
        labelOf,
        labels.length,
        by,
      ),
      labels.length,
    );
    console.log(
      JSON.stringify({ file, label, rows: rows.length, unseen: unseen.length, ours, reference: theirs }),
    );
    expect(Buffer.byteLength(JSON.stringify(artifact))).toBeLessThanOrEqual(3_000_000);
    expect(ours.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(ours.macroF1).toBeGreaterThanOrEqual(theirs.macroF1 - MARGIN);
  });
});
