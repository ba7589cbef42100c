import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { offerSchema, type Offer } from '../../domain/offer/offer.ts';
import type { Approvals } from '../../ports/offers.ts';
import { entries, type Entry } from './index-entries.ts';
import { APPROVALS, attention, keys, SHARDS } from './keys.ts';
import { batchGet } from './reads.ts';
import type { Table } from './table.ts';

const PER_PAGE = 50;
/** A campaign may have asked about a hundred thousand, which all end on the same day: the next sweeps take the rest. */
const PER_SWEEP = 1000;

/** The queue of offers that wait for a second person, in index `attention`. */
export function dynamoApprovals(table: Table): Approvals {
  const queued = async (range: Parameters<typeof entries>[3]): Promise<Entry[]> => {
    const shards = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) =>
        entries(table, 'attention', attention.queueShard(APPROVALS, shard), range, 'OFFER#'),
      ),
    );
    return shards.flat().sort((a, b) => (a.sort < b.sort ? -1 : 1));
  };

  /** The index is late by a moment: one that was decided just now waits no longer. */
  const load = async (queue: readonly Entry[]): Promise<Offer[]> => {
    const rows = await batchGet(
      table,
      queue.map(({ id }) => keys.offer(id)),
    );
    const byKey = new Map(rows.map((row) => [String(row['pk']), offerSchema.parse(row)]));
    return queue
      .flatMap(({ id }) => byKey.get(keys.offer(id).pk) ?? [])
      .filter(({ status }) => status === 'awaiting-approval');
  };

  return {
    async waiting(cursor, limit = PER_PAGE) {
      const found = await queued({ after: placeOf(cursor ?? '') ?? '0', limit });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await load(shown),
        ...(found.length > limit && last && { cursor: cursorTo(last.sort) }),
      };
    },
    ended: async (until, limit = PER_SWEEP) =>
      load((await queued({ before: `${until}~`, limit })).slice(0, limit)),
  };
}
