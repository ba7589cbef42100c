import { createReadStream, existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { replyText } from '../../functions/domain/mail/reply-text.ts';
import { asMail, folded } from './corpus.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

const BAR = 0.95;

/** The reply text that two other projects expect, compared after folding white space. */
export async function replyRows(root: string): Promise<ScoreRow[]> {
  return [await trimmerRow(root), await talonRow(root), await complaintRow(root)];
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
      const told = (text: string) => (html ? text.replace(/\s+/gu, '') : folded(text));
      return [expected, expected.replace(signature, '')].map(told).includes(told(reply))
        ? null
        : difference(name, told(reply), told(expected));
    }),
  );
  return rowOf('talon', 'reply text, exact; a signature may go or stay', BAR, answers);
}

const complaintFiles = [
  ['text-en/cfpb.csv', 'Consumer complaint narrative'],
  ['text-zh/waimai-sentiment.csv', 'review'],
  ['text-zh/shopping-category-sentiment.csv', 'review'],
  ['text-zh/car-topic.csv', 'content'],
] as const;
const PER_FILE = 5_000;
/** As wide as mail programs wrap. */
const WRAP = /(.{60,72}) /g;

/** Complaints that quote nothing and carry no signature: whatever goes from them is lost. */
async function complaintRow(root: string): Promise<ScoreRow> {
  const answers: (string | null)[] = [];
  for (const [file, column] of complaintFiles) {
    const path = join(root, '..', file);
    if (!existsSync(path)) continue;
    const table = createReadStream(path).pipe(
      parse({ columns: true, bom: true, relax_column_count: true, to: PER_FILE }),
    );
    for await (const record of table) {
      const text = (Row.parse(record)[column] ?? '').trim().replace(WRAP, '$1\n');
      if (text === '' || text.length > LONGEST) continue;
      const kept = bare(replyText(text)) === bare(text);
      answers.push(kept ? null : `${file}: ${JSON.stringify(text.slice(0, 100))}`);
    }
  }
  return rowOf('complaints in text-en and text-zh', 'reply text keeps every word', 0.999, answers);
}

const Row = z.record(z.string(), z.string().optional());
/** Longer lines are cut, which is meant. */
const LONGEST = 20_000;
const bare = (text: string): string => text.replace(/[\s\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+/gu, '');

function difference(name: string, got: string, expected: string): string {
  return `${name}\n    got      ${JSON.stringify(got.slice(0, 300))}\n    expected ${JSON.stringify(expected.slice(0, 300))}`;
}
