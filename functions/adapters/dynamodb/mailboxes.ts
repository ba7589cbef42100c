import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { MailBrake } from '../../domain/case/mail-brake.ts';
import { instantSchema, plusDays, startOf, type Instant } from '../../domain/instant.ts';
import {
  UNDELIVERED_LIMIT,
  UNDELIVERED_WINDOW_DAYS,
  type DeliveryReport,
} from '../../domain/mail/delivery-report.ts';
import { isNews, releaseSchema, stopSchema } from '../../domain/mail/stopped-address.ts';
import type { Mailboxes } from '../../ports/mailboxes.ts';
import { keys, lookup } from './keys.ts';
import { epochSeconds, mustBeNew, put, transact, type Row, type Table, type Write } from './table.ts';

/** What an address is known by, beside the counters of its days. */
export const mailboxSchema = z.object({
  stopped: stopSchema.optional(),
  /** When a person last let mail go there again. */
  releasedAt: instantSchema.optional(),
  /** Times of mails that did not arrive, each with the report that said so: `<instant> <id>`. */
  undelivered: z
    .preprocess((value) => (value instanceof Set ? [...value] : value), z.array(z.string()))
    .optional(),
});
type Mailbox = z.infer<typeof mailboxSchema>;

/** As long as what did not arrive counts, and longer than a dead letter can come back. */
const endsAfter = (at: Instant): number => epochSeconds(plusDays(at, UNDELIVERED_WINDOW_DAYS + 2));
const WITH_ITS_ID = 24;

/** Addresses in the one table, with the contacts they belong to. A stopped one and its releases are kept, others end by `ttl`. */
export function dynamoMailboxes(table: Table): Mailboxes {
  async function stop({ address, at, what }: DeliveryReport): Promise<'stopped' | 'noted'> {
    const { lookupPk, lookupSk } = lookup.notable(address);
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mailbox(address) },
          // From now on a campaign finds it at its place.
          UpdateExpression: 'SET stopped = :stopped, lookupPk = :pk, lookupSk = :sk REMOVE #ttl',
          // The first report stands, and one of before a person freed the address says nothing new.
          ConditionExpression:
            'attribute_not_exists(stopped) AND (attribute_not_exists(releasedAt) OR releasedAt < :at)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':stopped': { at, why: what },
            ':at': at,
            ':pk': lookupPk,
            ':sk': lookupSk,
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'stopped';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const found: Row = error.Item ? unmarshall(error.Item) : {};
      return mailboxSchema.parse(found).stopped ? 'stopped' : 'noted';
    }
  }

  /** A stopped address counts no more: its row has no end, and this would give it one. */
  async function addUndelivered({ id, address, at }: DeliveryReport): Promise<'stopped' | Mailbox> {
    try {
      const { Attributes } = await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mailbox(address) },
          UpdateExpression: 'ADD undelivered :report SET #ttl = if_not_exists(#ttl, :ttl)',
          ConditionExpression: 'attribute_not_exists(stopped)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':report': new Set([`${at} ${id}`]), ':ttl': endsAfter(at) },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return mailboxSchema.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'stopped';
      throw error;
    }
  }

  return {
    async note(report) {
      if (report.what !== 'undelivered') return stop(report);
      const found = await addUndelivered(report);
      if (found === 'stopped') return found;
      const { releasedAt, undelivered = [] } = found;
      const since = plusDays(report.at, -UNDELIVERED_WINDOW_DAYS);
      const recent = undelivered.filter(
        (one) => one >= since && isNews(one.slice(0, WITH_ITS_ID), releasedAt),
      );
      return recent.length < UNDELIVERED_LIMIT ? 'noted' : stop(report);
    },

    async read(address) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': keys.mailbox(address).pk,
            ':from': keys.mailbox(address).sk,
            ':to': keys.release(address, '~').sk,
          },
          ConsistentRead: true,
        }),
      );
      const [mailbox] = Items.filter(({ sk }: Row) => sk === keys.mailbox(address).sk);
      return {
        address,
        stopped: mailboxSchema.parse(mailbox ?? {}).stopped,
        released: Items.filter((row: Row) => row !== mailbox)
          .map((row) => releaseSchema.parse(row))
          .reverse(),
      };
    },

    async free(address, release) {
      const result = await transact(table, [
        {
          Update: {
            TableName: table.name,
            Key: { ...keys.mailbox(address) },
            UpdateExpression:
              'SET releasedAt = :at, #ttl = :ttl REMOVE stopped, undelivered, lookupPk, lookupSk',
            ConditionExpression: 'stopped.#at = :stoppedAt',
            ExpressionAttributeNames: { '#ttl': 'ttl', '#at': 'at' },
            ExpressionAttributeValues: {
              ':at': release.at,
              ':ttl': endsAfter(release.at),
              ':stoppedAt': release.stopped.at,
            },
          },
        },
        put(table, keys.release(address, release.stopped.at), release, mustBeNew),
      ]);
      return result.kind === 'done' ? 'freed' : 'changed';
    },
  };
}

/** Days that the row of a mailbox is kept after the last mail: as long as what did not arrive counts. */
const MAILBOX_DAYS = 16;

/** Takes room for automatic mail to an address on a day, if it is not stopped and there is room. */
export function takeMailRoom(table: Table, brake: MailBrake): Write {
  const { address, day, mails, mailsPerDay, answers, answersPerDay } = brake;
  return {
    Update: {
      TableName: table.name,
      Key: keys.mailbox(address),
      UpdateExpression: `SET #ttl = :ttl ADD #mails :mails${answers > 0 ? ', #answers :answers' : ''}`,
      ConditionExpression:
        'attribute_not_exists(stopped) AND (attribute_not_exists(#mails) OR #mails <= :room)' +
        (answers > 0 ? ' AND (attribute_not_exists(#answers) OR #answers <= :answerRoom)' : ''),
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        '#mails': `mails ${day}`,
        ...(answers > 0 && { '#answers': `answers ${day}` }),
      },
      ExpressionAttributeValues: {
        ':ttl': epochSeconds(plusDays(startOf(day), MAILBOX_DAYS)),
        ':mails': mails,
        ':room': mailsPerDay - mails,
        ...(answers > 0 && { ':answers': answers, ':answerRoom': answersPerDay - answers }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
