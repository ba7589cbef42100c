import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable, type Table } from '../../../functions/adapters/dynamodb/table.ts';
import { startLocalCloud } from '../../../local/cloud.ts';
import type { LocalCloud } from '../../../local/local-cloud.ts';
import { synthesize } from '../../../local/synth.ts';
import { readCloud } from '../../../local/template.ts';

/** The laptop cloud for breaking things: whoever is told to is sure to be made an offer, and time stands still. */
export interface FaultCloud {
  readonly cloud: LocalCloud;
  /** The store, past gate and meter. */
  readonly table: Table;
  /** A customer nobody has used yet: worth an offer, or with a tier that a person looks after. */
  newCustomer(kind: 'ordinary' | 'diamond'): Promise<Customer>;
  /** Name under which a function of functions/handlers is deployed. */
  functionName(handler: string): string;
  stop(): Promise<void>;
}

export interface Customer {
  readonly name: string;
  readonly email: string;
}

/** Monday morning within the firm's hours. */
const MONDAY = '2026-11-23T09:30:00.000Z';
const CUSTOMERS = 400;
const DIAMONDS = 200;

export async function startFaultCloud(): Promise<FaultCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'amends-faults-'));
  const template = withoutChance(await synthesize(), join(folder, 'template'));
  const cloud = await startLocalCloud({ dataDir: join(folder, 'data'), template, clock: MONDAY, speed: 0 });
  const client = new DynamoDBClient({
    endpoint: cloud.engineUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'audit', secretAccessKey: 'local' },
  });
  const used = { ordinary: 0, diamond: 0 };
  await importCustomers(cloud);
  return {
    cloud,
    table: openTable(cloud.tableName, client),
    newCustomer(kind) {
      used[kind] += 1;
      if (used[kind] > (kind === 'ordinary' ? CUSTOMERS : DIAMONDS))
        throw new Error(`no ${kind} customer is left`);
      return Promise.resolve({ name: `Fay ${kind} ${used[kind]}`, email: addressOf(kind, used[kind]) });
    },
    functionName(handler) {
      return functionNames(template, cloud.url).get(handler) ?? '';
    },
    async stop() {
      client.destroy();
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function functionNames(folder: string, apiUrl: string): ReadonlyMap<string, string> {
  const functions = readCloud(folder, { region: 'us-east-1', accountId: '000000000000', apiUrl }).ofType(
    'AWS::Lambda::Function',
  );
  const handlerOf = ({ properties }: (typeof functions)[number]): string => {
    const { Environment } = properties as { Environment: { Variables: Record<string, string> } };
    return Environment.Variables['POWERTOOLS_SERVICE_NAME'] ?? '';
  };
  return new Map(functions.map((resource) => [handlerOf(resource), resource.ref]));
}

const addressOf = (kind: string, n: number): string => `${kind}${n}@example.org`;

/**
 * The synthesized template with some settings changed: no holdout, a budget for every customer of a suite, offers that
 * end soon, and a sweep that does not run each time the clock is moved by minutes.
 */
export function withoutChance(synthesized: string, folder: string): string {
  cpSync(synthesized, folder, { recursive: true, filter: (path) => !/[\\/]asset\./.test(path) });
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    if (file.endsWith('.template.json')) {
      const text = readFileSync(path, 'utf8');
      const changed = text
        .replaceAll(String.raw`\"holdoutShare\":0.1`, String.raw`\"holdoutShare\":0`)
        .replaceAll(/\\"offerBudget\\":\d+/g, String.raw`\"offerBudget\":900000000`)
        .replaceAll(/\\"offerValidDays\\":\d+/g, String.raw`\"offerValidDays\":3`)
        .replaceAll(/\\"offerReminderAfterDays\\":\d+/g, String.raw`\"offerReminderAfterDays\":1`)
        .replaceAll('rate(5 minutes)', 'rate(6 hours)');
      writeFileSync(path, changed);
    }
    if (file.endsWith('.assets.json')) {
      const assets = JSON.parse(readFileSync(path, 'utf8')) as {
        files: Record<string, { source: { path?: string } }>;
      };
      for (const { source } of Object.values(assets.files)) {
        if (source.path !== undefined) source.path = resolve(synthesized, source.path);
      }
      writeFileSync(path, JSON.stringify(assets));
    }
  }
  return folder;
}

async function importCustomers(cloud: LocalCloud): Promise<void> {
  const columns =
    'customerId,name,email,locale,since,contractType,monthlyCharge,currency,orders,spend12m,margin12m,lastOrderOn';
  const rows = (kind: 'ordinary' | 'diamond', count: number, rest: string): string[] =>
    Array.from(
      { length: count },
      (_, n) => `${kind}-${n + 1},Fay ${kind} ${n + 1},${addressOf(kind, n + 1)},en,${rest}`,
    );
  const file = [
    columns,
    ...rows('ordinary', CUSTOMERS, '2025-02-01,month-to-month,45,USD,6,620,520,2026-10-20'),
    ...rows('diamond', DIAMONDS, '2019-04-01,two year,240,USD,60,14000,9000,2026-11-10'),
    '',
  ].join('\n');
  const { importId, uploadUrl } = (await staff(cloud, 'marketer', 'customers/import', {
    method: 'POST',
  })) as {
    importId: string;
    uploadUrl: string;
  };
  await fetch(uploadUrl, { method: 'PUT', body: file });
  await staff(cloud, 'marketer', `imports/${importId}/start`, { method: 'POST' });
  await cloud.whenQuiet();
}

/** Calls the staff API as somebody of a group. */
async function staff(
  cloud: LocalCloud,
  group: string,
  path: string,
  init: RequestInit = {},
): Promise<unknown> {
  const answer = await staffCall(cloud, { group }, path, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @param ifMatch version of what is changed, as its `ETag` names it */
export async function staffCall(
  cloud: LocalCloud,
  who: { readonly group: string; readonly user?: string },
  path: string,
  init: RequestInit = {},
  ifMatch?: string,
): Promise<Response> {
  // Asked for anew each time: suites move the clock past a token's life.
  const issued = await fetch(`${cloud.url}/local/token`, { method: 'POST', body: JSON.stringify(who) });
  const { token } = (await issued.json()) as { token: string };
  return fetch(`${cloud.url}/api/staff/${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
  });
}
