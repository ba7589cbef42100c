import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import type { Quarantine, Waiting } from '../../ports/quarantine.ts';
import { caseOf } from './case-row.ts';
import { entries } from './index-entries.ts';
import { attention, keys, SHARDS } from './keys.ts';
import { batchGet } from './reads.ts';
import type { Row, Table } from './table.ts';

const CASE = 'CASE#';
const LEDGER = 'LEDGER#';
const SHARD_NUMBERS = Array.from({ length: SHARDS }, (_, shard) => shard);
const MOST = 50;

/** The queue of quarantine: keys from the index, then cases and ledger rows in one batch. */
export function dynamoQuarantine(table: Table): Quarantine {
  return {
    async list(cursor, limit = MOST) {
      const after = placeOf(cursor ?? '') ?? '0';
      const shards = await Promise.all(
        SHARD_NUMBERS.map((shard) =>
          entries(table, 'attention', attention.queueShard('quarantine', shard), { limit, after }, ''),
        ),
      );
      const merged = shards.flat().sort((a, b) => (a.sort < b.sort ? -1 : 1));
      const shown = merged.slice(0, limit);
      const found = await load(
        table,
        shown.map(({ id }) => id),
      );
      const items = shown.flatMap(({ id }) => found.get(id) ?? []);
      const last = merged.length > limit ? shown.at(-1)?.sort : undefined;
      return last === undefined ? { items } : { items, cursor: cursorTo(last) };
    },
  };
}

/** By partition key; what was decided a moment ago may be in the index still, and is left out. */
async function load(table: Table, pks: readonly string[]): Promise<ReadonlyMap<string, Waiting>> {
  const rows = await batchGet(
    table,
    pks.map((pk) =>
      pk.startsWith(CASE) ? keys.case(pk.slice(CASE.length)) : keys.ledger(pk.slice(LEDGER.length)),
    ),
  );
  return new Map(
    rows.flatMap((row): [string, Waiting][] => {
      const waiting = waitingIn(row);
      return waiting ? [[String(row['pk']), waiting]] : [];
    }),
  );
}

function waitingIn(item: Row): Waiting | undefined {
  if (item['attentionPk'] === undefined) return undefined;
  return item['sk'] === 'CASE'
    ? { kind: 'case', case: caseOf(item) }
    : { kind: 'mail', row: ledgerRowSchema.parse(item) };
}
