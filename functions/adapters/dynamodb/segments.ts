import { segmentSchema } from '../../domain/segment/segment.ts';
import type { Segments } from '../../ports/segments.ts';
import { keys } from './keys.ts';
import { getRow, queryAll } from './reads.ts';
import { follows, put, transact, type Table } from './table.ts';

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
      const row = await getRow(table, keys.segment(segmentId));
      return row && segmentSchema.parse(row);
    },

    async save(segment) {
      const result = await transact(table, [
        put(table, keys.segment(segment.id), segment, follows(segment.version)),
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },
  };
}
