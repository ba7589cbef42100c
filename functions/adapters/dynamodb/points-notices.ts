import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { pointsNoticeSchema, type PointsNotice } from '../../domain/points/notice.ts';
import type { PointsNotices } from '../../ports/points-notices.ts';
import { attention, keys, SHARDS } from './keys.ts';
import { batchGet } from './reads.ts';
import { indexes, mustBeNew, put, transact, versionIs, type Table } from './table.ts';

const placeSchema = z.object({ attentionSk: z.string() });

/** Notices beside the postings they tell of; whose points end when stands in index `attention`, by month. */
export function dynamoPointsNotices(table: Table): PointsNotices {
  const noticeKey = ({ customerKey, endsAt }: Pick<PointsNotice, 'customerKey' | 'endsAt'>) =>
    keys.pointsNotice(customerKey, endsAt);

  return {
    parts: SHARDS,

    async ending(endsAt, part, limit, next) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: indexes.attention,
          KeyConditionExpression:
            next === undefined ? 'attentionPk = :pk' : 'attentionPk = :pk AND attentionSk > :next',
          ExpressionAttributeValues: {
            ':pk': attention.pointsEndingShard(endsAt, part),
            ...(next !== undefined && { ':next': next }),
          },
          Limit: limit,
        }),
      );
      const places = Items.map((row) => placeSchema.parse(row).attentionSk);
      return {
        customerKeys: [...new Set(places.map((place) => place.slice(0, place.indexOf('#'))))],
        next: places.length < limit ? undefined : places.at(-1),
      };
    },

    async told(endsAt, customerKeys) {
      const rows = await batchGet(
        table,
        customerKeys.map((customerKey) => noticeKey({ customerKey, endsAt })),
      );
      return new Map(
        rows.map((row): [string, PointsNotice] => {
          const notice = pointsNoticeSchema.parse(row);
          return [notice.customerKey, notice];
        }),
      );
    },

    async reserve(notice, contact) {
      const isNew = (version: number) => (version === 1 ? mustBeNew : versionIs(version - 1));
      const result = await transact(table, [
        put(table, noticeKey(notice), notice, isNew(notice.version)),
        put(table, keys.contact(contact.id), contact, isNew(contact.version)),
      ]);
      if (result.kind === 'done') return 'reserved';
      return result.index === 0 ? 'notice-changed' : 'contact-changed';
    },

    async confirm(notice) {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...notice, ...noticeKey(notice) },
          ConditionExpression: 'attribute_exists(pk)',
        }),
      );
    },
  };
}
