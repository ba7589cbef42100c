import { readFileSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { upliftModelSchema } from '../functions/domain/uplift/model.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { UnusableTable } from './unusable-table.ts';
import { effectLines } from './uplift/apply.ts';
import { fitFile } from './uplift/fit.ts';

const usage = `Fits a model of what an offer changes, from a randomised trial, or applies one.

  npm run -s uplift -- --data FILE.csv --treatment COL --treated VALUE --control VALUE --outcome COL
                       [--positive VALUE] [--drop A,B] [--seed N] [--allow-leak] [--report DIR] --out MODEL.json
  npm run -s uplift -- --model MODEL.json FILE.csv

  --treatment COL   the column that says who was drawn into which group; rows of other groups are left out
  --outcome COL     a column of two values; 1, yes or true is the wanted one unless --positive names it
  --drop A,B        columns that are not used, such as other outcomes
  --allow-leak      use columns that look as if they were known only after the draw
  --report DIR      write the Qini curve (SVG) and the figures there

Fitting prints {"ate","qini","qiniInterval",…}: average effect, and Qini normalised by the area of the perfect curve, on
rows that the model had not seen. Applying prints one JSON line per row, in the order of the file:
  {"row","id"?,"effect","chanceWith","chanceWithout"}`;

const options = {
  data: { type: 'string' },
  treatment: { type: 'string' },
  treated: { type: 'string' },
  control: { type: 'string' },
  outcome: { type: 'string' },
  positive: { type: 'string' },
  drop: { type: 'string' },
  seed: { type: 'string', default: '1' },
  report: { type: 'string' },
  out: { type: 'string' },
  model: { type: 'string' },
  'allow-leak': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

function openModel(file: string) {
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UnusableTable(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const model = upliftModelSchema.safeParse(json);
  if (!model.success)
    throw new UnusableTable(
      `${file} is not an offer-effect model of this version, fit it again:\n${z.prettifyError(model.error)}`,
    );
  return model.data;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const note = (text: string): void => console.error(text);
  if (values.model !== undefined) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new WrongUsage('give one CSV file to apply the model to');
    await pipeline(effectLines(openModel(values.model), file, note), process.stdout, { end: false });
    return 0;
  }
  const { data, treatment, treated, control, outcome, out } = values;
  if (positionals.length > 0) throw new WrongUsage(`what is "${positionals.join(' ')}"?`);
  if (
    data === undefined ||
    treatment === undefined ||
    treated === undefined ||
    control === undefined ||
    outcome === undefined ||
    out === undefined
  ) {
    const missing = (['data', 'treatment', 'treated', 'control', 'outcome', 'out'] as const).filter(
      (name) => values[name] === undefined,
    );
    throw new WrongUsage(`missing: ${missing.map((name) => `--${name}`).join(', ')}`);
  }
  if (!/^\d{1,9}$/.test(values.seed)) throw new WrongUsage(`--seed takes a number, not "${values.seed}"`);
  const model = await fitFile(
    data,
    {
      treatment,
      treated,
      control,
      outcome,
      positive: values.positive,
      drop: values.drop === undefined ? [] : values.drop.split(',').map((name) => name.trim()),
      seed: Number(values.seed),
      allowLeak: values['allow-leak'],
      report: values.report,
    },
    note,
  );
  writeFileSync(out, `${JSON.stringify(model, null, 1)}\n`);
  const { ate, qini, qiniInterval, ...figures } = model.figures;
  console.log(JSON.stringify({ ate, qini, qiniInterval, ...figures, sure: model.sure, apart: model.apart }));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
