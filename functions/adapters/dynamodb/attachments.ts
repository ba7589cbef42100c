import { attachmentSchema } from '../../domain/case/attachment.ts';
import { millis, type Instant } from '../../domain/instant.ts';
import type { Attachments } from '../../ports/attachments.ts';
import { secondsLeft, takeTicket } from './case-writes.ts';
import { keys } from './keys.ts';
import { batchGet } from './reads.ts';
import { mustBeNew, put, transact, type Table } from './table.ts';

/** Announced files in the one table; what nobody claims ends by `ttl`. */
export function dynamoAttachments(table: Table, now: () => Instant): Attachments {
  return {
    async announce(attachment, rate) {
      const at = now();
      const row = { ...attachment, ttl: Math.floor(millis(attachment.expiresAt) / 1000) };
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
