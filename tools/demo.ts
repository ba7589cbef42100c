import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../local/cloud.ts';
import type { LocalCloud } from '../local/local-cloud.ts';
import { newChecks } from './demo/checks.ts';
import { customerFile } from './demo/people.ts';
import { openShopWindow } from './demo/shop-window.ts';
import {
  campaign,
  chineseCustomer,
  diamondCustomer,
  ordinaryCustomer,
  outOfOffice,
  stranger,
} from './demo/stories.ts';
import { readOptions } from './terminal/read-options.ts';

const usage = `Shows the main job on real input, checks it, and stops.

  npm run demo

Starts the laptop cloud on free ports with a fresh folder, imports sample customers, sends real HTTP forms and real
SMTP mails, and follows each case to its end. Exit code 0 only when everything was seen.`;

/** A Monday morning within the firm's hours, so that every clock of the demo runs. */
const MONDAY = '2026-11-23T09:30:00.000Z';

const values = readOptions({ help: { type: 'boolean', short: 'h' } }, usage);
if (values.help === true) {
  console.log(usage);
} else {
  const dataDir = mkdtempSync(join(tmpdir(), 'amends-demo-'));
  const cloud = await startLocalCloud({ dataDir, clock: MONDAY, fresh: true });
  try {
    process.exitCode = (await demo(cloud, dataDir)) ? 0 : 1;
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function demo(cloud: LocalCloud, folder: string): Promise<boolean> {
  const say = (line: string): void => console.log(line);
  const checks = newChecks(say);
  say(`Amends runs at ${cloud.url}; mail comes in at port ${cloud.smtpPort}`);
  const file = join(folder, 'customers.csv');
  writeFileSync(file, customerFile());
  checks.see('sample customers imported', await importFile(cloud.url, file));
  await cloud.whenQuiet();
  say('');
  const stage = { cloud, window: openShopWindow(cloud), checks, say };
  await ordinaryCustomer(stage);
  await chineseCustomer(stage);
  await stranger(stage);
  await outOfOffice(stage);
  await diamondCustomer(stage);
  await campaign(stage);
  const { deadLetters } = cloud.state();
  checks.see('nothing was left in a dead-letter queue', deadLetters.length === 0);
  return checks.report();
}

/** The same command a firm would use. */
async function importFile(url: string, file: string): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'import.ts'), 'customers', file, '--url', url],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return (await new Promise<number | null>((resolve) => child.once('exit', resolve))) === 0;
}
