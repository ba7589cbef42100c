import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { hasChangedRecords, importSchema, rowErrorSchema } from '../../domain/import/import.ts';
import { instantSchema } from '../../domain/instant.ts';
import type { Imports } from '../../ports/imports.ts';
import { keys } from './keys.ts';
import { getRow } from './reads.ts';
import { mustBeNew, put, transact, versionIs, type Table } from './table.ts';

const changedSchema = z.object({ at: instantSchema });
const errorsSchema = z.object({ errors: z.array(rowErrorSchema) });

/** Imports in the one table: the import itself, its row errors by chunk, and the facts that start its machine. */
export function dynamoImports(table: Table): Imports {
  return {
    async create(newImport) {
      const result = await transact(table, [put(table, keys.import(newImport.id), newImport, mustBeNew)]);
      if (result.kind !== 'done') throw new Error(`import ${newImport.id} exists already`);
    },

    async byId(importId) {
      const row = await getRow(table, keys.import(importId));
      return row && importSchema.parse(row);
    },

    async errors(importId) {
      // A thousand errors of a hundred bytes at most: one page.
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': keys.import(importId).pk, ':sk': 'ERROR#' },
        }),
      );
      return Items.flatMap((item) => errorsSchema.parse(item).errors);
    },

    async save(next, { errors = [], started } = {}) {
      const [firstError] = errors;
      const result = await transact(table, [
        put(table, keys.import(next.id), next, versionIs(next.version - 1)),
        ...(firstError ? [put(table, keys.importError(next.id, firstError.row), { errors })] : []),
        ...(started ? [put(table, keys.importFact(next.id, started.number), started, mustBeNew)] : []),
        ...(hasChangedRecords(next) ? [put(table, keys.importedRecords(), { at: next.updatedAt })] : []),
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async recordsChangedAt() {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.importedRecords() } }),
      );
      return Item && changedSchema.parse(Item).at;
    },
  };
}
