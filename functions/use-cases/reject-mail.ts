import { decidedRow } from '../domain/case/ledger.ts';
import type { Ledger } from '../ports/cases.ts';
import type { MailCommand, MailDecided } from '../ports/mail-desk.ts';
import type { Clock } from '../ports/world.ts';
import { decisionOf, settle, waiting } from './mail-decisions.ts';

/** A mail that nobody will handle; it stays in the bucket and in the ledger, with the reason. */
export async function rejectMail(
  deps: { readonly ledger: Ledger; readonly clock: Clock },
  command: MailCommand,
  reason: string,
): Promise<MailDecided> {
  const found = await waiting(deps, command);
  if ('ok' in found) return found;
  const decided = decidedRow(found.row, { ...decisionOf(deps, command, 'reject'), reason });
  return settle(deps, found.row, decided);
}
