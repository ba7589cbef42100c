import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseMail } from '../functions/domain/mail/parse.ts';
import type { ParsedMail } from '../functions/domain/mail/parsed-mail.ts';

const help = `Reads messages as Amends would, and prints one JSON line per file.

  npm run -s mail -- FILE…

Fields: file, ok, error?, verdict (new, reply, forward, auto-reply, bounce, report, list, own), messageId, inReplyTo,
references, from, to, cc, date, subject, text, reply (text without quotes and signature), attachments, bounce?, warnings.
Exit: 0 all files were read, 1 a file could not be read, 2 bad usage.
`;

/** The public shape of a line; the rest of a parsed mail is for the inside. */
function publicFields(mail: ParsedMail) {
  const {
    verdict,
    messageId,
    inReplyTo,
    references,
    from,
    to,
    cc,
    date,
    subject,
    text,
    reply,
    attachments,
    warnings,
  } = mail;
  return {
    ok: mail.ok,
    verdict,
    messageId,
    inReplyTo,
    references,
    from,
    to,
    cc,
    date,
    subject,
    text,
    reply,
    attachments,
    ...(mail.bounce ? { bounce: mail.bounce } : {}),
    warnings,
  };
}

async function lineFor(file: string): Promise<{ file: string; ok: boolean }> {
  try {
    return { file, ...publicFields(await parseMail(await readFile(file))) };
  } catch (error) {
    return { file, ok: false, ...{ error: error instanceof Error ? error.message : String(error) } };
  }
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length === 0) {
    process.stderr.write(`Name at least one message file.\n\n${help}`);
    return 2;
  }
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

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  process.exitCode = 2;
}
