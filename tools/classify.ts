import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { loadTextModel, type TextModel } from '../functions/domain/text/model.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { UnusableTable } from './unusable-table.ts';
import { textRows } from './table/text-table.ts';

const usage = `Classifies the texts of a table by a model of "npm run -s train-text".

  npm run -s classify -- --model MODEL.json FILE.csv --text COL

Prints one JSON line per row, in the order of the file: {"row","label","confidence"}. Rows count from 1, the header not.
A row without a known word gets the most likely label and the confidence that this deserves.`;

const options = {
  model: { type: 'string' },
  text: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function openModel(path: string): TextModel {
  const json = readFileSync(path, 'utf8');
  try {
    return loadTextModel(JSON.parse(json));
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new UnusableTable(`${path} is not a text model of this version:\n${z.prettifyError(error)}`);
    if (error instanceof SyntaxError || error instanceof RangeError)
      throw new UnusableTable(`${path} is not a whole text model: ${error.message}`);
    throw error;
  }
}

/** One write per this many characters: a write per line would cost more than the classifying. */
const CHUNK = 1 << 16;

async function* lines(model: TextModel, path: string, text: string): AsyncGenerator<string> {
  let chunk = '';
  for await (const { row, text: own } of textRows(path, { text }, (line) => console.error(line))) {
    chunk += `${JSON.stringify({ row, ...model.classify(own) })}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const [file, ...more] = positionals;
  if (values.model === undefined) throw new WrongUsage('--model is missing');
  if (values.text === undefined) throw new WrongUsage('--text is missing');
  if (file === undefined || more.length > 0) throw new WrongUsage('give one CSV file');
  await pipeline(Readable.from(lines(openModel(values.model), file, values.text)), process.stdout, {
    end: false,
  });
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
