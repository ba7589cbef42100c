/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { attentionOf } from '../../domain/case/attention.ts';
import { tierOf, type Case } from '../../domain/case/case.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { abandonedAt } from '../../domain/case/mail-record.ts';
import { ladderCheckAt } from '../../domain/escalation/lost-ladder.ts';
import type { Cases, Page } from '../../ports/cases.ts';
import type { CaseStore } from './case-store.ts';

interface Entry {
  readonly sort: string;
  readonly record: Case;
}

const bySort = (a: Entry, b: Entry): number => (a.sort < b.sort ? -1 : Number(a.sort > b.sort));

/** Lists of cases, sorted and paged as the port says. */
export function memoryCaseLists(store: CaseStore): Pick<Cases, 'queue' | 'received' | 'due'> {
  const all = (): Case[] => [...store.cases.values()].map(({ record }) => record);
  const waiting = (kind: 'queue' | 'due', queue?: string): Entry[] =>
    all()
      .flatMap((record) => {
        const needs = attentionOf(record);
        const fits = needs?.kind === kind && (needs.kind === 'due' || needs.queue === queue);
        return fits ? [{ sort: `${needs.at}#${record.id}`, record }] : [];
      })
      .sort(bySort);

  const unsent = (): Entry[] =>
    [...store.cases.values()].flatMap(({ record, mails }) =>
      mails
        .filter(({ status }) => status === 'reserved')
        .map((mail) => ({ sort: `${abandonedAt(mail)}#${record.id}`, record })),
    );

  const ladders = (): Entry[] =>
    [...store.cases.values()].flatMap(({ record, facts }) =>
      facts.flatMap((fact) => {
        const at = ladderCheckAt(fact, record);
        return at === undefined ? [] : [{ sort: `${at}#${record.id}`, record }];
      }),
    );

  return {
    async queue(queue, cursor, limit = 50) {
      const after = placeOf(cursor ?? '') ?? '0';
      return page(
        waiting('queue', queue).filter(({ sort }) => sort > after),
        limit,
      );
    },

    async received(filter, from, cursor, limit = 50) {
      const before = placeOf(cursor ?? '') ?? `${from}~`;
      const entries = all()
        .filter(
          (record) =>
            (filter.status === undefined || record.status === filter.status) &&
            (filter.tier === undefined || tierOf(record) === filter.tier),
        )
        .map((record) => ({ sort: `${record.receivedAt}#${record.id}`, record }))
        .filter(({ sort }) => sort < before)
        .sort((a, b) => bySort(b, a));
      return page(entries, limit);
    },

    async due(since, until) {
      const due = [...waiting('due'), ...unsent(), ...ladders()]
        .filter(({ sort }) => sort >= since.slice(0, 13) && sort < `${until}~`)
        .sort(bySort);
      return [...new Map(due.map(({ record }) => [record.id, record])).values()];
    },
  };
}

function page(entries: readonly Entry[], limit: number): Page<Case> {
  const items = entries.slice(0, limit).map(({ record }) => record);
  const last = entries.length > limit ? entries[limit - 1]?.sort : undefined;
  return last === undefined ? { items } : { items, cursor: cursorTo(last) };
}
