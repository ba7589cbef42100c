import { attachmentSchema } from '../../domain/case/attachment.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Attachments } from '../../ports/attachments.ts';
import { keys } from './keys.ts';
import { secondsLeft, takeTicket } from './rate-tickets.ts';
import { batchGet } from './reads.ts';
import { epochSeconds, mustBeNew, put, transact, type Table, type Write } from './table.ts';

/** Announced files in the one table; what nobody claims ends by `ttl`. */
export function dynamoAttachments(table: Table, now: () => Instant): Attachments {
  return {
    async announce(attachment, rate) {
      const at = now();
      const row = { ...attachment, ttl: epochSeconds(attachment.expiresAt) };
      const result = await transact(table, [
        ...rate.map((ticket) => takeTicket(table, ticket, at)),
        put(table, keys.attachment(attachment.id), row, mustBeNew),
      ]);
      if (result.kind === 'done') return { kind: 'announced' };
      const full = rate[result.index];
      if (!full) throw new Error('a new attachment met an item of its own id');
      return { kind: 'too-many', retryAfterSeconds: secondsLeft(full.windowSeconds, at) };
    },

    async byIds(ids) {
      const rows = await batchGet(table, ids.map(keys.attachment));
      const found = rows.map((row) => attachmentSchema.parse(row));
      return new Map(found.map((one) => [one.id, one]));
    },
  };
}

/** Gives a file to a case, as nobody else's; it ends by `ttl` no more. */
export const claimAttachment = (table: Table, id: string, caseId: string, now: string): Write => ({
  Update: {
    TableName: table.name,
    Key: keys.attachment(id),
    UpdateExpression: 'SET caseId = :case REMOVE #ttl',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(caseId) AND expiresAt > :now',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':case': caseId, ':now': now },
  },
});
