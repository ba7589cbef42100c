import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openTable, type Table } from '../../functions/adapters/dynamodb/table.ts';

/** A DynamoDB engine that only this process uses; everything is in memory and gone after `stop`. */
export interface Dynoxide {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** A fresh, empty table of our shape. */
  createTable(): Promise<Table>;
  stop(): Promise<void>;
}

const READY_ATTEMPTS = 200;
const READY_PAUSE_MS = 25;

/** The engine's program: ours from npm where it has one, else the one on the PATH, else none. */
function findProgram(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    // An optional dependency: npm leaves it out on other platforms.
    return spawnSync('dynoxide', ['--version']).status === 0 ? 'dynoxide' : undefined;
  }
}

const givenEndpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
const program = givenEndpoint === undefined ? findProgram() : undefined;

/** Why tests on a real engine cannot run here; undefined when they can. */
export const dynoxideMissing =
  givenEndpoint === undefined && program === undefined
    ? 'no DynamoDB engine: npm has no @dynoxide binary for this platform; put `dynoxide` on the PATH or set AWS_ENDPOINT_URL_DYNAMODB'
    : undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

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
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  }) satisfies CreateTableCommandInput;

/** Starts the engine on a free port and waits until it answers. */
export async function startDynoxide(): Promise<Dynoxide> {
  if (dynoxideMissing !== undefined) throw new Error(dynoxideMissing);
  const port = givenEndpoint === undefined ? await freePort() : 0;
  const endpoint = givenEndpoint ?? `http://127.0.0.1:${port}`;
  const engine =
    program === undefined
      ? undefined
      : spawn(program, ['serve', '--port', String(port)], { stdio: 'ignore' });
  // A test run that dies must not leave an engine behind.
  const kill = () => engine?.kill('SIGKILL');
  process.once('exit', kill);
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt === READY_ATTEMPTS)
        throw new Error(`the DynamoDB engine at ${endpoint} does not answer`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, READY_PAUSE_MS));
    }
  }

  let tables = 0;
  return {
    endpoint,
    client,
    createTable: async () => {
      tables += 1;
      const name = `amends-test-${process.pid}-${port}-${tables}`;
      await client.send(new CreateTableCommand(tableShape(name)));
      return openTable(name, client);
    },
    stop: async () => {
      process.off('exit', kill);
      client.destroy();
      if (engine?.exitCode === null) {
        const gone = new Promise((resolve) => engine.once('exit', resolve));
        engine.kill('SIGKILL');
        await gone;
      }
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
