import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { markdownTable, withFigures } from './churn/model-card.ts';
import { UnusableTable } from './unusable-table.ts';

const usage = `Writes what evaluate-churn measured into the card of train.

  AMENDS_DATA=FOLDER npx node tools/evaluate-churn.ts | npx node tools/churn-figures.ts docs/models/train.md`;

const START = '<!-- figures: written by tools/churn-figures.ts, do not edit -->';

const measuredSchema = z.object({
  set: z.string(),
  rows: z.int(),
  learners: z.array(z.string()).min(1),
  auc: z.number(),
  ece: z.number(),
  logloss: z.number(),
  cpuSecondsPerSeed: z.number(),
  logistic: z.number().optional(),
  stumps: z.number().optional(),
  boosting: z.number().optional(),
  way: z.number().nullish(),
});
type Measured = z.infer<typeof measuredSchema>;

function read(lines: string): Measured[] {
  const measured = lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => measuredSchema.parse(JSON.parse(line)));
  if (measured.length === 0) throw new UnusableTable('nothing was measured: standard input holds no line');
  return measured;
}

const fixed = (value: number | undefined): string => value?.toFixed(4) ?? 'not run';

function wayOf({ way }: Measured): string {
  if (way === undefined) return 'not run';
  return way === null ? 'boosting not ahead' : `${(100 * way).toFixed(0)} %`;
}

const tableOf = (measured: readonly Measured[]): string =>
  markdownTable(
    [
      'set',
      'rows',
      'seeds',
      'learner',
      'AUC',
      'logistic',
      'stumps',
      'boosting',
      'way',
      'ECE',
      'log-loss',
      'CPU s a seed',
    ],
    measured.map((set) => [
      set.set,
      set.rows,
      set.learners.length,
      [...new Set(set.learners)].join(', '),
      fixed(set.auc),
      fixed(set.logistic),
      fixed(set.stumps),
      fixed(set.boosting),
      wayOf(set),
      fixed(set.ece),
      fixed(set.logloss),
      set.cpuSecondsPerSeed.toFixed(0),
    ]),
  );

async function main(): Promise<number> {
  const [card, ...more] = process.argv.slice(2);
  if (card === '--help') {
    console.log(usage);
    return 0;
  }
  if (card === undefined || more.length > 0) throw new WrongUsage('give the card to write into');
  const measured = read(await text(process.stdin));
  writeFileSync(card, withFigures(readFileSync(card, 'utf8'), START, tableOf(measured)));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
