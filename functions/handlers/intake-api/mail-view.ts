import { type LedgerRow } from '../../domain/case/ledger.ts';
import { caseLine } from '../../domain/case/case-line.ts';
import type { Waiting } from '../../ports/quarantine.ts';

/** What staff see of a mail: who seems to have sent it, how far that is believed, and what became of it. */
export const mailView = (row: LedgerRow) => ({
  id: row.id,
  receivedAt: row.at,
  outcome: row.outcome,
  reason: row.reason ?? null,
  review: row.review ?? null,
  from: row.mail ? { name: row.mail.name, address: row.mail.from } : null,
  subject: row.mail?.subject ?? null,
  caseId: row.caseId ?? null,
  relatedCaseId: row.relatedCaseId ?? null,
  verdicts: row.verdicts ?? null,
  warnings: row.warnings ?? [],
  decisions: row.decisions ?? [],
  notice: row.notice ?? null,
  version: row.version,
});

/** One line of the list: a case taken for spam, or a mail. */
export const waitingLine = (waiting: Waiting) =>
  waiting.kind === 'case'
    ? { what: 'case' as const, ...caseLine(waiting.case), reason: 'spam' }
    : { what: 'mail' as const, ...mailView(waiting.row) };
