import { readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { loadModel } from '../functions/domain/churn/load-model.ts';
import type { ChurnModel } from '../functions/domain/churn/score.ts';
import { shippedModels } from '../functions/domain/churn/shipped.ts';
import { openTable } from './table/csv-records.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { scoredLines } from './table/score-table.ts';
import { UnusableTable } from './unusable-table.ts';

const shipped = [...shippedModels.keys()].join(', ');

const usage = `Scores customers by their chance of leaving, with reasons.

  npm run -s score -- --model NAME|FILE FILE.csv [--top N] [--lang en|zh]

  --model NAME|FILE  a shipped model (${shipped}) or a model file (.json)
  --top N            name the N largest reasons and sum up the rest as "other"
  --lang en|zh       language of the reasons; en when left out

The first line of FILE.csv holds feature names, and "id" when there is one. An empty cell or NA is unknown.
Prints one JSON line per row, in the order of the file:
  {"id","probability","band","base","reasons":[{"feature","value","contribution","text"}]}
Contributions are log-odds: 1/(1+e^-(base+sum of contributions)) is the probability.`;

const options = {
  model: { type: 'string' },
  top: { type: 'string' },
  lang: { type: 'string', default: 'en' },
  help: { type: 'boolean', short: 'h' },
} as const;

function openModel(name: string): ChurnModel {
  const known = shippedModels.get(name);
  if (known !== undefined) return known();
  if (!/[./\\]/.test(name))
    throw new WrongUsage(
      `there is no shipped model "${name}"; shipped: ${shipped}. A model file ends in .json`,
    );
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw new UnusableTable(
      `cannot read the model ${name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    return loadModel(json);
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new UnusableTable(`${name} is not a churn model of this version:\n${z.prettifyError(error)}`);
    throw error;
  }
}

function topOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new WrongUsage(`--top takes a number from 1, not "${text}"`);
  return Number(text);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const [file, ...more] = positionals;
  if (values.model === undefined) throw new WrongUsage('--model is missing');
  if (file === undefined || more.length > 0) throw new WrongUsage('give one CSV file');
  if (values.lang !== 'en' && values.lang !== 'zh')
    throw new WrongUsage(`--lang takes en or zh, not "${values.lang}"`);
  const top = topOf(values.top);
  const model = openModel(values.model);
  const note = (text: string): void => console.error(text);
  const { table, separator } = await openTable(file, note);
  const lines = scoredLines(model, table, {
    separator,
    language: values.lang === 'zh' ? 'zh-Hans' : 'en',
    ...(top === undefined ? {} : { top }),
    note,
  });
  await pipeline(lines, process.stdout, { end: false });
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
