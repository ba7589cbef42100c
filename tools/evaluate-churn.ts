import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gather } from '../functions/domain/churn/learning/boost-shapes.ts';
import { binTable } from '../functions/domain/churn/learning/bins.ts';
import { boostTrees } from '../functions/domain/churn/learning/boost-trees.ts';
import { dealFolds, identicalRows, rowsWhere } from '../functions/domain/churn/learning/folds.ts';
import { mean } from '../functions/domain/churn/learning/measure.ts';
import { areaUnderCurve } from '../functions/domain/churn/learning/rank.ts';
import { treesMargin } from '../functions/domain/churn/learning/fit-trees.ts';
import { trainModel } from '../functions/domain/churn/learning/train-model.ts';
import type { TrainingTable } from '../functions/domain/churn/learning/training-table.ts';
import { FOLDS } from '../functions/domain/churn/learning/validate.ts';
import { logisticBaseline } from './churn/logistic-baseline.ts';
import { readTrainingFile } from './table/read-training-file.ts';

const usage = `Measures what train reaches on public churn data, beside three references of the same folds.

  AMENDS_DATA=FOLDER npx node tools/evaluate-churn.ts [--set NAME]... [--seeds N] [--no-references]
  npx node tools/evaluate-churn.ts --table FILE.csv --label COL [--positive VALUE] [--seeds N] [--no-references]

  AMENDS_DATA  a folder with churn/telecom-ibm.csv and the like; what is not there is skipped and said
  --set NAME   measure only this set; may be given several times
  --table FILE measure this table instead, whose column COL says by VALUE who left
  --seeds N    5 when left out; each deals the rows into 5 folds anew, identical rows in one fold

Prints one JSON line per set. "logistic" is ridge logistic regression, "stumps" additive boosting (400 trees of 2 leaves,
rate 0.1), "boosting" plain histogram boosting (200 trees of 15 leaves, rate 0.05), all on the folds of every seed. "way" is
how much of the way from logistic to boosting the chosen learner goes.`;

const sets = [
  { name: 'telecom-ibm', label: 'Churn' },
  { name: 'ecommerce', label: 'Churn' },
  { name: 'credit-card', label: 'Attrition_Flag' },
  { name: 'telecom-bigml', label: 'churn' },
] as const;

type Reference = (seen: Int32Array, asked: Int32Array) => Float64Array;

/** Mean AUC of a reference over seeds and folds. */
const referenceAuc = (table: TrainingTable, seeds: number, predict: Reference): number =>
  mean(Array.from({ length: seeds }, (_, index) => aucOfSeed(table, index + 1, predict)));

function aucOfSeed(table: TrainingTable, seed: number, predict: Reference): number {
  const { outcomes } = table;
  const folds = dealFolds(identicalRows(table), outcomes, FOLDS, seed);
  return mean(
    Array.from({ length: FOLDS }, (_, fold) => {
      const seen = rowsWhere(outcomes.length, (row) => folds[row] !== fold);
      const asked = rowsWhere(outcomes.length, (row) => folds[row] === fold);
      return areaUnderCurve(
        predict(seen, asked),
        Uint8Array.from(asked, (row) => outcomes[row] ?? 0),
      );
    }),
  );
}

/** Histogram boosting as it comes, without any choice of ours. */
function plainBoosting(
  table: TrainingTable,
  {
    rate,
    leaves,
    trees: mostTrees,
  }: { readonly rate: number; readonly leaves: number; readonly trees: number },
): Reference {
  const binned = binTable(table, { numberBins: 254, tailRows: Number.POSITIVE_INFINITY, categoryRows: 1 });
  return (seen, asked) => {
    const trees = boostTrees(binned.columns, gather(binned.columns, binned.outcomes, seen, 0), undefined, {
      rate,
      leaves,
      depth: leaves,
      leastRows: 20,
      leastCurvature: 1e-3,
      ridge: 1e-3,
      rowShare: 1,
      columnShare: 1,
      leastColumns: 1,
      mostTrees,
      patience: mostTrees,
      seed: 1,
    });
    return treesMargin({ base: 0, trees }, binned, asked);
  };
}

const figure = (value: number): number => Number(value.toFixed(4));

interface Measured {
  readonly name: string;
  readonly file: string;
  readonly label: string;
  readonly positive?: string | undefined;
}

async function evaluate({ name, file, label, positive }: Measured, seeds: number, references: boolean) {
  const started = process.cpuUsage();
  const { table } = await readTrainingFile(file, {
    label,
    positive,
    ids: [],
    drop: [],
    note: () => undefined,
  });
  const runs = Array.from({ length: seeds }, (_, index) => {
    const { validation } = trainModel(table, {
      learner: 'auto',
      seed: index + 1,
      tell: (text) => {
        console.error(`${name}, seed ${index + 1}: ${text}`);
      },
    });
    return validation;
  });
  const { user, system } = process.cpuUsage(started);
  const auc = mean(runs.map((run) => run.auc.mean));
  const measured = {
    set: name,
    rows: table.outcomes.length,
    learners: runs.map(({ learner }) => learner),
    auc: figure(auc),
    ece: figure(mean(runs.map(({ ece }) => ece))),
    logloss: figure(mean(runs.map(({ logloss }) => logloss))),
    cpuSecondsPerSeed: figure((user + system) / 1e6 / seeds),
  };
  if (!references) return measured;
  const logistic = referenceAuc(table, seeds, (seen, asked) => logisticBaseline(table, seen, asked));
  const stumps = referenceAuc(table, seeds, plainBoosting(table, { rate: 0.1, leaves: 2, trees: 400 }));
  const boosting = referenceAuc(table, seeds, plainBoosting(table, { rate: 0.05, leaves: 15, trees: 200 }));
  return {
    ...measured,
    logistic: figure(logistic),
    stumps: figure(stumps),
    boosting: figure(boosting),
    way: boosting > logistic ? figure((auc - logistic) / (boosting - logistic)) : null,
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true },
      seeds: { type: 'string', default: '5' },
      table: { type: 'string' },
      label: { type: 'string' },
      positive: { type: 'string' },
      'no-references': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const folder = process.env['AMENDS_DATA'];
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const { table, label, positive } = values;
  const slip = !/^[1-9]\d?$/.test(values.seeds)
    ? '--seeds takes 1 to 99'
    : table === undefined && folder === undefined
      ? 'AMENDS_DATA is not set'
      : table !== undefined && label === undefined
        ? '--table needs --label'
        : undefined;
  if (slip !== undefined) {
    console.error(`${slip}\n\n${usage}`);
    return 2;
  }
  const asked: Measured[] =
    table !== undefined && label !== undefined
      ? [{ name: basename(table, '.csv'), file: table, label, positive }]
      : sets
          .filter(({ name }) => values.set?.includes(name) ?? true)
          .map((set) => ({ ...set, file: join(folder ?? '', 'churn', `${set.name}.csv`) }));
  for (const one of asked) {
    if (!existsSync(one.file)) {
      console.error(`skipped ${one.name}: there is no ${one.file}`);
      continue;
    }
    console.log(JSON.stringify(await evaluate(one, Number(values.seeds), values['no-references'] !== true)));
  }
  return 0;
}

process.exitCode = await main();
