import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openTable, type Table } from '../../functions/adapters/dynamodb/table.ts';
import { findDynoxide, startEngine } from '../../local/dynamodb.ts';

/** A DynamoDB engine that only this process uses; everything is in a temporary folder and gone after `stop`. */
interface Dynoxide {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** A fresh, empty table of our shape. */
  createTable(): Promise<Table>;
  stop(): Promise<void>;
}

/** Why tests on a real engine cannot run here; undefined when they can. */
const dynoxideMissing =
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] === undefined && findDynoxide() === undefined
    ? 'no DynamoDB engine: npm has no @dynoxide binary for this platform; put `dynoxide` on the PATH or set AWS_ENDPOINT_URL_DYNAMODB'
    : undefined;

const tableShape = (name: string) =>
  ({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk', 'attentionPk', 'attentionSk', 'lookupPk', 'lookupSk'].map(
      (AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      }),
    ),
    GlobalSecondaryIndexes: ['attention', 'lookup'].map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: `${index}Pk`, KeyType: 'HASH' },
        { AttributeName: `${index}Sk`, KeyType: 'RANGE' },
      ],
      Projection:
        index === 'lookup'
          ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['customer'] }
          : { ProjectionType: 'KEYS_ONLY' as const },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  }) satisfies CreateTableCommandInput;

/** Starts the engine of the laptop cloud in a folder of its own. */
export async function startDynoxide(): Promise<Dynoxide> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-store-'));
  const engine = await startEngine(folder);
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

  let tables = 0;
  return {
    endpoint: engine.url,
    client,
    createTable: async () => {
      tables += 1;
      const name = `amends-test-${process.pid}-${Date.now()}-${tables}`;
      await client.send(new CreateTableCommand(tableShape(name)));
      return openTable(name, client);
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A `describe` with one engine for all its tests. `body` gets a way to a fresh table; without an engine the
 * group is one skipped test that says why.
 */
export function describeOnDynoxide(title: string, body: (freshTable: () => Promise<Table>) => void): void {
  if (dynoxideMissing !== undefined) {
    describe(title, () => {
      test.skip(`skipped: ${dynoxideMissing}`);
    });
    return;
  }
  describe(title, () => {
    let engine: Dynoxide | undefined;
    beforeAll(async () => {
      engine = await startDynoxide();
    });
    afterAll(async () => {
      await engine?.stop();
    });
    body(() => {
      if (!engine) throw new Error('a table can be made inside a test or hook only');
      return engine.createTable();
    });
  });
}
