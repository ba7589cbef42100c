import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isOfMail } from '../../domain/case/ledger.ts';
import { instantSchema } from '../../domain/instant.ts';
import type { LedgerBooks, Passes } from '../../ports/reconciliation.ts';
import { keys, lookup, SHARDS } from './keys.ts';
import { batchGet, getRow, queryAll } from './reads.ts';
import { indexes, type Row, type Table } from './table.ts';

const BEFORE_ID = keys.ledger('').pk.length;
const ledgerIdOf = (row: Row): string => String(row['pk']).slice(BEFORE_ID);

/** The ledger from the side of its keys: what is asked here is whether a row is there, not what it says. */
export function dynamoLedgerBooks(table: Table): LedgerBooks {
  return {
    async withoutRow(ids) {
      const rows = await batchGet(table, ids.map(keys.ledger), { consistent: false });
      const found = new Set(rows.map(ledgerIdOf));
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
  const rows = await queryAll(table, {
    IndexName: indexes.lookup,
    KeyConditionExpression: 'lookupPk = :pk',
    ExpressionAttributeValues: { ':pk': shard },
  });
  return rows.map(ledgerIdOf);
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
      const row = await getRow(table, key);
      if (!row) return undefined;
      const { startedAt, through, days } = passSchema.parse(row);
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
