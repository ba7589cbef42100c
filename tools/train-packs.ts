import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { flagSchema } from '../functions/domain/triage/judgement.ts';
import { wholePassage } from '../functions/domain/triage/passages.ts';
import { read } from '../functions/domain/triage/reading.ts';
import type { TextModelArtifact } from '../functions/domain/text/model.ts';
import { trainMarks } from '../functions/domain/text/learning/train-marks.ts';
import { trainTextModel, type TextRow } from '../functions/domain/text/learning/train.ts';
import { labelledChinese, labelledEnglish } from '../tests/domain/triage/labelled.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { bankingRows, ruleLabelled } from './train-packs/categories.ts';
import { flagRows } from './train-packs/flag-rows.ts';
import { intentRows, INTENTS } from './train-packs/intent-rows.ts';
import { ORDINARY_SETS, ordinaryRows } from './train-packs/ordinary.ts';
import { combined, readSet } from './train-packs/sources.ts';

const usage = `Trains the packs that triage ships: flags, and sentiment and category in English and Chinese.

  npx node tools/train-packs.ts --data DIR [--data DIR2] --date YYYY-MM-DD
  npx node tools/train-packs.ts --flags --data DIR --date YYYY-MM-DD
  npx node tools/train-packs.ts --intents --date YYYY-MM-DD

  --flags    only the pack of flags: it is learned from the project's own sentences, and from reviews and narratives in
             which no rule finds a hint of a flag
  --intents  only the pack of what people want (kinds and asks): from the project's own sentences, without other data

The folders hold the public sets named in docs/models/triage.md. Writes functions/domain/triage/packs/*.model.json; the
same files and date give the same bytes. Prints one JSON line per pack with its figures.`;

const SEED = 1;
/** Small packs start quickly: beyond this the accuracy on our own rows grows by less than half a point. */
const PACK_BYTES = 120_000;
/** Words, pairs of words, runs of characters, no pieces of words: on rows never seen as good here, and four times as quick. */
const CUT = { characters: 3, words: 2, pieces: 0 };
/** Characters of a narrative: as long as a few sentences of a review. */
const OPENING = 300;
const out = fileURLToPath(new URL('../functions/domain/triage/packs', import.meta.url));

function keep(name: string, artifact: TextModelArtifact): void {
  writeFileSync(join(out, `${name}.model.json`), `${JSON.stringify(artifact)}\n`);
  const { rows, accuracy, macroF1 } = artifact.quality;
  console.log(JSON.stringify({ pack: name, rows, labels: artifact.labels.length, accuracy, macroF1 }));
}

const cell = (row: Readonly<Record<string, string>>, column: string): string => row[column] ?? '';

function trainAll(folders: readonly string[], date: string): void {
  const train = (name: string, rows: readonly TextRow[], provenance: Parameters<typeof combined>[0]) => {
    console.error(`${name}: ${rows.length} rows`);
    const options = { seed: SEED, bytes: PACK_BYTES, cut: CUT, provenance: combined(provenance, date) };
    keep(name, trainTextModel(rows, options).artifact);
  };
  const waimai = readSet('waimai', folders);
  const shopping = readSet('shopping', folders);
  const cfpb = readSet('cfpb', folders);
  const sst2 = readSet('sst2', folders);
  const banking = readSet('banking', folders);
  const narratives = cfpb.rows
    .map((row) => cell(row, 'Consumer complaint narrative'))
    .filter((text) => text !== '');
  const told = (rows: typeof labelledEnglish): TextRow[] =>
    rows.flatMap(({ text, kind }) =>
      kind === 'praise' || kind === 'complaint' ? [{ text, label: kind === 'praise' ? 'good' : 'bad' }] : [],
    );
  const mood = (label: string): string => (label === '1' ? 'good' : 'bad');
  const reviews = [...waimai.rows, ...shopping.rows.filter((_, row) => row % 3 === 0)];

  train(
    'sentiment-zh',
    [
      ...told(labelledChinese),
      ...reviews.map((row) => ({ text: cell(row, 'review'), label: mood(cell(row, 'label')) })),
    ],
    [waimai.provenance, shopping.provenance],
  );
  train(
    'sentiment-en',
    [
      ...told(labelledEnglish),
      ...sst2.rows.map((row) => ({ text: cell(row, 'text'), label: mood(cell(row, 'label')) })),
      // Whoever tells a regulator what went wrong is not happy, however soberly it is told: films alone do not teach that.
      ...narratives.map((text) => ({ text: text.slice(0, OPENING), label: 'bad' })),
    ],
    [sst2.provenance, cfpb.provenance],
  );
  const own = (rows: typeof labelledEnglish): TextRow[] =>
    rows.flatMap(({ text, causes }) => causes.map((label) => ({ text, label })));
  const bad = [...waimai.rows, ...shopping.rows].filter((row) => cell(row, 'label') === '0');
  train(
    'category-zh',
    [...own(labelledChinese), ...ruleLabelled(bad.map((row) => cell(row, 'review')))],
    [waimai.provenance, shopping.provenance],
  );
  train(
    'category-en',
    [...own(labelledEnglish), ...bankingRows(banking), ...ruleLabelled(narratives)],
    [banking.provenance, cfpb.provenance],
  );
  trainFlags(folders, date);
  trainIntents(date);
}

function trainFlags(folders: readonly string[], date: string): void {
  const sets = new Map(ORDINARY_SETS.map((name) => [name, readSet(name, folders)]));
  const rows = [...flagRows(SEED), ...ordinaryRows(sets)];
  const own = {
    name: "the project's own sentences, both languages",
    source: 'tests/domain/triage, tools/train-packs/scenes',
    licence: 'Apache-2.0',
    sha256: '-',
  };
  const provenance = combined([own, ...Array.from(sets.values(), (set) => set.provenance)], date);
  keep(
    'flags',
    trainMarks(
      rows.map(({ text, marks }) => ({ text: wholePassage(read(text), text), marks })),
      flagSchema.options,
      { seed: SEED, cut: CUT, provenance },
    ).artifact,
  );
}

function trainIntents(date: string): void {
  const provenance = {
    name: "the project's own sentences of what people want, both languages",
    source: 'tests/domain/triage, tools/train-packs/scenes',
    licence: 'Apache-2.0',
    sha256: '-',
    trainedOn: date,
  };
  keep('intents', trainMarks(intentRows(SEED), INTENTS, { seed: SEED, cut: CUT, provenance }).artifact);
}

function main(): number {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', multiple: true },
      flags: { type: 'boolean', default: false },
      intents: { type: 'boolean', default: false },
      date: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  if (values.date === undefined) throw new WrongUsage('--date is missing');
  if (values.intents) {
    trainIntents(values.date);
    return 0;
  }
  if (values.data === undefined) throw new WrongUsage('--data is missing');
  if (values.flags) trainFlags(values.data, values.date);
  else trainAll(values.data, values.date);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explainFailure(error, usage);
}
