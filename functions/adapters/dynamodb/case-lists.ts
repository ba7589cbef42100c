import { tierOf, type Case } from '../../domain/case/case.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { dayOf, instantOf, millis, MS_PER_DAY, type Instant } from '../../domain/instant.ts';
import type { Cases, Page } from '../../ports/cases.ts';
import { caseOf } from './case-row.ts';
import { entries, type Entry } from './index-entries.ts';
import { attention, keys, lookup, SHARDS } from './keys.ts';
import { batchGet } from './reads.ts';
import type { Table } from './table.ts';

/** Days that one page of the list of all cases looks back at most before it hands out a cursor. */
const DAYS_PER_PAGE = 31;
const SHARD_NUMBERS = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Lists over the sharded, time-bucketed indexes: keys from the index, cases by batch. */
export function caseLists(table: Table): Pick<Cases, 'queue' | 'received' | 'due'> {
  return {
    async queue(queue, cursor, limit = 50) {
      const shards = await Promise.all(
        SHARD_NUMBERS.map((shard) =>
          entries(table, 'attention', attention.queueShard(queue, shard), {
            limit,
            after: placeOf(cursor ?? '') ?? '0',
          }),
        ),
      );
      const merged = shards.flat().sort(bySort);
      const shown = merged.slice(0, limit);
      return page(await load(table, shown), merged.length > limit ? shown.at(-1)?.sort : undefined);
    },

    async received(filter, from, cursor, limit = 50) {
      const start = placeOf(cursor ?? '') ?? `${from}~`;
      let seen = 0;
      const cases: Case[] = [];
      const firstDay = millis(dayOf(start));
      for (let back = 0; back < DAYS_PER_PAGE; back += 1) {
        const day = dayOf(instantOf(firstDay - back * MS_PER_DAY));
        const shards = await Promise.all(
          SHARD_NUMBERS.map((shard) =>
            entries(table, 'lookup', lookup.casesShard(day, shard), { before: start, newestFirst: true }),
          ),
        );
        const loaded = await load(table, shards.flat().sort(bySort).reverse());
        seen += loaded.length;
        for (const record of loaded) {
          if (!fits(record, filter)) continue;
          cases.push(record);
          if (cases.length === limit) return page(cases, `${record.receivedAt}#${record.id}`);
        }
      }
      // A month without a single case is the end of the list.
      return page(cases, seen === 0 ? undefined : instantOf(firstDay - (DAYS_PER_PAGE - 1) * MS_PER_DAY));
    },

    async due(since, until) {
      const entries = await dueEntries(table, since, until, 'CASE#');
      const first = new Map(entries.toReversed().map((entry) => [entry.id, entry]));
      return load(
        table,
        entries.filter((entry) => first.get(entry.id) === entry),
      );
    },
  };
}

/** Entries of due work between two instants, both included, in due order, day by day. */
export async function dueEntries(
  table: Table,
  since: Instant,
  until: Instant,
  prefix: 'CASE#' | 'OFFER#',
): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let day = millis(dayOf(since)); day <= millis(until); day += MS_PER_DAY) {
    const shards = await Promise.all(
      SHARD_NUMBERS.map((shard) =>
        entries(
          table,
          'attention',
          attention.dueShard(dayOf(instantOf(day)), shard),
          { after: since, before: `${until}~` },
          prefix,
        ),
      ),
    );
    found.push(...shards.flat().sort(bySort));
  }
  return found;
}

const bySort = (a: Entry, b: Entry): number => (a.sort < b.sort ? -1 : Number(a.sort > b.sort));

const fits = (record: Case, filter: { readonly status?: string; readonly tier?: string }): boolean =>
  (filter.status === undefined || record.status === filter.status) &&
  (filter.tier === undefined || tierOf(record) === filter.tier);

function page(items: readonly Case[], last: string | undefined): Page<Case> {
  return last === undefined ? { items } : { items, cursor: cursorTo(last) };
}

/** Cases in the order of the entries; one that ended meanwhile is left out. */
async function load(table: Table, wanted: readonly Entry[]): Promise<Case[]> {
  const rows = await batchGet(
    table,
    wanted.map(({ id }) => keys.case(id)),
    { consistent: false },
  );
  const byId = new Map(rows.map(caseOf).map((record) => [record.id, record]));
  return wanted.flatMap(({ id }) => byId.get(id) ?? []);
}
