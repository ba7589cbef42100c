import { ledgerRowSchema, type LedgerRow } from '../../domain/case/ledger.ts';
import type { IntakeLookUp, Ledger } from '../../ports/cases.ts';
import { putLink } from './case-parts.ts';
import { attention, keys, lookup } from './keys.ts';
import { batchGet, getRow } from './reads.ts';
import { mustBeNew, put, transact, versionIs, type Table, type Write } from './table.ts';

/** The intake ledger in the one table. */
export function dynamoLedger(table: Table): Ledger & IntakeLookUp {
  return {
    async enter(row) {
      const { id: ledgerId, at, outcome, caseId } = row;
      const links =
        outcome === 'duplicate' && caseId !== undefined
          ? putLink(table, caseId, { kind: 'duplicate', ledgerId, at })
          : [];
      const result = await transact(table, [putLedger(table, row), ...links]);
      return result.kind === 'done' ? row : ledgerRowSchema.parse(result.found);
    },

    async read(id) {
      const row = await getRow(table, keys.ledger(id));
      return row && ledgerRowSchema.parse(row);
    },

    async decide(row, version) {
      const result = await transact(table, [putLedger(table, row, version)]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async lookUp(ledgerId, threads) {
      const ledgerKey = keys.ledger(ledgerId).pk;
      const threadOf = new Map(threads.map((digest) => [keys.thread(digest).pk, digest]));
      const rows = await batchGet(table, [keys.ledger(ledgerId), ...threads.map(keys.thread)]);
      const found = rows.find(({ pk }) => pk === ledgerKey);
      return {
        row: found && ledgerRowSchema.parse(found),
        caseOf: new Map(
          rows.flatMap(({ pk, caseId }): [string, string][] => {
            const digest = threadOf.get(String(pk));
            return digest !== undefined && typeof caseId === 'string' ? [[digest, caseId]] : [];
          }),
        ),
      };
    },
  };
}

/** A row that a person has to look at is in the list of quarantine. */
export const putLedger = (table: Table, row: LedgerRow, was?: number): Write =>
  put(
    table,
    keys.ledger(row.id),
    {
      ...row,
      ...(row.review === 'open' && attention.queue('quarantine', row.at, row.id)),
      ...lookup.ledgerOfDay(row.at, row.id),
    },
    was === undefined ? mustBeNew : versionIs(was),
  );
