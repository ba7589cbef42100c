import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { asMail, folded } from './corpus.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

const BAR = 0.95;

/** The reply text that two other projects expect, compared after folding white space. */
export async function replyRows(root: string): Promise<ScoreRow[]> {
  return [await trimmerRow(root), await talonRow(root)];
}

async function trimmerRow(root: string): Promise<ScoreRow> {
  const folder = join(root, 'email_reply_trimmer');
  const names = (await readdir(join(folder, 'emails'))).sort();
  const answers = await Promise.all(
    names.map(async (name) => {
      const body = await readFile(join(folder, 'emails', name));
      const expected = folded(await readFile(join(folder, 'trimmed', name), 'utf8'));
      const { reply } = await parseMail(asMail(body));
      return folded(reply) === expected ? null : difference(name, folded(reply), expected);
    }),
  );
  return rowOf('email_reply_trimmer', 'reply text, exact', BAR, answers);
}

const TalonExpected = z.object({ expected_reply: z.record(z.string(), z.string()) });

/** What talon leaves in as it only takes quotes out, and we take out too: a signature. */
const signature = /\n\s*(?:--\s*\n|Sent from my ).*$/s;

async function talonRow(root: string): Promise<ScoreRow> {
  const folder = join(root, 'talon');
  const { expected_reply: cases } = TalonExpected.parse(
    JSON.parse(await readFile(join(folder, 'EXPECTED.json'), 'utf8')),
  );
  const answers = await Promise.all(
    Object.entries(cases).map(async ([name, expected]) => {
      const bytes = await readFile(join(folder, name));
      const html = name.endsWith('.html');
      const { reply } = await parseMail(html ? asMail(bytes, 'text/html; charset=utf-8') : bytes);
      // The project itself compares what came of HTML without any white space.
      const bare = (text: string) => (html ? text.replace(/\s+/gu, '') : folded(text));
      return [expected, expected.replace(signature, '')].map(bare).includes(bare(reply))
        ? null
        : difference(name, bare(reply), bare(expected));
    }),
  );
  return rowOf('talon', 'reply text, exact; a signature may go or stay', BAR, answers);
}

function difference(name: string, got: string, expected: string): string {
  return `${name}\n    got      ${JSON.stringify(got.slice(0, 300))}\n    expected ${JSON.stringify(expected.slice(0, 300))}`;
}
