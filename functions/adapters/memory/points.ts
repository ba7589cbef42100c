/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { balanceOf, postingSchema, type Posting } from '../../domain/points/points.ts';
import type { Points } from '../../ports/points.ts';
import type { CaseStore } from './case-store.ts';

/** Points for tests. */
export function memoryPoints(store: CaseStore): Points {
  const postingsOf = (customerKey: string): readonly Posting[] => [
    ...(store.points.get(customerKey)?.values() ?? []),
  ];
  return {
    async post(posting, ifUnchanged, voucher) {
      const held = postingsOf(posting.customerKey);
      const there = held.find(({ key }) => key === posting.key);
      if (there) return { kind: 'repeated', posting: there };
      if (balanceOf(held) + posting.points < 0 && posting.points < 0) return { kind: 'short' };
      if (ifUnchanged !== undefined && held.length !== ifUnchanged) return { kind: 'changed' };
      keepPosting(store, posting);
      if (voucher) store.vouchers.set(voucher.code, voucher);
      return { kind: 'posted' };
    },

    async account(customerKey) {
      const postings = [...postingsOf(customerKey)].sort((a, b) =>
        `${a.at}#${a.key}` < `${b.at}#${b.key}` ? -1 : 1,
      );
      return { balance: balanceOf(postings), version: postings.length, postings };
    },
  };
}

/** @throws when there is one of this key: who writes it with something else has checked that */
export function keepPosting(store: CaseStore, posting: Posting): void {
  const held = store.points.get(posting.customerKey) ?? new Map<string, Posting>();
  if (held.has(posting.key)) throw new Error(`${posting.key} is posted already`);
  held.set(posting.key, postingSchema.parse(posting));
  store.points.set(posting.customerKey, held);
}
