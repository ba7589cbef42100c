import { createReadStream } from 'node:fs';
import { stdin, stdout, stderr } from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { triage } from '../functions/domain/triage/triage.ts';

const HELP = `Usage: npm run -s triage -- FILE.jsonl
       npm run -s triage -- -          (reads standard input)

Judges complaint texts, English and Chinese. Each line in is {"id","subject"?,"text"}; each line out is
{"id","language","kind","category","severity","sentiment","flags","confidence"}, in the same order.

  --reasons  adds "ask" and "reasons", which quote the text
  --help     shows this

A line that cannot be read is reported on standard error with its number; the others are still judged.
Exit codes: 0 every line judged, 1 a line or the file could not be read, 2 bad usage.
`;

const inputLine = z.object({
  id: z.union([z.string(), z.number()]),
  subject: z.string().nullish(),
  text: z.string(),
});

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

/** Waits while a slow reader (a pipe) catches up, so that memory stays flat. */
async function write(line: string): Promise<void> {
  if (!stdout.write(`${line}\n`)) await new Promise((resolve) => stdout.once('drain', resolve));
}

async function judgeAll(path: string, reasons: boolean): Promise<number> {
  const input = path === '-' ? stdin : createReadStream(path);
  let number = 0;
  let bad = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    try {
      await write(judge(text, reasons));
    } catch (error) {
      bad += 1;
      stderr.write(`triage: line ${number}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (bad > 0) stderr.write(`triage: ${bad} of ${number} lines could not be judged\n`);
  return bad > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean' }, reasons: { type: 'boolean', default: false } },
    });
  } catch (error) {
    stderr.write(`triage: ${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return 2;
  }
  if (options.values.help) {
    stdout.write(HELP);
    return 0;
  }
  const [path, ...others] = options.positionals;
  if (path === undefined || others.length > 0) {
    stderr.write(`triage: name one file, or - for standard input\n\n${HELP}`);
    return 2;
  }
  try {
    return await judgeAll(path, options.values.reasons);
  } catch (error) {
    stderr.write(`triage: cannot read ${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exitCode = await main();
