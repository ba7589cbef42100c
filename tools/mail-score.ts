import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { bounceRows } from './mail-score/bounce-rows.ts';
import { partRows } from './mail-score/part-rows.ts';
import { replyRows } from './mail-score/reply-rows.ts';
import { soundRows } from './mail-score/sound-rows.ts';
import { holds, tableOf, type ScoreRow } from './mail-score/score-row.ts';
import { verdictRows } from './mail-score/verdict-rows.ts';

const usage = `Scores the reading of mail against the expected results of other projects, as a Markdown table.

  AMENDS_DATA=DIR npm run -s mail:score [-- --misses]

  --misses  says on stderr what went wrong, message by message

AMENDS_DATA names a folder with mail/email_reply_trimmer, mail/talon, mail/flufl.bounce, mail/sisimai-set-of-emails,
mail/james-mime4j and others; they are not part of this project. docs/mail-scorecard.md keeps the last table.
Exit: 0 every bar is held, 1 one is not, 2 bad usage.`;

const scorers: readonly ((root: string) => Promise<ScoreRow[]>)[] = [
  replyRows,
  bounceRows,
  verdictRows,
  partRows,
  soundRows,
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, misses: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const root = join(process.env['AMENDS_DATA'] ?? '', 'mail');
  if (process.env['AMENDS_DATA'] === undefined || !existsSync(root))
    throw new WrongUsage('AMENDS_DATA must name a folder with the corpora in mail/.');
  const rows: ScoreRow[] = [];
  for (const score of scorers) rows.push(...(await score(root)));
  console.log(tableOf(rows));
  if (values.misses) {
    for (const { corpus, question, misses } of rows)
      if (misses.length > 0) console.error(`\n${corpus}: ${question}\n  ${misses.join('\n  ')}`);
  }
  return rows.every(holds) ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
