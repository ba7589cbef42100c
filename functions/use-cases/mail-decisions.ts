import { type LedgerRow, type MailDecision } from '../domain/case/ledger.ts';
import type { Ledger } from '../ports/cases.ts';
import type { MailCommand, MailDecided, MailRefusal } from '../ports/mail-desk.ts';
import type { Clock } from '../ports/world.ts';

/** What opened no case by itself can open one when a person says so: also what was taken for machine mail or refused. */
export const acceptable: readonly LedgerRow['outcome'][] = [
  'quarantine',
  'duplicate',
  'machine-mail',
  'refused',
];

/** Keeps a decision that changes the row alone. */
export async function settle(
  deps: { readonly ledger: Ledger },
  row: LedgerRow,
  decided: LedgerRow,
): Promise<MailDecided> {
  const saved = await deps.ledger.decide(decided, row.version);
  return saved === 'saved' ? { ok: true, row: decided } : refused('Stale', await deps.ledger.read(row.id));
}

/** The row that a person decides about, if it is as they saw it and there is something to decide. */
export async function waiting(
  deps: { readonly ledger: Ledger },
  { ledgerId, version }: MailCommand,
): Promise<{ readonly row: LedgerRow } | Extract<MailDecided, { ok: false }>> {
  const row = await deps.ledger.read(ledgerId);
  if (row?.channel !== 'mail') return refused('NotFound', undefined);
  if (row.version !== version) return refused('Stale', row);
  const isOver = row.review !== 'open' && !acceptable.includes(row.outcome);
  return isOver ? refused('NotWaiting', row) : { row };
}

/** A person's decision about a mail that is not carried out, with the row as it is. */
export const refused = (
  reason: MailRefusal,
  row: LedgerRow | undefined,
): Extract<MailDecided, { ok: false }> => ({
  ok: false,
  reason,
  row,
});

/** A decision as the ledger keeps it. */
export const decisionOf = (
  deps: { readonly clock: Clock },
  command: MailCommand & { readonly caseId?: string },
  action: MailDecision['action'],
): MailDecision => ({
  action,
  by: command.by,
  at: deps.clock.now(),
  ...(command.caseId !== undefined && { caseId: command.caseId }),
});
