import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import { runTool } from '../bench/run-tool.ts';

/** What one complaint used, from the form to the closed case, as AWS would count it. */
export interface Usage {
  readonly storeRequests: number;
  readonly writingRequests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly transitions: number;
  readonly mails: number;
  readonly invocations: number;
  readonly apiRequests: number;
}

/** Monday morning within the firm's hours; time stands still, so that no schedule runs in between. */
const MONDAY = '2026-11-23T09:30:00.000Z';
/** One in ten is in the holdout, so that six in a row being there happens once in a million runs. */
const CUSTOMERS = 8;

const columns =
  'customerId,name,email,locale,since,contractType,monthlyCharge,currency,orders,spend12m,margin12m,lastOrderOn';
const customer = (n: number): string =>
  `M-${n},Mia Metered ${n},mia${n}@example.org,en,2025-02-01,month-to-month,45,USD,6,620,520,2026-10-20`;

const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const apiFunctions = ['public-api', 'staff-api', 'retention-api', 'intake-api', 'web'];

/**
 * Submits complaints of known customers on the laptop cloud, accepts the offer that each gets by mail, and meters
 * every one of them. The first warms up and is not counted.
 * @throws when a case does not go the way of the main path
 */
export async function meterJourneys(journeys: number): Promise<readonly Usage[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amends-metered-'));
  try {
    const cloud = await startLocalCloud({ dataDir, clock: MONDAY, speed: 0, fresh: true });
    try {
      await importCustomers(cloud, dataDir);
      const used: Usage[] = [];
      for (let n = 1; n <= CUSTOMERS && used.length <= journeys; n += 1) {
        const before = count(cloud);
        if (await journey(cloud, n)) used.push(difference(before, count(cloud)));
      }
      if (used.length <= journeys) throw new Error('too few customers were made an offer');
      return used.slice(1);
    } finally {
      await cloud.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function importCustomers(cloud: LocalCloud, folder: string): Promise<void> {
  const file = join(folder, 'customers.csv');
  const rows = Array.from({ length: CUSTOMERS }, (_, index) => customer(index + 1));
  await writeFile(file, [columns, ...rows, ''].join('\n'));
  await runTool(['tools/import.ts', 'customers', file, '--url', cloud.url]);
  await cloud.whenQuiet();
}

/** @returns whether the customer was made an offer, and so went the whole way; a holdout customer is not */
async function journey(cloud: LocalCloud, n: number): Promise<boolean> {
  const email = `mia${n}@example.org`;
  await fetch(`${cloud.url}/`);
  const complained = await post(`${cloud.url}/api/complaints`, {
    name: `Mia Metered ${n}`,
    email,
    subject: 'Parcel two weeks late',
    body: 'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
    consent: { privacy: true },
  });
  await cloud.whenQuiet();
  const token = cloud.mailbox
    .mails(email)
    .map(({ text }) => /\/offer\/#(\S+)/.exec(text)?.[1])
    .find((found) => found !== undefined);
  if (token === undefined) return false;
  await fetch(`${cloud.url}/api/offers/${token}`);
  await post(`${cloud.url}/api/offers/${token}`, { answer: 'accept' });
  await cloud.whenQuiet();
  const { caseId } = z.object({ caseId: z.string() }).parse(complained);
  const ended = cloud
    .executions()
    .filter(({ name, status }) => name.startsWith(caseId) && status === 'SUCCEEDED');
  if (ended.length !== 1) throw new Error(`the machine of ${caseId} did not come to its end`);
  return true;
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function count(cloud: LocalCloud): Usage {
  const { store, transitions, mails, invocations } = cloud.metrics();
  const requests = Object.entries(store.requests);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    storeRequests: sum(requests.map(([, times]) => times)),
    writingRequests: sum(requests.filter(([operation]) => writing.has(operation)).map(([, times]) => times)),
    writeUnits: store.writeUnits,
    readUnits: store.readUnits,
    transitions,
    mails,
    invocations: sum(Object.values(invocations)),
    apiRequests: sum(apiFunctions.map((name) => invocations[name] ?? 0)),
  };
}

const difference = (before: Usage, now: Usage): Usage => ({
  storeRequests: now.storeRequests - before.storeRequests,
  writingRequests: now.writingRequests - before.writingRequests,
  writeUnits: now.writeUnits - before.writeUnits,
  readUnits: now.readUnits - before.readUnits,
  transitions: now.transitions - before.transitions,
  mails: now.mails - before.mails,
  invocations: now.invocations - before.invocations,
  apiRequests: now.apiRequests - before.apiRequests,
});
