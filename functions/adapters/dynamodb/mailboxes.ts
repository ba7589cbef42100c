import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { instantSchema, millis, plusDays } from '../../domain/instant.ts';
import {
  UNDELIVERED_LIMIT,
  UNDELIVERED_WINDOW_DAYS,
  type DeliveryReport,
} from '../../domain/mail/delivery-report.ts';
import type { Mailboxes } from '../../ports/mailboxes.ts';
import { keys, lookup } from './keys.ts';
import type { Table } from './table.ts';

/** What an address is known by, beside the counters of its days. */
export const mailboxSchema = z.object({
  /** Since when and why no automatic mail goes there. */
  stopped: z.object({ at: instantSchema, why: z.enum(['bounced', 'undelivered', 'complained']) }).optional(),
  /** Times of mails that did not arrive, each with the report that said so: `<instant> <id>`. */
  undelivered: z
    .preprocess((value) => (value instanceof Set ? [...value] : value), z.array(z.string()))
    .optional(),
});

/** Addresses in the one table, with the contacts they belong to. A stopped one is kept, others end by `ttl`. */
export function dynamoMailboxes(table: Table): Mailboxes {
  async function stop({ address, at, what }: DeliveryReport): Promise<void> {
    const { lookupPk, lookupSk } = lookup.notable(address);
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mailbox(address) },
          // From now on a campaign finds it at its place.
          UpdateExpression: 'SET stopped = :stopped, lookupPk = :pk, lookupSk = :sk REMOVE #ttl',
          // The first report stands.
          ConditionExpression: 'attribute_not_exists(stopped)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':stopped': { at, why: what }, ':pk': lookupPk, ':sk': lookupSk },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    async note(report) {
      if (report.what !== 'undelivered') {
        await stop(report);
        return 'stopped';
      }
      const { Attributes } = await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mailbox(report.address) },
          UpdateExpression: 'ADD undelivered :report SET #ttl = if_not_exists(#ttl, :ttl)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':report': new Set([`${report.at} ${report.id}`]),
            ':ttl': Math.floor(millis(plusDays(report.at, UNDELIVERED_WINDOW_DAYS + 2)) / 1000),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      const { stopped, undelivered = [] } = mailboxSchema.parse(Attributes);
      if (stopped) return 'stopped';
      const since = plusDays(report.at, -UNDELIVERED_WINDOW_DAYS);
      const recent = undelivered.filter((one) => one >= since).length;
      if (recent < UNDELIVERED_LIMIT) return 'noted';
      await stop(report);
      return 'stopped';
    },
  };
}
