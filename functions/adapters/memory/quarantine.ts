/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { attentionOf } from '../../domain/case/attention.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import type { Quarantine, Waiting } from '../../ports/quarantine.ts';
import type { CaseStore } from './case-store.ts';

/** The list of quarantine for tests. */
export function memoryQuarantine(store: CaseStore): Quarantine {
  const all = (): { readonly sort: string; readonly waiting: Waiting }[] => [
    ...[...store.cases.values()].flatMap(({ record }) => {
      const needs = attentionOf(record);
      return needs?.kind === 'queue' && needs.queue === 'quarantine'
        ? [{ sort: `${needs.at}#${record.id}`, waiting: { kind: 'case' as const, case: record } }]
        : [];
    }),
    ...[...store.ledger.values()].flatMap((row) =>
      row.review === 'open' ? [{ sort: `${row.at}#${row.id}`, waiting: { kind: 'mail' as const, row } }] : [],
    ),
  ];
  return {
    async list(cursor, limit = 50) {
      const after = placeOf(cursor ?? '') ?? '0';
      const entries = all()
        .filter(({ sort }) => sort > after)
        .sort((a, b) => (a.sort < b.sort ? -1 : 1));
      const shown = entries.slice(0, limit);
      const last = entries.length > limit ? shown.at(-1)?.sort : undefined;
      const items = shown.map(({ waiting }) => waiting);
      return last === undefined ? { items } : { items, cursor: cursorTo(last) };
    },
  };
}
