import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseMail } from '../functions/domain/mail/parse.ts';
import type { ParsedMail } from '../functions/domain/mail/parsed-mail.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';

const usage = `Reads messages as Amends would, and prints one JSON line per file.

  npm run -s mail -- FILE…

Fields: file, ok, error?, verdict (new, reply, forward, auto-reply, bounce, report, list, own), messageId, inReplyTo,
references, from, to, cc, date, subject, text, reply (text without quotes and signature), attachments, bounce?, warnings.
Exit: 0 all files were read, 1 a file could not be read, 2 bad usage.`;

/** What a line says, in this order; the rest of a parsed mail is for the inside. */
const shown = [
  'verdict',
  'messageId',
  'inReplyTo',
  'references',
  'from',
  'to',
  'cc',
  'date',
  'subject',
  'text',
  'reply',
  'attachments',
  'bounce',
  'warnings',
] as const satisfies readonly (keyof ParsedMail)[];

type Line = { readonly file: string; readonly ok: boolean };

async function lineFor(file: string): Promise<Line> {
  try {
    const mail = await parseMail(await readFile(file));
    const said = shown.flatMap((field): [string, unknown][] =>
      field === 'bounce' && !mail.bounce ? [] : [[field, mail[field]]],
    );
    return { file, ok: mail.ok, ...Object.fromEntries(said) };
  } catch (error) {
    const why = { error: error instanceof Error ? error.message : String(error) };
    return { file, ok: false, ...why };
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (positionals.length === 0) throw new WrongUsage('Name at least one message file.');
  let failed = false;
  for (const file of positionals) {
    const line = await lineFor(file);
    failed ||= !line.ok;
    if (!process.stdout.write(`${JSON.stringify(line)}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
  return failed ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
