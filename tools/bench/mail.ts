import { existsSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { safeHtml } from '../../functions/domain/mail/safe-html.ts';
import { mailFiles } from '../mail-score/corpus.ts';
import { median, skippedRow, timesTheFloor, type Row } from './row.ts';

const NAME = 'mail';
const BUDGET = 2;
const REPEATS = 5;

async function cpuMs(round: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await round();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * Parsing, reply text, verdict and sanitising over every message of the corpora, against `postal-mime` alone on the
 * same buffers. Alternating rounds after one of each to warm up; CPU, so that a busy machine does not count.
 */
export async function mailRow(): Promise<Row> {
  const data = process.env['AMENDS_DATA'];
  const root = join(data ?? '', 'mail');
  if (!data || !existsSync(root))
    return skippedRow(NAME, 'ms', BUDGET, 'AMENDS_DATA names no folder with corpora in mail/');
  const messages = (await mailFiles(root, '.')).map(({ bytes }) => bytes);
  const alone = async () => {
    for (const bytes of messages) await PostalMime.parse(bytes);
  };
  let shown = 0;
  const whole = async () => {
    for (const bytes of messages) shown += safeHtml((await parseMail(bytes)).html).length;
  };
  await alone();
  await whole();
  const floors: number[] = [];
  const values: number[] = [];
  for (let round = 0; round < REPEATS; round += 1) {
    floors.push(await cpuMs(alone));
    values.push(await cpuMs(whole));
  }
  if (shown === 0) throw new Error('no HTML came out of the corpora');
  return timesTheFloor({
    name: NAME,
    value: median(values),
    floor: median(floors),
    unit: 'ms',
    budget: BUDGET,
    detail: `${String(messages.length)} messages`,
  });
}
