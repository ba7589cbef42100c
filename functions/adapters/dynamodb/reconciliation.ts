import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isOfMail } from '../../domain/case/ledger.ts';
import { instantSchema } from '../../domain/instant.ts';
import type { LedgerBooks, Passes } from '../../ports/reconciliation.ts';
import { keys, lookup, SHARDS } from './keys.ts';
import { indexes, type Row, type Table } from './table.ts';

const BATCH = 100;
const ROW_KEY = 'LEDGER#';

/** The ledger from the side of its keys: what is asked here is whether a row is there, not what it says. */
export function dynamoLedgerBooks(table: Table): LedgerBooks {
  return {
    async withoutRow(ids) {
      const found = new Set<string>();
      for (let from = 0; from < ids.length; from += BATCH) {
        let wanted: Row[] = ids.slice(from, from + BATCH).map((id) => ({ ...keys.ledger(id) }));
        while (wanted.length > 0) {
          const { Responses, UnprocessedKeys } = await table.client.send(
            new BatchGetCommand({
              RequestItems: { [table.name]: { Keys: wanted, ProjectionExpression: 'pk' } },
            }),
          );
          for (const row of Responses?.[table.name] ?? []) found.add(String(row['pk']).slice(ROW_KEY.length));
          wanted = UnprocessedKeys?.[table.name]?.Keys ?? [];
        }
      }
      return ids.filter((id) => !found.has(id));
    },

    async mailOfDay(day) {
      const shards = Array.from({ length: SHARDS }, (_, shard) => lookup.ledgerShard(day, shard));
      const ids = (await Promise.all(shards.map((shard) => idsIn(table, shard)))).flat();
      return ids.filter(isOfMail);
    },
  };
}

async function idsIn(table: Table, shard: string): Promise<string[]> {
  const ids: string[] = [];
  let start: Row | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: indexes.lookup,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': shard },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    ids.push(...(page.Items ?? []).map((row: Row) => String(row['pk']).slice(ROW_KEY.length)));
    start = page.LastEvaluatedKey;
  } while (start);
  return ids;
}

const passSchema = z.object({
  startedAt: instantSchema,
  through: z.string().optional(),
  days: z.record(z.string(), z.object({ stored: z.int(), missing: z.int() })),
});

/** The mark of the reconcile job. Two runs at once compare the same pages twice, which changes nothing. */
export function dynamoPasses(table: Table): Passes {
  const key = keys.reconcilePass();
  return {
    async current() {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { startedAt, through, days } = passSchema.parse(Item);
      return { startedAt, days, ...(through !== undefined && { through }) };
    },

    async keep(pass) {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...pass, ...key } }));
    },

    async end() {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { ...key } }));
    },
  };
}
