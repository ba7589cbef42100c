import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { inGroups } from '../../functions/adapters/dynamodb/groups.ts';
import { attention, keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoPoints } from '../../functions/adapters/dynamodb/points.ts';
import { dynamoPointsMails } from '../../functions/adapters/dynamodb/points-mails.ts';
import { openTable, type Table } from '../../functions/adapters/dynamodb/table.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import type { Journey } from '../../functions/domain/campaign/journey.ts';
import type { CustomerOutcome } from '../../functions/domain/experiment/customer-outcome.ts';
import { plusSeconds } from '../../functions/domain/instant.ts';
import { balanceOf, type Posting } from '../../functions/domain/points/points.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { firmOf } from '../../functions/handlers/wiring.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { inLanes } from '../../functions/use-cases/in-lanes.ts';
import { measuringCampaigns } from '../../functions/use-cases/measuring-campaigns.ts';
import { tellOfEndingPoints } from '../../functions/use-cases/tell-of-ending-points.ts';
import { engineClient } from '../../local/dynamodb.ts';
import { metered, type Meter } from '../../tools/bench/meter.ts';
import { aCustomer } from '../support/case-builders.ts';
import { startDynoxide } from '../support/dynoxide.ts';

/** `AMENDS_CUSTOMERS=200000` runs it larger. */
const CUSTOMERS = Number(process.env['AMENDS_CUSTOMERS'] ?? 20_000);
const LANES = 16;
/** A Monday morning; what was earned in February 2024 ends with March 2026. */
const NOW = '2026-03-09T10:00:00.000Z';
const ENDS = '2026-04-01T00:00:00.000Z';
const LATER = '2027-01-01T00:00:00.000Z';
/** Campaigns a firm ran in a few years. */
const CAMPAIGNS = 20;
/** Of these so many reached somebody within the last 90 days. */
const MEASURING = 8;
const longAgo = { startedAt: '2024-03-01T10:00:00.000Z', finishedAt: '2024-03-02T10:00:00.000Z' };
const MEBIBYTE = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / MEBIBYTE;
};
const numbers = Array.from({ length: CUSTOMERS }, (_, n) => String(n));
const idOf = (number: string): string => `cus_${number}`;

interface Size {
  readonly table: Table;
  readonly meter: Meter;
}

async function atSize(work: (size: Size, setUp: Table) => Promise<void>): Promise<void> {
  const engine = await startDynoxide();
  const client = engineClient(engine.endpoint);
  try {
    const setUp = await engine.createTable();
    const meter = metered(client);
    await work({ table: openTable(setUp.name, client), meter }, setUp);
  } finally {
    client.destroy();
    await engine.stop();
  }
}

/** Writes rows as the adapters write them, 25 a request: the way there is not what is measured. */
const fill = (table: Table, rows: readonly Record<string, unknown>[]): Promise<void> =>
  inLanes(LANES, inGroups(rows, 25), async (group) => {
    const puts = group.map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  });

/** Units for each of so many, to two places. */
const each = ({ used }: Meter, of: number) => ({
  read: Math.round((used.readUnits / of) * 100) / 100,
  write: Math.round((used.writeUnits / of) * 100) / 100,
});

test('the notice of ending points costs the same for each account however many there are, and holds none of them', async () => {
  await atSize(async ({ table, meter }, setUp) => {
    const customers = dynamoCustomers(setUp);
    for (let at = 0; at < numbers.length; at += 2000)
      await customers.saveAll(
        numbers.slice(at, at + 2000).map((number) => ({
          customer: aCustomer({
            ...{ id: idOf(number), customerNumber: number, emails: [`c${number}@example.org`], version: 1 },
          }),
          ...{ readVersion: undefined, gainedEmails: [`c${number}@example.org`], lostEmails: [] },
          ...{ tierMove: undefined, left: undefined, orders: [] },
        })),
      );
    // One that ends and two that do not; one customer in ten has spent what ends.
    await fill(
      setUp,
      numbers.flatMap((number, place) => {
        const customerKey = idOf(number);
        const earned = { customerKey, at: '2024-02-10T10:00:00.000Z', house: 'purchases' } as const;
        const postings: Posting[] = [
          { ...earned, key: 'order:1', points: 120, expiresAt: ENDS },
          { ...earned, key: 'order:2', points: 30, expiresAt: LATER },
          { ...earned, key: 'order:3', points: 40, expiresAt: LATER },
          ...(place % 10 === 0
            ? [{ customerKey, key: 'reward:1', at: NOW, points: -120, house: 'rewards' } as const]
            : []),
        ];
        const account = { balance: balanceOf(postings), version: postings.length };
        return [
          { ...account, ...keys.pointsAccount(customerKey) },
          ...postings.map((posting) => ({
            ...posting,
            ...keys.posting(customerKey, posting.key),
            ...(posting.expiresAt !== undefined &&
              attention.pointsEnding(posting.expiresAt, customerKey, posting.key)),
          })),
        ];
      }),
    );

    const key = () => Promise.resolve('a key of at least sixteen characters');
    const settings = RuntimeSettings.parse({ mailsPerSecond: 100_000 });
    const heaps: number[] = [];
    let sent = 0;
    const deps = {
      pointsMails: dynamoPointsMails(table),
      points: dynamoPoints(table),
      customers: dynamoCustomers(table),
      contacts: dynamoContacts(table),
      cases: dynamoCases(table, () => NOW),
      digests: secretDigests(key),
      links: hmacLinks(async () => [await key()]),
      clock: { now: () => NOW },
      firm: firmOf(settings, { publicUrl: 'https://size.example', mailFrom: settings.intakeAddress }),
      pace: { turn: () => Promise.resolve() },
      postOffice: {
        send: () => {
          sent += 1;
          if (sent % Math.ceil(CUSTOMERS / 8) === 0) heaps.push(heapMb());
          return Promise.resolve({ kind: 'sent' as const, messageId: `<${sent}@size>` });
        },
      },
    };
    meter.reset();
    const first = await tellOfEndingPoints(deps);
    const telling = each(meter, CUSTOMERS);
    meter.reset();
    const again = await tellOfEndingPoints(deps);
    const passing = each(meter, CUSTOMERS);
    console.log({ customers: CUSTOMERS, telling, passing, heapsMb: heaps.map(Math.round) });

    const spent = Math.ceil(CUSTOMERS / 10);
    expect(first).toEqual({
      ...{ looked: CUSTOMERS, told: CUSTOMERS - spent, spent },
      ...{ refused: 0, later: 0, cut: false },
    });
    expect(again).toMatchObject({ looked: spent, told: 0 });
    expect(telling.read).toBeLessThan(8);
    expect(telling.write).toBeLessThan(8);
    expect(passing.read).toBeLessThan(2);
    // The first readings still hold what a warm process keeps for good.
    expect(heaps.at(-1)).toBeLessThan(1.15 * (heaps[2] ?? 0));
  });
});

test('whom a campaign kept costs the same for each outcome however many there were before it', async () => {
  await atSize(async ({ table, meter }, setUp) => {
    const settingUp = dynamoCampaigns(setUp);
    const definition = {
      ...{ name: 'Size', segment: { all: [] }, holdoutShare: 0, mailsAtMost: 1, steps: [] },
      trigger: { when: 'asked' as const },
    };
    for (let n = 0; n < CAMPAIGNS; n += 1) {
      const id = `cmp_${n}`;
      await settingUp.create(
        {
          ...{ id, version: 1, name: id, status: 'finished', definition: 1, factCount: 0, createdAt: NOW },
          ...{
            considered: 0,
            counts: {},
            ...(n < MEASURING ? { startedAt: NOW, finishedAt: NOW } : longAgo),
          },
        },
        { campaignId: id, number: 1, at: NOW, by: { kind: 'system' }, authors: [], definition },
        [],
      );
    }
    await fill(
      setUp,
      numbers.flatMap((number) => {
        const customerId = idOf(number);
        const journey: Journey = {
          ...{ campaignId: 'cmp_7', customerId, version: 1, definition: 1, enteredAt: NOW },
          ...{ done: [{ step: 'mail', status: 'sent', at: NOW }], answers: {} },
        };
        const said: CustomerOutcome = {
          ...{ id: 'o1', customerId, kind: 'stayed', on: '2026-03-20', source: 'size' },
        };
        return [
          { ...journey, ...keys.journey('cmp_7', customerId) },
          { ...said, ...keys.customerOutcome(customerId, said.id) },
        ];
      }),
    );

    const campaigns = dynamoCampaigns(table);
    let looks = 0;
    const clock = { now: () => plusSeconds('2026-03-21T10:00:00.000Z', (looks += 1)) };
    const deps = {
      ...{ campaigns, experiments: dynamoExperiments(table) },
      measuring: measuringCampaigns({ campaigns, clock }),
    };
    const heaps: number[] = [];
    let counted = 0;
    const half = { read: 0, write: 0 };
    meter.reset();
    await inLanes(LANES, numbers, async (number) => {
      const changed = await countKept(deps, {
        ...{ customerId: idOf(number), kind: 'bought', on: '2026-03-20', source: 'crm' },
      });
      counted += changed;
      if (counted % Math.ceil(CUSTOMERS / 8) === 0) heaps.push(heapMb());
      if (counted === CUSTOMERS / 2) Object.assign(half, each(meter, CUSTOMERS / 2));
    });
    const all = each(meter, CUSTOMERS);
    console.log({
      ...{ outcomes: CUSTOMERS, campaigns: CAMPAIGNS, half, all, heapsMb: heaps.map(Math.round) },
    });

    expect(counted).toBe(CUSTOMERS);
    expect((await deps.campaigns.tallies('cmp_7')).kept).toBe(CUSTOMERS);
    expect(all.write).toBeLessThan(4.1);
    expect(all.read).toBeLessThan(MEASURING + 5);
    expect(all.read / half.read).toBeLessThan(1.02);
    expect(heaps.at(-1)).toBeLessThan(1.15 * (heaps[2] ?? 0));
  });
});
