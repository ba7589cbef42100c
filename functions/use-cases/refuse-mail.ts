import { noticedRow, refusedRow, type LedgerRow, type Refusal } from '../domain/case/ledger.ts';
import { languageByScript, localeFor } from '../domain/language.ts';
import { composeMail, isMailAddress } from '../domain/mail/compose.ts';
import { stableMessageId } from '../domain/mail/own-marks.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import { refusal } from '../domain/mail/templates/refusal.ts';
import { mayAnswer } from '../domain/mail/verdict.ts';
import type { Ledger } from '../ports/cases.ts';
import type { MailDecided, RefuseMail } from '../ports/mail-desk.ts';
import type { PostOffice } from '../ports/world.ts';
import { decisionOf, refused, settle, waiting } from './mail-decisions.ts';
import { nameOf, type MailInHand } from './mail-in-hand.ts';
import { domainOf, staffLocale } from './mail-writer.ts';
import { readStored, type StoredMailDeps } from './read-stored-mail.ts';

interface RefuseMailDeps extends StoredMailDeps {
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
}

/**
 * Refuses a mail that opened no case, and tells its sender so: once for each mail, reserved in its ledger row. While the
 * mail service is down the mail stays in the list with its notice reserved; refusing it again sends what is owed.
 */
export async function refuseMail(deps: RefuseMailDeps, command: RefuseMail): Promise<MailDecided> {
  const found = await waiting(deps, command);
  if ('ok' in found) return found;
  const { row } = found;
  if (!refusable.includes(row.outcome) || row.notice?.status === 'sent') return refused('NotWaiting', row);
  const mail = await readStored(deps, row);
  if (!mayTell(mail)) return refused('NobodyToTell', row);
  // Taken in hand before it is sent also when it is owed already: of two who press at once, one sends.
  const reserved = await settle(
    deps,
    row,
    row.notice
      ? { ...row, version: row.version + 1 }
      : refusedRow(row, { ...decisionOf(deps, command, 'reject'), reason: command.reason }, command.notice),
  );
  return reserved.ok ? sendNotice(deps, reserved.row, mail) : reserved;
}

const refusable: readonly LedgerRow['outcome'][] = ['quarantine', 'refused'];

/** Who forges a sender must not make us write to it, and no machine is answered. */
const mayTell = ({ mail, sender, trust, unreachable, received: { verdicts } }: MailInHand): boolean =>
  mayAnswer(mail) &&
  !unreachable &&
  isMailAddress(sender) &&
  trust !== 'disproved' &&
  verdicts.virus !== 'FAIL' &&
  (verdicts.spam !== 'FAIL' || trust === 'proven');

async function sendNotice(deps: RefuseMailDeps, row: LedgerRow, mail: MailInHand): Promise<MailDecided> {
  const { notice } = row;
  if (!notice) throw new Error('a refusal without its notice');
  try {
    const raw = await composeMail(write(deps, row, mail, notice.why, notice.at));
    const answer = await deps.postOffice.send({ to: mail.sender, raw });
    const at = deps.clock.now();
    return await settle(
      deps,
      row,
      noticedRow(
        row,
        answer.kind === 'sent'
          ? { ...notice, status: 'sent', at, messageId: answer.messageId }
          : { ...notice, status: 'not-deliverable', at },
      ),
    );
  } catch (error) {
    if (error instanceof MailPostponed) return { ok: true, row };
    throw error;
  }
}

function write(deps: RefuseMailDeps, row: LedgerRow, mail: MailInHand, why: Refusal, at: string) {
  const { settings, publicUrl, mailFrom } = deps.firm;
  const language = languageByScript(`${mail.mail.subject}\n\n${mail.mail.text}`);
  const locale = localeFor(undefined, language, staffLocale(deps.firm));
  return {
    from: { name: settings.firmName, address: mailFrom },
    to: { name: nameOf(mail.mail), address: mail.sender },
    ...refusal({
      locale,
      firmName: settings.firmName,
      timeZone: settings.timeZone,
      signedBy: settings.firmName,
      customerName: nameOf(mail.mail),
      receivedAt: row.at,
      why,
      formUrl: `${publicUrl}/`,
    }),
    locale,
    stableId: stableMessageId(
      row.id,
      'refusal',
      row.decisions?.length ?? 1,
      domainOf(settings.intakeAddress),
    ),
    inReplyTo: mail.messageId,
    automatic: 'replied' as const,
    purpose: 'refusal',
    at,
  };
}
