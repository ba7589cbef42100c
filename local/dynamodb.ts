import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Refused } from './refused.ts';
import { indexStream } from './stream-index.ts';
import type { Resource } from './template.ts';

/** A running DynamoDB engine. */
interface Engine {
  readonly url: string;
  stop(): Promise<void>;
}

/** Who runs the engine of a folder. */
const Ownership = z.object({ owner: z.number(), engine: z.number(), port: z.number() });

const ownershipOf = (folder: string): string => join(folder, 'engine.json');

/**
 * Starts dynoxide on a file of the folder, or takes the engine that `AWS_ENDPOINT_URL_DYNAMODB` names.
 * @throws Refused when there is neither, saying what to do
 */
export async function startEngine(folder: string): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const binary = findDynoxide();
  if (!binary) {
    throw new Refused(
      `No DynamoDB engine for ${process.platform}-${process.arch}: put dynoxide on the PATH, or name an endpoint in AWS_ENDPOINT_URL_DYNAMODB.`,
    );
  }
  const ownership = ownershipOf(folder);
  const port = await freePort();
  const file = join(folder, 'store.sqlite');
  const engine = spawn(binary, ['serve', '--port', String(port), '--db-path', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  writeFileSync(ownership, JSON.stringify({ owner: process.pid, engine: engine.pid, port }));
  let said = '';
  engine.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-2000);
  });
  const ended = once(engine, 'exit');
  const endWithUs = (): void => void engine.kill('SIGKILL');
  process.once('exit', endWithUs);
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url, () => {
    if (engine.exitCode !== null) throw new Refused(`dynoxide ended at once: ${said.trim()}`);
  });
  indexStream(file);
  return {
    url,
    async stop() {
      process.off('exit', endWithUs);
      engine.kill('SIGTERM');
      await ended;
      rmSync(ownership, { force: true });
    },
  };
}

/** Who runs the engine of a folder, in words. */
export function ownerOf(folder: string): string {
  const found = ownershipIn(folder);
  return found ? `process ${found.owner}` : 'another process';
}

/** Ends the engine of a cloud that was killed; of a cloud that lives the folder is locked. */
export async function endEngineLeftBehind(folder: string): Promise<void> {
  const { engine, port } = ownershipIn(folder) ?? {};
  if (engine === undefined || !isAlive(engine)) return;
  const server = await fetch(`http://127.0.0.1:${port}`).then(
    (response) => response.headers.get('server') ?? '',
    () => '',
  );
  // Another program may have got the number since.
  if (server.startsWith('Dynoxide')) process.kill(engine, 'SIGKILL');
}

function ownershipIn(folder: string): z.infer<typeof Ownership> | undefined {
  const file = ownershipOf(folder);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  // Killed before it was written.
  return text === '' ? undefined : Ownership.parse(JSON.parse(text));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Path of the engine's binary: the optional package, or the PATH. */
export function findDynoxide(): string | undefined {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const packaged = join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'dynoxide');
    if (existsSync(packaged)) return packaged;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
  }
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'dynoxide'))
    .find((path) => existsSync(path));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}

/** An engine that is starting refuses connections; each refusal takes about a millisecond. */
async function untilItAnswers(url: string, check: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    check();
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (tries > 1000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

const Key = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) });
const TableProperties = z.object({
  KeySchema: z.array(Key),
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(Key),
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
});

/** A created table and where its stream is. */
interface CreatedTable {
  readonly name: string;
  /** ARN as the engine names it; the template's is another. */
  readonly streamArn: string | undefined;
}

/** Client to an engine; any credentials do. */
export function engineClient(url: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'cloud', secretAccessKey: 'local' },
  });
}

/** Creates the tables of the template that the engine does not have yet; by their names. */
export async function createTables(
  engineUrl: string,
  resources: readonly Resource[],
): Promise<ReadonlyMap<string, CreatedTable>> {
  const client = engineClient(engineUrl);
  const tables = await Promise.all(
    resources.map(async (resource) => [resource.ref, await createTable(client, resource)] as const),
  );
  client.destroy();
  return new Map(tables);
}

/**
 * Creates a table of the template, unless it is there from the last start. Time to live is not handed to
 * the engine, whose clock is the real one: expired items stay, which DynamoDB allows for days and readers
 * must bear anyway.
 */
export async function createTable(client: DynamoDBClient, resource: Resource): Promise<CreatedTable> {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } =
    TableProperties.parse(resource.properties);
  const input: CreateTableCommandInput = {
    TableName: resource.ref,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ Projection, ...index }) => ({
        ...index,
        Projection: {
          ProjectionType: Projection.ProjectionType,
          ...(Projection.NonKeyAttributes && { NonKeyAttributes: Projection.NonKeyAttributes }),
        },
      })),
    }),
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  };
  try {
    await client.send(new CreateTableCommand(input));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const { Table } = await client.send(new DescribeTableCommand({ TableName: resource.ref }));
  return { name: resource.ref, streamArn: Table?.LatestStreamArn };
}
