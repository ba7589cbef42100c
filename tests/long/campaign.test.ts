import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import type { CampaignPage } from '../../functions/domain/campaign/campaign.ts';
import { engineClient, findDynoxide } from '../../local/dynamodb.ts';
import { tokenFor } from '../../tools/cloud/staff-call.ts';
import { aCampaign } from '../support/campaign-definition.ts';

/** `AMENDS_CUSTOMERS=200000` runs it at full size; README says how long that takes. */
const CUSTOMERS = Number(process.env['AMENDS_CUSTOMERS'] ?? 20_000);
/** Orders imported as well, after everything else; none unless asked for. */
const ORDERS_EACH = Number(process.env['AMENDS_ORDERS_EACH'] ?? 0);
/** Whose outcome is told: this many of those in the experiment, or all. */
const OUTCOMES = 10_000;
/** About half may be written to. */
const CONSENT = 0.55;
const PORT = 4731;
const URL_ = `http://localhost:${PORT}`;
const TUESDAY_NOON = '2026-11-24T12:00:00Z';
/** `AMENDS_REGION=north` is a campaign for a quarter of the customers; the others are considered all the same. */
const REGION = process.env['AMENDS_REGION'];
/** By default every customer with an address and consent, so that the way to the mailbox is what is tried. */
const campaign = aCampaign({
  name: 'Everybody',
  segment: {
    all: REGION === undefined ? [] : [{ field: 'attribute.region', op: '=', value: REGION }],
  },
  holdoutShare: 0.1,
});

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
  status: z.string().optional(),
  written: z.number().optional(),
  errorCount: z.number().optional(),
  considered: z.number().default(0),
  counts: z.record(z.string(), z.number()).default({}),
});
const stateSchema = z.object({
  metrics: z.object({ store: z.object({ readUnits: z.number(), writeUnits: z.number() }) }),
});
const mailboxSchema = z.object({
  mails: z.array(z.object({ recipients: z.array(z.string()) })),
  next: z.string().nullable(),
});
const reportSchema = z.object({
  rows: z.array(
    z.object({
      worth: z.object({
        treated: z.object({ customers: z.number(), kept: z.number() }),
        holdout: z.object({ customers: z.number(), kept: z.number() }),
      }),
      sentences: z.object({ en: z.string() }),
    }),
  ),
});

async function tool(...given: readonly string[]) {
  const child = spawn(process.execPath, [...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return answerSchema.parse(JSON.parse(said));
}

const call = (...given: readonly string[]) => tool(...given, '--url', URL_);

async function get<T>(path: string, schema: z.ZodType<T>, token = ''): Promise<T> {
  const answer = await fetch(`${URL_}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return schema.parse(await answer.json());
}

/** Most memory of the cloud so far and now, in MB; where there is no /proc, nothing. */
function memory({ pid }: ChildProcess): { readonly now: number; readonly most: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name: string): number =>
      Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
    return { now: of('VmRSS'), most: of('VmHWM') };
  } catch {
    return undefined;
  }
}

/** What a long run measured is said on stderr, for the README and the decisions. */
function say(what: string, since: number, cloud: ChildProcess, more: object = {}): void {
  const minutes = Number(((performance.now() - since) / 60_000).toFixed(1));
  process.stderr.write(`${JSON.stringify({ what, minutes, memoryMb: memory(cloud), ...more })}\n`);
}

const units = async () => (await get('/local/state', stateSchema)).metrics.store;

/** Every page of a campaign, as the table has it. */
async function pagesOf(campaignId: string, data: string): Promise<CampaignPage[]> {
  const { port } = z
    .object({ port: z.number() })
    .parse(JSON.parse(readFileSync(join(data, 'engine.json'), 'utf8')));
  const client = engineClient(`http://127.0.0.1:${port}`);
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const campaigns = dynamoCampaigns(openTable(TableNames[0] ?? '', client));
    const pages: CampaignPage[] = [];
    let cursor: string | undefined;
    do {
      const found = await campaigns.pages(campaignId, cursor);
      pages.push(...found.pages);
      cursor = found.cursor;
    } while (cursor !== undefined);
    return pages;
  } finally {
    client.destroy();
  }
}

async function everyoneMailed(): Promise<string[]> {
  const to: string[] = [];
  let after = '';
  for (;;) {
    const { mails, next } = await get(`/local/mailbox?after=${after}`, mailboxSchema);
    to.push(...mails.flatMap(({ recipients }) => recipients));
    if (next === null) return to;
    after = next;
  }
}

test.skipIf(findDynoxide() === undefined)(
  'a campaign that is killed half-way goes on: everybody is considered once, nobody mailed twice, each silence has a reason, and the report says what it was worth',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amends-campaign-'));
    const data = join(folder, 'data');
    let cloud = await startCloud(data, '--fresh');
    let isDone = false;
    try {
      await tool(
        ...['tools/sample-customers.ts', '--out', folder, '--customers', String(CUSTOMERS)],
        ...['--orders-each', String(ORDERS_EACH), '--consent', String(CONSENT), '--now', TUESDAY_NOON],
      );
      await writeFile(join(folder, 'everybody.json'), JSON.stringify(campaign));
      say('started', performance.now(), cloud);

      const importing = performance.now();
      const imported = await call('tools/import.ts', 'customers', join(folder, 'customers.csv'));
      expect(imported).toMatchObject({ written: CUSTOMERS, errorCount: 0 });
      say('customers imported', importing, cloud, { customers: CUSTOMERS });

      const running = performance.now();
      const before = await units();
      const { id = '' } = await call('tools/campaign.ts', 'create', join(folder, 'everybody.json'));
      await call('tools/campaign.ts', 'run', id);
      const token = await tokenFor(URL_, 'marketer');
      const shown = () => get(`/api/staff/campaigns/${id}`, answerSchema, token);
      while ((await shown()).considered < CUSTOMERS / 4) await pause(2000);
      say('a quarter considered', running, cloud);
      while ((await shown()).considered < CUSTOMERS / 2) await pause(2000);
      const halfway = await units();
      say('half considered, killed', running, cloud);
      cloud.kill('SIGKILL');
      await once(cloud, 'exit');
      cloud = await startCloud(data);
      const resumed = performance.now();
      const ended = await call('tools/campaign.ts', 'watch', id);
      const rest = await units();
      const { counts } = ended;
      const contacted = (counts['sent'] ?? 0) + (counts['unconfirmed'] ?? 0);
      say('rest considered', resumed, cloud, {
        counts,
        readUnitsEachConsidered: (halfway.readUnits - before.readUnits + rest.readUnits) / CUSTOMERS,
        writeUnitsEachContacted: (halfway.writeUnits - before.writeUnits + rest.writeUnits) / contacted,
      });

      // Where a mail was left unconfirmed the sweeper ends the campaign, once it has seen that nothing is to come.
      await fetch(`${URL_}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT10M' }) });
      expect(await shown()).toMatchObject({ status: 'finished', considered: CUSTOMERS });
      const pages = await pagesOf(id, data);
      const named = pages.flatMap(({ groups }) => groups);
      const looked = named.flatMap(({ customerIds }) => customerIds);
      // Whom a campaign is not for is a number on each page; everybody else is named there.
      expect(looked.length + (counts['not-in-segment'] ?? 0)).toBe(CUSTOMERS);
      expect(new Set(looked).size).toBe(looked.length);
      expect(pages.reduce((sum, page) => sum + page.considered, 0)).toBe(CUSTOMERS);
      for (const { outcome, customerIds } of named)
        if (customerIds.length > 0) expect(reasons).toContain(outcome);
      const to = await everyoneMailed();
      expect(new Set(to).size).toBe(to.length);
      expect(to.length).toBeGreaterThanOrEqual(counts['sent'] ?? 0);
      expect(to.length).toBeLessThanOrEqual(contacted);
      // Those in hand when it was killed may have gone out: eight each of eight children.
      expect(counts['unconfirmed'] ?? 0).toBeLessThanOrEqual(64);
      const sent = new Set(named.flatMap((one) => (one.outcome === 'sent' ? one.customerIds : [])));
      const mailed = new Set(to.map((address) => `cus_${address.split('@')[0]?.toUpperCase()}`));
      expect([...sent].filter((customerId) => !mailed.has(customerId))).toEqual([]);
      const held = named.flatMap((one) => (one.outcome === 'holdout' ? one.customerIds : []));
      expect(held.filter((customerId) => mailed.has(customerId))).toEqual([]);
      const share = held.length / (held.length + sent.size);
      expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / (held.length + sent.size)));

      // Seven in ten of the treated stay, six in ten of the others.
      const telling = performance.now();
      const told = [...sent, ...held].sort().slice(0, OUTCOMES);
      const stays = (customerId: string): boolean =>
        Number(customerId.slice(-1)) < (sent.has(customerId) ? 7 : 6);
      const rows = told.map(
        (one) => `${one.replace('cus_', '')},${stays(one) ? 'stayed' : 'left'},2026-11-30`,
      );
      await writeFile(join(folder, 'outcomes.csv'), `customerId,outcome,on\n${rows.join('\n')}\n`);
      const heard = await call('tools/import.ts', 'outcomes', join(folder, 'outcomes.csv'));
      expect(heard).toMatchObject({ written: told.length, errorCount: 0 });
      say('outcomes imported', telling, cloud, { outcomes: told.length });
      const report = await get(
        `/api/staff/reports/campaign?experiment=${id}&from=2026-11-01&to=2026-12-31`,
        reportSchema,
        token,
      );
      const treated = told.filter((one) => sent.has(one));
      const untreated = told.filter((one) => !sent.has(one));
      expect(report.rows[0]?.worth).toMatchObject({
        treated: { customers: treated.length, kept: treated.filter(stays).length },
        holdout: { customers: untreated.length, kept: untreated.filter(stays).length },
      });
      process.stderr.write(`${report.rows[0]?.sentences.en ?? ''}\n`);

      if (ORDERS_EACH > 0) {
        const ordering = performance.now();
        const ordered = await call('tools/import.ts', 'orders', join(folder, 'orders.csv'));
        expect(ordered.errorCount).toBe(0);
        say('orders imported', ordering, cloud, { orders: ordered.written });
      }
      isDone = true;
    } finally {
      cloud.kill('SIGTERM');
      await once(cloud, 'exit');
      // An hour's work is looked at before it is thrown away.
      if (isDone) await rm(folder, { recursive: true, force: true });
      else process.stderr.write(`what it left is in ${folder}\n`);
    }
  },
  14_400_000,
);

/** What may become of somebody in a campaign of one mail; anything else is no reason. */
const reasons = ['sent', 'unconfirmed', 'holdout', 'no-consent'];
