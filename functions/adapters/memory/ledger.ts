/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import type { Ledger } from '../../ports/cases.ts';
import type { CaseStore } from './case-store.ts';

/** The intake ledger for tests. */
export function memoryLedger(store: CaseStore): Ledger {
  return {
    async enter(row) {
      const standing = store.ledger.get(row.id);
      if (standing) return standing;
      store.ledger.set(row.id, ledgerRowSchema.parse(row));
      return row;
    },
    read: async (id) => store.ledger.get(id),
  };
}
