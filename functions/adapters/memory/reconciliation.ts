/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { isOfMail } from '../../domain/case/ledger.ts';
import type { LedgerBooks, Pass, Passes } from '../../ports/reconciliation.ts';
import type { CaseStore } from './case-store.ts';

/** The ledger's keys for tests. */
export const memoryLedgerBooks = (store: CaseStore): LedgerBooks => ({
  withoutRow: async (ids) => ids.filter((id) => !store.ledger.has(id)),
  mailOfDay: async (day) =>
    [...store.ledger.values()].filter(({ id, at }) => at.startsWith(day) && isOfMail(id)).map(({ id }) => id),
});

/** The mark of the reconcile job for tests. */
export function memoryPasses(): Passes {
  let kept: Pass | undefined;
  return {
    current: async () => kept,
    keep: async (pass) => void (kept = pass),
    end: async () => void (kept = undefined),
  };
}
