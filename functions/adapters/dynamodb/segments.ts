import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { segmentSchema } from '../../domain/segment/segment.ts';
import type { Segments } from '../../ports/segments.ts';
import { keys } from './keys.ts';
import { queryAll } from './reads.ts';
import { mustBeNew, put, transact, versionIs, type Table } from './table.ts';

/** Kept segments, in one partition of the one table. */
export function dynamoSegments(table: Table): Segments {
  return {
    async list() {
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.segment('').pk },
      });
      return rows.map((row) => segmentSchema.parse(row));
    },

    async byId(segmentId) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.segment(segmentId) }, ConsistentRead: true }),
      );
      return Item && segmentSchema.parse(Item);
    },

    async save(segment) {
      const { version } = segment;
      const result = await transact(table, [
        put(table, keys.segment(segment.id), segment, version === 1 ? mustBeNew : versionIs(version - 1)),
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },
  };
}
