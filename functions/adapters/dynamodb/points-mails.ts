import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { plusDays } from '../../domain/instant.ts';
import { pointsMailSchema, type PointsMail } from '../../domain/points/points-mail.ts';
import type { PointsMails } from '../../ports/points-mails.ts';
import { attention, keys, lookup, SHARDS } from './keys.ts';
import { batchGet, getRow } from './reads.ts';
import { epochSeconds, follows, indexes, put, transact, type Table } from './table.ts';

const placeSchema = z.object({ attentionSk: z.string() });

/** Longer than its link opens, and than the month of which a notice tells is to come: a complaint about it may follow. */
const KEPT_DAYS = 400;

const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** Mails about points beside the postings they tell of; whose points end when stands in index `attention`, by month. */
export function dynamoPointsMails(table: Table): PointsMails {
  const keyOf = ({ customerKey, key }: Pick<PointsMail, 'customerKey' | 'key'>) =>
    keys.pointsMail(customerKey, key);
  const rowOf = (mail: PointsMail) => ({
    ...mail,
    ...lookup.pointsLink(mail.link.id),
    ttl: epochSeconds(plusDays(mail.at, KEPT_DAYS)),
  });

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

    async named(key, customerKeys) {
      const rows = await batchGet(
        table,
        customerKeys.map((customerKey) => keyOf({ customerKey, key })),
      );
      return new Map(
        rows.map((row): [string, PointsMail] => {
          const mail = pointsMailSchema.parse(row);
          return [mail.customerKey, mail];
        }),
      );
    },

    async byLink(linkId) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: indexes.lookup,
          KeyConditionExpression: 'lookupPk = :pk',
          ExpressionAttributeValues: { ':pk': lookup.pointsLink(linkId).lookupPk },
          Limit: 1,
        }),
      );
      const [place] = Items;
      if (!place) return undefined;
      const row = await getRow(table, keySchema.parse(place));
      return row && pointsMailSchema.parse(row);
    },

    async reserve(mail, contact) {
      const result = await transact(table, [
        put(table, keyOf(mail), rowOf(mail), follows(mail.version)),
        put(table, keys.contact(contact.id), contact, follows(contact.version)),
      ]);
      if (result.kind === 'done') return 'reserved';
      return result.index === 0 ? 'mail-changed' : 'contact-changed';
    },

    async confirm(mail) {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...rowOf(mail), ...keyOf(mail) },
          ConditionExpression: 'attribute_exists(pk)',
        }),
      );
    },
  };
}
