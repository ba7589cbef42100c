/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import type { IntakeLookUp, Ledger } from '../../ports/cases.ts';
import { keepLink, type CaseStore } from './case-store.ts';

/** The intake ledger for tests. */
export function memoryLedger(store: CaseStore): Ledger & IntakeLookUp {
  return {
    async enter(row) {
      const standing = store.ledger.get(row.id);
      if (standing) return standing;
      store.ledger.set(row.id, ledgerRowSchema.parse(row));
      if (row.outcome === 'duplicate' && row.caseId !== undefined)
        keepLink(store, row.caseId, { kind: 'duplicate', ledgerId: row.id, at: row.at });
      return row;
    },

    read: async (id) => store.ledger.get(id),

    async decide(row, version) {
      const standing = store.ledger.get(row.id);
      if (!standing || standing.version !== version) return 'stale';
      store.ledger.set(row.id, ledgerRowSchema.parse(row));
      return 'saved';
    },

    async lookUp(ledgerId, threads) {
      const known = threads.flatMap((digest): [string, string][] => {
        const caseId = store.threads.get(digest);
        return caseId === undefined ? [] : [[digest, caseId]];
      });
      return { row: store.ledger.get(ledgerId), caseOf: new Map(known) };
    },
  };
}
