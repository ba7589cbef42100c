import * as z from 'zod';
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import { instantSchema, type Instant } from '../../domain/instant.ts';
import type { Cases, NewCase, Opened, Saved } from '../../ports/cases.ts';
import { caseLists } from './case-lists.ts';
import { caseReads } from './case-reads.ts';
import { changeWrites, openingWrites, type ChangeRefusal, type OpeningRefusal } from './case-writes.ts';
import type { Guarded } from './guarded.ts';
import { keys } from './keys.ts';
import { secondsLeft } from './rate-tickets.ts';
import { getRow } from './reads.ts';
import { isTransactionConflict, transact, type Row, type Table } from './table.ts';

export const sentinelSchema = z.object({
  requestHash: z.string(),
  expiresAt: instantSchema,
  caseId: z.string(),
  number: z.string(),
  answerBy: instantSchema,
  receivedAt: instantSchema,
});

/** Cases in the one table. `now` tells expired sentinels and rate windows apart; nothing here decides anything. */
export function dynamoCases(table: Table, now: () => Instant): Cases {
  return {
    ...caseReads(table),
    ...caseLists(table),

    async open(opening) {
      const at = now();
      const guarded = openingWrites(table, opening, at);
      try {
        const result = await transact(
          table,
          guarded.map((one) => one.write),
        );
        return result.kind === 'done'
          ? { kind: 'opened' }
          : await openingRefused(guarded, result, opening, at);
      } catch (error) {
        if (isTransactionConflict(error)) return { kind: 'in-progress' };
        throw error;
      }
    },

    async save(change) {
      const guarded = changeWrites(table, change, now());
      const result = await transact(
        table,
        guarded.map((one) => one.write),
      );
      if (result.kind === 'done') return { kind: 'saved' };
      return changeRefused(guarded[result.index]?.means ?? 'defect', result.found);
    },
  };

  async function openingRefused(
    guarded: readonly Guarded<OpeningRefusal>[],
    failure: { readonly index: number; readonly found: Row | undefined },
    opening: NewCase,
    at: Instant,
  ): Promise<Opened> {
    const means = guarded[failure.index]?.means ?? 'defect';
    switch (means) {
      case 'repeated': {
        const { caseId, number, answerBy, receivedAt, requestHash } = sentinelSchema.parse(
          failure.found ?? (await getRow(table, keys.idempotency(opening.sentinel?.hash ?? ''))),
        );
        return { kind: 'repeated', caseId, number, answerBy, receivedAt, requestHash };
      }
      case 'ledgered':
        return {
          kind: 'ledgered',
          row: ledgerRowSchema.parse(failure.found ?? (await getRow(table, keys.ledger(opening.ledger.id)))),
        };
      case 'number-taken':
      case 'offer-answered':
      case 'threaded':
        return { kind: means };
      case 'too-many': {
        const tickets = guarded.slice(0, failure.index).filter((one) => one.means === 'too-many').length;
        return {
          kind: 'too-many',
          retryAfterSeconds: secondsLeft(opening.rate[tickets]?.windowSeconds ?? 1, at),
        };
      }
      case 'attachment-taken': {
        const claims = guarded
          .slice(0, failure.index)
          .filter((one) => one.means === 'attachment-taken').length;
        return { kind: 'attachment-taken', id: opening.claims?.[claims] ?? '' };
      }
      case 'defect':
        throw new Error('a new case met an item of its own id');
    }
  }
}

function changeRefused(means: ChangeRefusal, found: Row | undefined): Saved {
  switch (means) {
    case 'stale':
      return { kind: 'stale' };
    case 'withheld':
      return {
        kind: 'mail-withheld',
        why: found?.['stopped'] === undefined ? 'too-many' : 'undeliverable',
      };
    case 'budget':
    case 'limit':
    case 'answered':
      return { kind: 'offer-refused', why: means };
    case 'ledgered':
      return { kind: 'ledgered', row: ledgerRowSchema.parse(found) };
    case 'repeated':
      return { kind: 'repeated', caseId: sentinelSchema.parse(found).caseId };
    case 'threaded':
      return { kind: 'threaded' };
    case 'defect':
      throw new Error('a change met an item that only it may create');
  }
}
