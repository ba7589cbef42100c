import { staff } from '../domain/case/case.ts';
import type { EpisodeLink } from '../domain/case/case-link.ts';
import { decidedRow, type LedgerRow } from '../domain/case/ledger.ts';
import type { Cases, IntakeLookUp, Ledger } from '../ports/cases.ts';
import type { AcceptMail, AttachMail, MailCommand, MailDecided } from '../ports/mail-desk.ts';
import type { Ids } from '../ports/world.ts';
import { acceptable, decisionOf, refused, settle, waiting } from './mail-decisions.ts';
import { joinFromMail, openFromMail } from './mail-to-case.ts';
import { readStored, type StoredMailDeps } from './read-stored-mail.ts';

interface MailDeskDeps extends StoredMailDeps {
  readonly cases: Pick<Cases, 'open' | 'file' | 'save'>;
  readonly ledger: Ledger & IntakeLookUp;
  readonly ids: Ids;
}

const LOOKS = 5;

/** Opens a case from a stored mail; what it says, when it came and who decided are in the same write as the ledger row. */
export async function acceptMail(deps: MailDeskDeps, command: AcceptMail): Promise<MailDecided> {
  const found = await waiting(deps, command);
  if ('ok' in found) return found;
  const { row } = found;
  if (!acceptable.includes(row.outcome)) return keepApart(deps, command, row);
  const mail = await readStored(deps, row);
  for (let look = 1; look <= LOOKS; look += 1) {
    const { caseOf } = await deps.ledger.lookUp(row.id, mail.threads);
    const receipt = await openFromMail(deps, mail, {
      threads: mail.threads.filter((digest) => !caseOf.has(digest)),
      ledger: decidedRow(row, decisionOf(deps, command, 'accept')),
      decision: {
        by: staff(command.by),
        ledgerWas: row.version,
        ...(command.email !== undefined && { email: command.email }),
      },
    });
    if (receipt.kind === 'received') return { ok: true, row: receipt.row };
    if (receipt.kind === 'ledgered') return refused('Stale', receipt.row);
    if (receipt.kind !== 'threaded' && receipt.kind !== 'in-progress')
      throw new Error(`a mail that a person accepted was ${receipt.kind}`);
  }
  throw new Error('other mails of the same thread were quicker at every look');
}

/** Puts a stored mail on a case as something its customer said. A case it had opened by itself is linked to that case. */
export async function attachMail(deps: MailDeskDeps, command: AttachMail): Promise<MailDecided> {
  const found = await waiting(deps, command);
  if ('ok' in found) return found;
  const { row } = found;
  const file = await deps.cases.file(command.caseId);
  if (!file || row.caseId === command.caseId) return refused('UnknownCase', row);
  const mail = await readStored(deps, row);
  const { caseOf } = await deps.ledger.lookUp(row.id, mail.threads);
  const by = staff(command.by);
  const decision = decisionOf(deps, command, 'attach');
  const episode = row.outcome === 'new-case' ? linkTo(row, by, decision.at) : undefined;
  const added = await joinFromMail(deps, mail, file, {
    threads: mail.threads.filter((digest) => !caseOf.has(digest)),
    ledger: decidedRow(row, decision),
    decision: { by, ledgerWas: row.version },
    also: [
      ...(command.trustSender === true && mail.address !== ''
        ? [{ happening: { type: 'AddressTrusted' as const, address: mail.address } }]
        : []),
      ...(episode
        ? [{ happening: { type: 'CaseLinked' as const, with: episode.with, why: episode.why } }]
        : []),
    ],
    ...(episode && { links: [episode] }),
  });
  if (added.kind === 'added' && added.row) return { ok: true, row: added.row };
  if (added.kind === 'ledgered') return refused('Stale', added.row);
  throw new Error(`a mail that a person attached was ${added.kind}`);
}

/** The case that the mail opened is one of its own: it goes on, and nothing is to be looked at any more. */
const keepApart = (deps: MailDeskDeps, command: MailCommand, row: LedgerRow): Promise<MailDecided> =>
  settle(deps, row, decidedRow(row, decisionOf(deps, command, 'accept')));

function linkTo(row: LedgerRow, by: EpisodeLink['by'], at: string): EpisodeLink | undefined {
  if (row.caseId === undefined) return undefined;
  const evidence = 'The mail that opened this case was put on the other.';
  return { kind: 'episode', with: row.caseId, why: 'attached', evidence, by, at };
}
