import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { learn } from '../functions/domain/churn/learning/learn.ts';
import type { FeatureSpec, LabelledRow } from '../functions/domain/churn/learning/scorecard.ts';
import {
  additiveModelSchema,
  foldCategory,
  type AdditiveModel,
  type DataSet,
} from '../functions/domain/churn/model.ts';
import { withScorecardFigures } from './churn/model-card.ts';

const usage = `Fits the churn scorecard that Amends ships as "general".

  npx node tools/fit-scorecard.ts --telecom FILE --ecommerce FILE --out MODEL.json [--card CARD.md] [--fitted-on DATE]

  --telecom FILE    telecom-ibm.csv: tenure, Contract, MonthlyCharges, Churn
  --ecommerce FILE  ecommerce.csv: Tenure, Complain, DaySinceLastOrder, OrderCount, SatisfactionScore, Churn
  --out FILE        where the model is written, such as functions/domain/churn/general.model.json
  --card FILE       model card whose figures are replaced, such as docs/models/general.md
  --fitted-on DATE  written into the model; today when left out

The same files give the same weights and figures to the last digit. Prints one line of figures per data set.`;

/** Bump when weights change, so that a stored score can say which model it came from. */
const VERSION = '1.0.0';

/** Ridge in rows: strong enough for a bin of three customers, too weak to matter for one of three hundred. */
const PENALTY = 2;

const SEEDS = [1, 2, 3, 4, 5];

const specs: readonly FeatureSpec[] = [
  {
    kind: 'number',
    name: 'tenureMonths',
    unit: 'months',
    edges: [2, 4, 6, 12, 18, 24, 36, 48, 60],
    sense: 'falling',
  },
  {
    kind: 'category',
    name: 'contractType',
    categories: ['month-to-month', 'one-year', 'two-year'],
    aliases: {
      monthly: 'month-to-month',
      'pay-as-you-go': 'month-to-month',
      annual: 'one-year',
      yearly: 'one-year',
      '1-year': 'one-year',
      '12-months': 'one-year',
      '2-year': 'two-year',
      '24-months': 'two-year',
    },
  },
  { kind: 'number', name: 'monthlyCharge', unit: 'USD a month', edges: [25, 40, 55, 70, 80, 90, 100] },
  { kind: 'number', name: 'complaints90d', unit: 'complaints in 90 days', edges: [1], sense: 'rising' },
  { kind: 'number', name: 'daysSinceLastOrder', unit: 'days', edges: [2, 4, 8, 11], sense: 'rising' },
  { kind: 'number', name: 'orders', unit: 'orders', edges: [2, 3, 5, 9], sense: 'falling' },
  { kind: 'number', name: 'satisfaction', unit: '1 to 5', edges: [2, 3, 4, 5], sense: 'falling' },
];

type Line = Readonly<Record<string, string>>;

interface Source extends Pick<DataSet, 'name' | 'source' | 'licence' | 'columns'> {
  readonly label: (line: Line) => boolean;
  readonly features: (
    cell: (column: string) => string,
    number: (column: string) => number | null,
  ) => LabelledRow['features'];
}

const telecom: Source = {
  name: 'telecom-ibm',
  source: 'IBM telco-customer-churn-on-icp4d, 5,650 of 7,043 rows',
  licence: 'Apache-2.0',
  columns: {
    tenureMonths: 'tenure',
    contractType: 'Contract, folded to lower case with hyphens',
    monthlyCharge: 'MonthlyCharges',
  },
  label: (line) => line['Churn'] === 'Yes',
  features: (cell, number) => ({
    tenureMonths: number('tenure'),
    contractType: foldCategory(cell('Contract')),
    monthlyCharge: number('MonthlyCharges'),
  }),
};

const ecommerce: Source = {
  name: 'ecommerce',
  source: 'NUELBUNDI/Machine-Learning-Data-Set on GitHub, 4,491 of 5,630 rows',
  licence: 'none stated',
  columns: {
    tenureMonths: 'Tenure',
    complaints90d: 'Complain (0 or 1: complained in the last month)',
    daysSinceLastOrder: 'DaySinceLastOrder',
    orders: 'OrderCount',
    satisfaction: 'SatisfactionScore',
  },
  label: (line) => line['Churn'] === '1',
  features: (_, number) => ({
    tenureMonths: number('Tenure'),
    complaints90d: number('Complain'),
    daysSinceLastOrder: number('DaySinceLastOrder'),
    orders: number('OrderCount'),
    satisfaction: number('SatisfactionScore'),
  }),
};

function read(source: Source, file: string): { rows: LabelledRow[]; dataSet: DataSet } {
  const bytes = readFileSync(file);
  const lines = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(bytes, { bom: true, columns: true, trim: true }));
  const rows = lines.map((line, index): LabelledRow => {
    const cell = (column: string): string => {
      const value = line[column];
      if (value === undefined) throw new Error(`${file} has no column ${column}; is it ${source.name}?`);
      return value;
    };
    const number = (column: string): number | null => {
      const text = cell(column);
      if (text === '') return null;
      const value = Number(text);
      if (Number.isNaN(value))
        throw new Error(`${file}, row ${index + 1}, column ${column}: "${text}" is not a number`);
      return value;
    };
    cell('Churn');
    return { features: source.features(cell, number), outcome: source.label(line) ? 1 : 0 };
  });
  const positives = rows.filter(({ outcome }) => outcome === 1).length;
  if (positives === 0 || positives === rows.length)
    throw new Error(`${file}: the column Churn tells nobody apart; is it ${source.name}?`);
  const { name, licence, columns } = source;
  return {
    rows,
    dataSet: {
      name,
      source: source.source,
      licence,
      rows: rows.length,
      positives,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      columns,
    },
  };
}

function fit(files: { telecom: string; ecommerce: string }, fittedOn: string): AdditiveModel {
  const sources = [read(telecom, files.telecom), read(ecommerce, files.ecommerce)];
  const learned = learn(
    specs,
    sources.map(({ dataSet, rows }) => ({ name: dataSet.name, rows })),
    { penalty: PENALTY, seeds: SEEDS },
  );
  return additiveModelSchema.parse({
    format: 'amends-additive/1',
    name: 'general',
    version: VERSION,
    fittedOn,
    base: {
      ...learned.base,
      meaning: 'a stated prior: the mean of the shares of leavers in the data sets, each set counting once',
    },
    features: learned.features,
    calibration: {
      method: 'one slope for all features, logistic on held-out log-odds with a base per set',
      slope: learned.slope,
    },
    quality: {
      protocol: `${SEEDS.length} seeds x 5 folds, rows with identical features in one fold; calibration figures from the first seed`,
      sets: learned.figures,
    },
    provenance: sources.map(({ dataSet }) => dataSet),
  });
}

const options = {
  telecom: { type: 'string' },
  ecommerce: { type: 'string' },
  out: { type: 'string' },
  card: { type: 'string' },
  'fitted-on': { type: 'string' },
  help: { type: 'boolean' },
} as const;

function main(): number {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const { telecom: telecomFile, ecommerce: ecommerceFile, out, card } = values;
  if (telecomFile === undefined || ecommerceFile === undefined || out === undefined) {
    console.error(usage);
    return 2;
  }
  const model = fit(
    { telecom: telecomFile, ecommerce: ecommerceFile },
    values['fitted-on'] ?? new Date().toISOString().slice(0, 10),
  );
  writeFileSync(out, `${JSON.stringify(model, null, 1)}\n`);
  if (card !== undefined) writeFileSync(card, withScorecardFigures(readFileSync(card, 'utf8'), model));
  for (const { set, auc, aucUnconstrained, logloss, ece, eceStatedBase } of model.quality.sets) {
    console.log(JSON.stringify({ set, auc, aucUnconstrained, logloss, ece, eceStatedBase }));
  }
  return 0;
}

process.exitCode = main();
