import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { findLeaks, trainModel, type TrainOptions } from '../functions/domain/churn/learning/train-model.ts';
import { nearDuplicates, type NearDuplicates } from '../functions/domain/churn/learning/near-duplicates.ts';
import type { Leak } from '../functions/domain/churn/learning/leaks.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { UnclearLabel } from './table/label.ts';
import { modelFile } from './churn/model-file.ts';
import { writeReport } from './churn/train-report.ts';
import { readTrainingFile, sha256Of } from './table/read-training-file.ts';

const usage = `Fits a churn model on a firm's own history.

  npm run -s train -- --data FILE.csv --label COL [--positive VALUE] [--id COL] [--drop A,B]
                      [--learner auto|ebm|trees] [--seed N] [--rising A,B] [--falling A,B]
                      [--name NAME] [--report DIR] [--allow-leak] --out MODEL.json

  --data FILE        a table with a header: comma, semicolon, tab or bar between the columns
  --label COL        the column that says who left; rows in which it is empty are left out
  --positive VALUE   its value that means "left", in any case; found by itself when it, or the other of two, says so
                     in usual words
  --id COL           a column that names the customer; ids are also recognised and left out with a word
  --drop A,B         columns to leave out
  --learner          ebm: curves or straight lines, and steps and pairs where they pay, that can be drawn; trees:
                     where interactions pay for more;
                     auto (default): cross-validates both and says why it chose
  --seed N           1 when left out; the same file and seed give the same model
  --rising A,B       number columns of which more never lowers the risk; --falling: never raises it
  --name NAME        of the model; the file name when left out
  --report DIR       writes report.md there, with charts of calibration and shapes (SVG)
  --allow-leak       go on although a column knows the label

Prints one JSON object on stdout:
  {"rows","positives","auc":{"mean","sd","folds"},"logloss","ece","leaks":[...],"learner","choice"}
from 5-fold cross-validation in which identical rows stay in one fold. Types, ids and progress go to stderr.`;

/** Columns know the label: a finding of its own, told without the usage. */
class LeakFound extends Error {}

const options = {
  data: { type: 'string' },
  label: { type: 'string' },
  positive: { type: 'string' },
  id: { type: 'string', multiple: true },
  drop: { type: 'string', multiple: true },
  learner: { type: 'string', default: 'auto' },
  seed: { type: 'string', default: '1' },
  rising: { type: 'string', multiple: true },
  falling: { type: 'string', multiple: true },
  name: { type: 'string' },
  report: { type: 'string' },
  out: { type: 'string' },
  'allow-leak': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const listed = (given: readonly string[] = []): string[] =>
  given
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');

const tell = (text: string): void => {
  console.error(text);
};

async function main(): Promise<number> {
  const values = parseArgs({ options }).values;
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const { data, label, out, learner } = values;
  if (data === undefined) throw new WrongUsage('--data is missing');
  if (label === undefined) throw new WrongUsage('--label is missing');
  if (out === undefined) throw new WrongUsage('--out is missing');
  // Before minutes of training.
  if (!existsSync(dirname(out)))
    throw new WrongUsage(`--out: there is no folder ${dirname(out)}; make it first`);
  if (learner !== 'auto' && learner !== 'ebm' && learner !== 'trees')
    throw new WrongUsage(`--learner takes auto, ebm or trees, not "${learner}"`);
  if (!/^\d{1,9}$/.test(values.seed))
    throw new WrongUsage(`--seed takes a whole number from 0, not "${values.seed}"`);
  const seed = Number(values.seed);
  const file = await readTrainingFile(data, {
    label,
    positive: values.positive,
    ids: listed(values.id),
    drop: listed(values.drop),
    senses: new Map([
      ...listed(values.rising).map((name) => [name, 'rising'] as const),
      ...listed(values.falling).map((name) => [name, 'falling'] as const),
    ]),
    note: tell,
  });
  const train: TrainOptions = { learner, seed, tell };
  const leaks = findLeaks(file.table, file.ids, train);
  if (leaks.length > 0 && values['allow-leak'] !== true) throw new LeakFound(leakMessage(leaks));
  const near = nearDuplicates(file.table);
  const notes = near !== undefined && isFlattering(near, file.table.outcomes) ? [nearNote(near)] : [];
  for (const note of notes) tell(note);
  const trained = trainModel(file.table, train);
  const name = values.name ?? basename(out).replace(/(?:\.model)?\.json$/, '');
  const model = modelFile(trained, {
    name,
    version: '1.0.0',
    fittedOn: new Date().toISOString().slice(0, 10),
    seed,
    provenance: {
      name: basename(data),
      source: basename(data),
      licence: 'of the firm that trained it',
      label: `${label} = ${file.positive}`,
      rows: file.table.outcomes.length,
      positives: file.table.outcomes.reduce((sum, outcome) => sum + outcome, 0),
      sha256: await sha256Of(data),
    },
  });
  writeFileSync(out, `${JSON.stringify(model)}\n`);
  if (values.report !== undefined) writeReport(values.report, model, file.table, notes);
  const { quality } = model;
  console.log(
    JSON.stringify({
      rows: quality.rows,
      positives: quality.positives,
      auc: quality.auc,
      logloss: quality.logloss,
      ece: quality.ece,
      leaks,
      learner: model.learner,
      choice: model.choice,
      ...(near && { nearDuplicates: { share: figure(near.share), sameOutcome: figure(near.sameOutcome) } }),
    }),
  );
  return 0;
}

/** From this share of near duplicates on they are worth a word. */
const NEAR_SHARE = 0.05;

/** Rows that nearly repeat others flatter only where they share their outcome more often than any two rows would. */
function isFlattering({ share, sameOutcome }: NearDuplicates, outcomes: Uint8Array): boolean {
  const left = outcomes.reduce((sum, outcome) => sum + outcome, 0) / outcomes.length;
  return share >= NEAR_SHARE && sameOutcome > Math.max(left, 1 - left);
}

const figure = (value: number): number => Number(value.toFixed(4));

const nearNote = ({ share, sameOutcome }: NearDuplicates): string =>
  `${(100 * share).toFixed(0)} % of the rows agree with another in all columns but two or fewer, and ${(100 * sameOutcome).toFixed(0)} % of these share its outcome; deep trees can learn such rows by heart, so trees will be less good on new customers than cross-validation says`;

const leakMessage = (leaks: readonly Leak[]): string =>
  [
    ...leaks.map(({ column, alone, without: before, with: after }) =>
      before === undefined || after === undefined
        ? `column ${column} knows the label: alone it reaches a cross-validated AUC of ${alone.toFixed(3)} (0.99 is the limit)`
        : `column ${column} knows the label: alone it reaches a cross-validated AUC of ${alone.toFixed(3)}, and raises the model from ${before.toFixed(3)} to ${after.toFixed(3)} (0.97 and a gain of 0.10 are the limits)`,
    ),
    `It is probably written down when or after the customer leaves. Leave it out with --drop ${leaks.map(({ column }) => column).join(',')}, or, if it is known beforehand, go on with --allow-leak.`,
  ].join('\n');

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof LeakFound || error instanceof UnclearLabel) {
    console.error(error.message);
    return error instanceof UnclearLabel ? 2 : 1;
  }
  return explainFailure(error, usage);
});
