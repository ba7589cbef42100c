import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransactWriteItemsCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { openingWrites } from '../../functions/adapters/dynamodb/case-writes.ts';
import { dynamoAttachments } from '../../functions/adapters/dynamodb/attachments.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import {
  openTable,
  type Row as StoredRow,
  type Table,
  type Write,
} from '../../functions/adapters/dynamodb/table.ts';
import { hashOf } from '../../functions/adapters/system/digests.ts';
import { s3AttachmentFiles } from '../../functions/adapters/s3/attachment-files.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import { systemClock, systemIds } from '../../functions/adapters/system/world.ts';
import { complaintRoutes } from '../../functions/handlers/public-api/complaint-routes.ts';
import { firmOf } from '../../functions/handlers/wiring.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import type { NewCase } from '../../functions/ports/cases.ts';
import { createTable, engineClient, startEngine } from '../../local/dynamodb.ts';
import { synthesize } from '../../local/synth.ts';
import { readCloud } from '../../local/template.ts';
import { median, timesTheFloor, type Row } from './row.ts';

const SAMPLES = 500;
const WARM_UP = 100;
const BUDGET = 1.5;

/**
 * Accepting a complaint, from the request to the answer with the case number, against one raw transaction of the
 * same items by the same kind of client: all beyond the floor is ours. Both in turn, on one engine.
 */
export async function acceptRow(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  const engine = await startEngine(folder);
  const client = engineClient(engine.url);
  try {
    const cloud = readCloud(await synthesize(), {
      region: 'us-east-1',
      accountId: '000000000000',
      apiUrl: '',
    });
    const [resource] = cloud.ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template has no table');
    const { name } = await createTable(client, resource);
    const ours = engineClient(engine.url);
    const table = openTable(name, ours);
    let opened: NewCase | undefined;
    const accept = acceptor(table, (opening) => {
      opened = opening;
    });
    await accept(0);
    if (!opened) throw new Error('accepting a complaint opened no case');
    const writes = openingWrites(table, opened, systemClock.now());

    const acceptMs: number[] = [];
    const rawMs: number[] = [];
    for (let n = 1; n <= WARM_UP + SAMPLES; n += 1) {
      const raw = new TransactWriteItemsCommand({ TransactItems: renamed(writes, n) });
      const took = [await timed(() => accept(n)), await timed(() => client.send(raw))] as const;
      if (n <= WARM_UP) continue;
      acceptMs.push(took[0]);
      rawMs.push(took[1]);
    }
    ours.destroy();
    return timesTheFloor({
      name: 'accept',
      value: median(acceptMs),
      unit: 'ms',
      floor: median(rawMs),
      budget: BUDGET,
      detail: `p50 of ${SAMPLES}; ${writes.length} items`,
    });
  } finally {
    client.destroy();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The handler of the form as it is deployed, but for the secret and the clock of the machine. */
function acceptor(table: Table, saw: (opening: NewCase) => void): (n: number) => Promise<void> {
  const cases = dynamoCases(table, systemClock.now);
  const routes = complaintRoutes({
    cases: {
      open(opening) {
        saw(opening);
        return cases.open(opening);
      },
    },
    clock: systemClock,
    ids: systemIds,
    firm: firmOf(RuntimeSettings.parse({}), {
      publicUrl: 'http://localhost:4000',
      mailFrom: 'care@amends.localhost',
    }),
    links: hmacLinks(() => Promise.resolve(['a key for a benchmark'])),
    digests: { hash: (...parts) => hashOf(parts) },
    attachments: dynamoAttachments(table, systemClock.now),
    attachmentFiles: s3AttachmentFiles('no-bucket', table.client.config, systemClock.now),
  });
  return async (n) => {
    const answer = await routes.request(
      '/api/complaints',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${n}` },
        body: JSON.stringify({
          name: 'Ada Example',
          email: `ada${n}@example.org`,
          subject: 'Parcel two weeks late',
          body: complaint,
          consent: { privacy: true },
        }),
      },
      // Requests of one network address are limited by the minute.
      { event: { requestContext: { http: { sourceIp: `198.51.100.${n % 200}` } } } },
    );
    if (answer.status !== 201) throw new Error(`a complaint was answered ${answer.status}`);
    await answer.text();
  };
}

const complaint =
  'My parcel arrived two weeks late and nobody told me anything. I have called three times and waited on the line. ' +
  'I would like to know what happened, and I would like the delivery fee back.';

type Writes = readonly { readonly write: Write }[];

/** The same items under keys of their own, as they go over the wire. */
function renamed(writes: Writes, n: number): TransactWriteItem[] {
  const key = (row: StoredRow): StoredRow => ({ ...row, pk: `${String(row['pk'])}#${n}` });
  return writes.map(({ write: { Put, Update } }) => {
    if (Put) {
      const { Item = {}, ExpressionAttributeValues: values, ...rest } = Put;
      return { Put: { ...rest, Item: marshall(key(Item), options), ...bound(values) } };
    }
    if (!Update) throw new Error('a complaint is put and counted, nothing else');
    const { Key = {}, ExpressionAttributeValues: values, ...rest } = Update;
    return { Update: { ...rest, Key: marshall(key(Key), options), ...bound(values) } };
  });
}

const options = { removeUndefinedValues: true };

const bound = (values: StoredRow | undefined) =>
  values && { ExpressionAttributeValues: marshall(values, options) };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
