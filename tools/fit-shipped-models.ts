import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BoostedFile } from '../functions/domain/churn/boosted-file.ts';
import { foldCategory } from '../functions/domain/churn/model.ts';
import { trainModel } from '../functions/domain/churn/learning/train-model.ts';
import type { Column, TrainingTable } from '../functions/domain/churn/learning/training-table.ts';
import { withBoostedFigures } from './churn/boosted-card.ts';
import { modelFile } from './churn/model-file.ts';
import { readTrainingFile, sha256Of } from './table/read-training-file.ts';
import { shippedSources, type ShippedSource } from './churn/shipped-sources.ts';

const usage = `Fits the churn models that Amends ships beside "general": telecom and commerce.

  AMENDS_DATA=FOLDER npx node tools/fit-shipped-models.ts [--only NAME] [--fitted-on DATE]

  AMENDS_DATA       a folder with churn/telecom-ibm.csv and churn/ecommerce.csv
  --only NAME       telecom or commerce; both when left out
  --fitted-on DATE  written into the model; today when left out

Writes functions/domain/churn/NAME.model.json and the figures of docs/models/NAME.md. The same files give the same weights
to the last digit. Prints one line of figures per model.`;

const SEED = 1;

async function fit(folder: string, source: ShippedSource, fittedOn: string): Promise<BoostedFile> {
  const path = join(folder, 'churn', source.file);
  const { table, positive } = await readTrainingFile(path, {
    label: source.label,
    ids: [],
    drop: [],
    note: () => undefined,
  });
  const chosen = ourColumns(table, source);
  const trained = trainModel(chosen, {
    learner: 'ebm',
    seed: SEED,
    tell: (text) => {
      console.error(`${source.name}: ${text}`);
    },
  });
  const file = modelFile(
    { ...trained, choice: 'ebm: the reasons of a shipped model must be readable as curves' },
    {
      name: source.name,
      version: source.version,
      fittedOn,
      seed: SEED,
      provenance: {
        name: source.file,
        source: source.source,
        licence: source.licence,
        label: `${source.label} = ${positive}`,
        rows: table.outcomes.length,
        positives: table.outcomes.reduce((sum, outcome) => sum + outcome, 0),
        sha256: await sha256Of(path),
      },
    },
  );
  return unknownIsAverage(withAliases(file, source));
}

function ourColumns(table: TrainingTable, { columns, senses }: ShippedSource): TrainingTable {
  return {
    ...table,
    columns: table.columns.flatMap((column): Column[] => {
      const name = columns[column.name];
      if (name === undefined) return [];
      const sense = senses[name];
      if (column.kind === 'category') return [{ ...column, name }];
      return [{ ...column, name, ...(sense && { sense }) }];
    }),
  };
}

const withAliases = (file: BoostedFile, { aliases }: ShippedSource): BoostedFile => ({
  ...file,
  features: file.features.map((feature) => {
    const own = aliases[feature.name];
    if (feature.kind !== 'category' || own === undefined) return feature;
    return {
      ...feature,
      aliases: Object.fromEntries(Object.entries(own).map(([alias, name]) => [foldCategory(alias), name])),
    };
  }),
});

/**
 * In the data set an unknown value had a weight of its own, so that it would not bend the others. In another firm who is
 * unknown is another story: there it adds nothing, and a stranger gets the base.
 */
function unknownIsAverage(file: BoostedFile): BoostedFile {
  const { features, shapes } = file;
  if (!shapes) return file;
  const strangers = (feature: BoostedFile['features'][number] | undefined): number =>
    feature?.kind === 'category' ? 2 : 1;
  return {
    ...file,
    shapes: {
      main: shapes.main.map((shape, place) =>
        shape.map((value, bin) => (bin < strangers(features[place]) ? 0 : value)),
      ),
      // Line 0 of a pair is that of the unknown.
      pairs: shapes.pairs.map((pair) => ({
        ...pair,
        rowOf: pair.rowOf.map((line, bin) => (bin < strangers(features[pair.features[0]]) ? 0 : line)),
        columnOf: pair.columnOf.map((line, bin) => (bin < strangers(features[pair.features[1]]) ? 0 : line)),
        table: pair.table.map((row, above) =>
          row.map((value, beside) => (above === 0 || beside === 0 ? 0 : value)),
        ),
      })),
    },
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      'fitted-on': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const folder = process.env['AMENDS_DATA'];
  if (folder === undefined) {
    console.error(`AMENDS_DATA is not set\n\n${usage}`);
    return 2;
  }
  for (const source of shippedSources) {
    if (values.only !== undefined && values.only !== source.name) continue;
    const file = await fit(folder, source, values['fitted-on'] ?? new Date().toISOString().slice(0, 10));
    writeFileSync(`functions/domain/churn/${source.name}.model.json`, `${JSON.stringify(file)}\n`);
    const card = `docs/models/${source.name}.md`;
    if (existsSync(card)) writeFileSync(card, withBoostedFigures(readFileSync(card, 'utf8'), file));
    const { auc, logloss, ece } = file.quality;
    console.log(JSON.stringify({ model: source.name, auc, logloss, ece }));
  }
  return 0;
}

process.exitCode = await main();
