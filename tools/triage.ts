import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { triage } from '../functions/domain/triage/triage.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { textFile } from './table/text-file.ts';

const usage = `Judges complaint texts, English and Chinese.

  npm run -s triage -- FILE.jsonl [--reasons]
  npm run -s triage -- - [--reasons]           reads standard input

Each line in is {"id","subject"?,"text"}; each line out is
{"id","language","kind","category","severity","sentiment","flags","confidence"}, in the same order.

  --reasons  adds "ask" and "reasons", which quote the text
  --help     shows this

A line that cannot be read is reported on standard error with its number; the others are still judged.
Exit codes: 0 every line judged, 1 a line or the file could not be read, 2 bad usage.`;

const options = {
  reasons: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const inputLine = z.object(
  {
    id: z.union([z.string(), z.number()], 'a text or a number is needed, to tell the lines apart'),
    subject: z.string('a text is needed, or leave it out').nullish(),
    text: z.string('a text is needed: what the customer wrote'),
  },
  'an object such as {"id":1,"text":"My parcel is late."} is needed',
);

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    // The parser's own message quotes the line, and the line is a customer's text.
    throw new Error('not JSON', { cause: error });
  }
}

/** One line in, one line out; throws with what is wrong with the line. */
function judge(line: string, reasons: boolean): string {
  const parsed = inputLine.safeParse(parseJson(line));
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; '),
    );
  }
  const { id, subject, text } = parsed.data;
  const { language, kind, category, severity, sentiment, flags, confidence, ...more } = triage({
    ...(typeof subject === 'string' && { subject }),
    text,
  });
  const judged = { id, language, kind, category, severity, sentiment, flags, confidence };
  return JSON.stringify(reasons ? { ...judged, ...more } : judged);
}

/** @yields judged lines in their order; tells what cannot be judged and goes on. */
async function* judgedLines(
  input: Readable,
  reasons: boolean,
  bad: { count: number },
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    let judged: string;
    try {
      judged = judge(text, reasons);
    } catch (error) {
      bad.count += 1;
      console.error(`triage: line ${number}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    yield `${judged}\n`;
  }
  if (bad.count > 0) console.error(`triage: ${bad.count} of ${number} lines could not be judged`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new WrongUsage('name one file, or - for standard input');
  const input = path === '-' ? stdin : (await textFile(path, (text) => console.error(text))).open();
  const bad = { count: 0 };
  await pipeline(Readable.from(judgedLines(input, values.reasons, bad)), stdout, { end: false });
  return bad.count > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
