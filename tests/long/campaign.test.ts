import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { findDynoxide } from '../../local/dynamodb.ts';
import { sampleCustomers } from '../../tools/sample-customers.ts';

/** `AMENDS_CUSTOMERS=200000` runs it at full size: about an hour on two cores. */
const CUSTOMERS = Number(process.env['AMENDS_CUSTOMERS'] ?? 20_000);
const PORT = 4731;
const URL_ = `http://localhost:${PORT}`;
const TUESDAY_NOON = '2026-11-24T12:00:00Z';
/** Every customer with an address and consent, so that the way to the mailbox is what is tried. */
const campaign = {
  name: 'Everybody',
  segment: { all: [] },
  trigger: { when: 'asked' },
  holdoutShare: 0.1,
  mailsAtMost: 1,
  steps: [
    {
      id: 'mail',
      do: 'mail',
      variants: [
        {
          name: 'a',
          share: 1,
          texts: {
            en: { subject: 'Hello', point: 'hello.', text: 'Words.' },
            'zh-Hans': { subject: '您好', point: '您好。', text: '内容。' },
          },
        },
      ],
    },
  ],
};

/** A cloud of its own process, which can be killed as a laptop's lid kills it. */
async function startCloud(data: string, ...more: readonly string[]): Promise<ChildProcess> {
  const cloud = spawn(
    process.execPath,
    [
      'local/start.ts',
      '--port',
      String(PORT),
      '--smtp-port',
      '0',
      '--data',
      data,
      '--clock',
      TUESDAY_NOON,
      ...more,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await once(cloud.stdout, 'data');
  return cloud;
}

const answerSchema = z.looseObject({
  id: z.string().optional(),
  considered: z.number().default(0),
  counts: z.record(z.string(), z.number()).default({}),
});

async function tool(...given: readonly string[]) {
  const child = spawn(process.execPath, [...given, '--url', URL_], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return answerSchema.parse(JSON.parse(said));
}

test.skipIf(findDynoxide() === undefined)(
  'a campaign that is killed half-way goes on: everybody is considered once, nobody mailed twice, each silence has a reason',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amends-campaign-'));
    let cloud = await startCloud(join(folder, 'data'), '--fresh');
    try {
      const { customers } = sampleCustomers({ customers: CUSTOMERS, ordersEach: 0, now: TUESDAY_NOON });
      await writeFile(join(folder, 'customers.csv'), customers);
      await writeFile(join(folder, 'everybody.json'), JSON.stringify(campaign));
      const imported = await tool('tools/import.ts', 'customers', join(folder, 'customers.csv'));
      expect(imported).toMatchObject({ written: CUSTOMERS, errorCount: 0 });

      const { id = '' } = await tool('tools/campaign.ts', 'create', join(folder, 'everybody.json'));
      await tool('tools/campaign.ts', 'run', id);
      while ((await tool('tools/campaign.ts', 'show', id)).considered < CUSTOMERS / 3) await pause(500);
      cloud.kill('SIGKILL');
      await once(cloud, 'exit');
      cloud = await startCloud(join(folder, 'data'));
      const ended = await tool('tools/campaign.ts', 'watch', id);

      expect(ended).toMatchObject({ status: 'finished', considered: CUSTOMERS });
      const counts = ended.counts;
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(CUSTOMERS);
      const { mails } = (await (await fetch(`${URL_}/local/mailbox`)).json()) as { mails: { to: string }[] };
      const to = mails.map((mail) => mail.to);
      expect(new Set(to).size).toBe(to.length);
      expect(to.length).toBeGreaterThanOrEqual(counts['sent'] ?? 0);
      expect(to.length).toBeLessThanOrEqual((counts['sent'] ?? 0) + (counts['unconfirmed'] ?? 0));
      // Those in hand when it was killed may have gone out: eight each of eight children.
      expect(counts['unconfirmed'] ?? 0).toBeLessThanOrEqual(64);
      const share = (counts['holdout'] ?? 0) / ((counts['holdout'] ?? 0) + (counts['sent'] ?? 0));
      expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / (CUSTOMERS * 0.7)));
    } finally {
      cloud.kill('SIGTERM');
      await once(cloud, 'exit');
      await rm(folder, { recursive: true, force: true });
    }
  },
  7_200_000,
);
