import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdsBudget } from '../../functions/domain/offer/budget.ts';
import { offerSchema } from '../../functions/domain/offer/offer.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { customerFile, people } from '../../tools/demo/people.ts';
import { openShopWindow, type CaseDetail, type DemoMail } from '../../tools/demo/shop-window.ts';

const MONDAY = '2026-11-23T09:30:00.000Z';
const COST = 500;
/** Money for fewer offers than there are complaints. */
const PLACES = 20;
const json = { 'content-type': 'application/json' };

async function asLead(cloud: LocalCloud, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(`${cloud.url}/local/token`, {
    method: 'POST',
    body: JSON.stringify({ group: 'lead' }),
  });
  const { token } = (await answer.json()) as { token: string };
  const headers = { ...json, ...(init.headers as object), authorization: `Bearer ${token}` };
  return fetch(`${cloud.url}/api/staff/${path}`, { ...init, headers });
}

/** One kind of offer, carried out by billing, that suits everybody. */
async function applyCatalogue(cloud: LocalCloud): Promise<void> {
  const shipped = (await (await asLead(cloud, 'offers')).json()) as { offers: { id: string }[] };
  const refund = shipped.offers.find(({ id }) => id === 'fee-refund');
  const applied = await asLead(cloud, 'offers', {
    method: 'PUT',
    headers: { 'if-match': '"v0"' },
    body: JSON.stringify({ budgetPerMonth: PLACES * COST, offers: [refund] }),
  });
  expect([applied.status, applied.status === 200 ? '' : await applied.text()]).toEqual([200, '']);
}

async function importCustomers(cloud: LocalCloud, folder: string): Promise<void> {
  const file = join(folder, 'customers.csv');
  await writeFile(file, customerFile());
  const child = spawn(process.execPath, ['tools/import.ts', 'customers', file, '--url', cloud.url], {
    stdio: 'ignore',
  });
  expect(await once(child, 'exit')).toEqual([0, null]);
  await cloud.whenQuiet();
}

async function budgetOf(cloud: LocalCloud): Promise<{ committed: number; spent: number }> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: cloud.engineUrl, region: 'us-east-1', credentials });
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: cloud.tableName,
      Key: { pk: { S: 'BUDGET#2026-11' }, sk: { S: 'BUDGET' } },
    }),
  );
  client.destroy();
  return { committed: Number(Item?.['committed']?.N), spent: Number(Item?.['spent']?.N) };
}

/** Calls it several times at the same moment, as clicks, retries and scanners do. */
const atOnce = <Result>(times: number, call: (nth: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_, nth) => call(nth)));

test.skipIf(findDynoxide() === undefined)(
  'sixty complaints at once, every answer and every word of billing four times at once: nothing is granted twice, nothing overspent',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'amends-grants-'));
    const cloud = await startLocalCloud({ dataDir: join(folder, 'data'), clock: MONDAY, fresh: true });
    try {
      await importCustomers(cloud, folder);
      await applyCatalogue(cloud);
      const window = openShopWindow(cloud);
      const complaints = await Promise.all(
        people.english.map(async ({ name, email }) => ({
          email,
          ...(await window.complain({
            name,
            email,
            subject: 'Parcel two weeks late',
            body: 'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
          })),
        })),
      );
      await cloud.whenQuiet();
      const detailOf = async (caseId: string): Promise<CaseDetail> => window.detail(caseId);
      const offered: { record: CaseDetail; mail: DemoMail }[] = [];
      for (const { caseId, email } of complaints) {
        const record = await detailOf(caseId);
        const mail = (await window.mailsTo(email)).find(({ text }) => text.includes('/offer/#'));
        if (record.status === 'awaiting-customer' && mail) offered.push({ record, mail });
      }
      expect(offered.length).toBeGreaterThan(5);
      expect((await budgetOf(cloud)).committed).toBe(offered.length * COST);
      expect(offered.length).toBeLessThanOrEqual(PLACES);

      const answers = await Promise.all(
        offered.map(({ mail }) =>
          atOnce(4, (nth) => window.answerOffer(mail, nth === 3 ? 'decline' : 'accept')),
        ),
      );
      for (const statuses of answers) expect(statuses.toSorted()).toEqual([200, 409, 409, 409]);

      const offers = async () =>
        Promise.all(offered.map(async ({ record }) => offerSchema.parse((await detailOf(record.id)).offer)));
      const accepted = (await offers()).filter(({ status }) => status === 'accepted');
      expect(accepted.length).toBeGreaterThan(0);
      await Promise.all(
        accepted.map(({ id }) =>
          atOnce(4, (nth) => window.answerGrant(id, nth === 3 ? 'failed' : 'applied')),
        ),
      );
      await cloud.whenQuiet();

      const after = await offers();
      const costOf = (which: typeof after) => which.reduce((sum, { cost }) => sum + cost, 0);
      expect(await budgetOf(cloud)).toEqual({
        committed: costOf(after.filter(({ status }) => holdsBudget(status))),
        spent: costOf(after.filter(({ grant }) => grant?.state === 'applied')),
      });
      for (const { id, status } of after) {
        const told = await window.toldOf(id);
        const grants = told.filter((type) => type === 'OfferGranted' || type === 'OfferGrantFailed');
        expect([id, grants.length]).toEqual([id, status === 'accepted' ? 1 : 0]);
        expect(told.filter((type) => type === 'OfferGrantRequested')).toHaveLength(grants.length);
      }
      expect(cloud.state().deadLetters).toEqual([]);
    } finally {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  900_000,
);
