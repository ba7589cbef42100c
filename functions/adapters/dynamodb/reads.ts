import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { inGroups, inParallel } from './groups.ts';
import type { Key } from './keys.ts';
import type { Row, Table } from './table.ts';

/** One row as it is at this moment. */
export async function getRow(table: Table, key: Key): Promise<Row | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
  );
  return Item;
}

/** All pages of a query. */
export async function queryAll(
  table: Table,
  input: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let start: Row | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({ ...input, TableName: table.name, ...(start && { ExclusiveStartKey: start }) }),
    );
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return rows;
}

/** Limit of DynamoDB. */
const MAX_BATCH_GET = 100;
/** Batches under way at once: enough to hide the way to the store, few enough not to throttle a new table. */
const PARALLEL = 8;
const BATCH_ATTEMPTS = 8;
const BATCH_PAUSE_MS = 20;

/**
 * Every row that exists; keys that a throttled store left out are asked for again, with growing pauses. Read consistently,
 * unless told that a moment old will do at half the price.
 * @throws when the store keeps throttling
 */
export async function batchGet(
  table: Table,
  wanted: readonly Key[],
  { consistent = true }: { readonly consistent?: boolean } = {},
): Promise<Row[]> {
  const found: Row[][] = [];
  await inParallel(inGroups(wanted, MAX_BATCH_GET), PARALLEL, async (group, place) => {
    found[place] = await getGroup(table, group, consistent);
  });
  return found.flat();
}

async function getGroup(table: Table, wanted: readonly Key[], consistent: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  let left: Row[] = wanted.map((key) => ({ ...key }));
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: left, ConsistentRead: consistent } } }),
    );
    rows.push(...(answer.Responses?.[table.name] ?? []));
    left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    if (left.length === 0) break;
    if (attempt === BATCH_ATTEMPTS) throw new Error('the store keeps throttling reads');
    await new Promise((resolve) => setTimeout(resolve, BATCH_PAUSE_MS * 2 ** attempt));
  }
  return rows;
}
