import type { LedgerOutcome, LedgerRow, QuarantineReason } from '../domain/case/ledger.ts';
import { parseMail } from '../domain/mail/parse.ts';
import type { ParsedMail } from '../domain/mail/parsed-mail.ts';
import type { Cases, IntakeLookUp, Ledger, RateTicket } from '../ports/cases.ts';
import type { MailStore } from '../ports/mail-store.ts';
import type { Digests, Ids, Links } from '../ports/world.ts';
import type { CaseDesk } from './case-file.ts';
import { findRelatedCase, whyNotJoin, type Related, type RelatedDeps } from './find-related-case.ts';
import { heedMachineMail, type HeedMailDeps } from './heed-machine-mail.ts';
import { inHand, isOurs, ledgerOf, shownOf, type MailInHand, type ReceivedMail } from './mail-in-hand.ts';
import { joinFromMail, openFromMail } from './mail-to-case.ts';

interface ReceiveMailDeps extends CaseDesk, RelatedDeps, HeedMailDeps {
  readonly cases: Pick<Cases, 'open' | 'file' | 'save' | 'idsByMailIds' | 'idByNumber'>;
  readonly ledger: Ledger & IntakeLookUp;
  readonly links: Pick<Links, 'caseInReplyAddress' | 'idIn' | 'isGenuine'>;
  readonly mailStore: MailStore;
  readonly digests: Pick<Digests, 'hash' | 'seal'>;
  readonly ids: Ids;
}

/** Complaints one address can open by mail in an hour; what is over waits in quarantine and is not lost. */
const MAILS_PER_HOUR = 30;
/** Mails of one thread at the same moment: each look finds what the last one lost against. */
const LOOKS = 5;

/**
 * Gives every stored message exactly one end in the intake ledger. The event may come eight times, at once: the ledger
 * row is the natural key, and whoever comes second finds it.
 */
export async function receiveMail(deps: ReceiveMailDeps, received: ReceivedMail): Promise<LedgerRow> {
  const mail = inHand(deps, received, await parseMail(await deps.mailStore.raw(received.messageId)));
  for (let look = 1; look <= LOOKS; look += 1) {
    const { row, caseOf } = await deps.ledger.lookUp(received.messageId, mail.threads);
    if (row) return row;
    const end = await endOf(deps, mail, caseOf);
    if (end) return end;
  }
  throw new Error('other mails of the same thread were quicker at every look');
}

/** The end of a mail, or undefined when another mail of its thread came in between: then look again. */
async function endOf(
  deps: ReceiveMailDeps,
  mail: MailInHand,
  caseOf: ReadonlyMap<string, string>,
): Promise<LedgerRow | undefined> {
  const end = ender(deps, mail);
  const machine = machineMail(mail.mail);
  if (machine !== undefined) return end('machine-mail', machine, await heedMachineMail(deps, mail, caseOf));
  const waits = whyWaits(deps, mail);
  if (waits !== undefined) return end('quarantine', waits);

  const threads = mail.threads.filter((digest) => !caseOf.has(digest));
  const related = await findRelatedCase(deps, mail, caseOf);
  const doubt = related && (await whyNotJoin(deps, mail, related));
  return related && doubt === undefined
    ? joinCase(deps, mail, related, threads)
    : newCase(deps, mail, threads, related, doubt);
}

type End = (outcome: LedgerOutcome, reason: string, caseId?: string) => Promise<LedgerRow>;

const ender =
  (deps: ReceiveMailDeps, mail: MailInHand): End =>
  (outcome, reason, caseId) =>
    deps.ledger.enter({
      ...ledgerOf(mail),
      version: 1,
      at: deps.clock.now(),
      channel: 'mail',
      outcome,
      reason,
      ...(caseId !== undefined && { caseId }),
      ...(outcome === 'quarantine' && { review: 'open' as const }),
      ...(outcome !== 'machine-mail' && { mail: shownOf(mail) }),
    });

/** Why nobody wrote this mail: it is never answered and reopens nothing. */
function machineMail(mail: ParsedMail): string | undefined {
  switch (mail.verdict) {
    case 'auto-reply':
    case 'bounce':
    case 'report':
    case 'list':
    case 'own':
      return mail.verdict;
    case 'new':
    case 'reply':
    case 'forward':
      return undefined;
  }
}

/** Why a mail opens no case until a person accepts it. */
function whyWaits(
  deps: ReceiveMailDeps,
  { received, mail, sender }: MailInHand,
): QuarantineReason | undefined {
  if (received.verdicts.virus === 'FAIL') return 'virus';
  if (received.verdicts.spam === 'FAIL') return 'spam';
  if (sender === '') return 'no-sender';
  if (isOurs(deps.firm, received, sender)) return 'own-address';
  const saysNothing = mail.text.trim() === '' && mail.subject.trim() === '' && mail.attachments.length === 0;
  return saysNothing ? 'empty' : undefined;
}

async function joinCase(
  deps: ReceiveMailDeps,
  mail: MailInHand,
  related: Related,
  threads: readonly string[],
): Promise<LedgerRow | undefined> {
  const added = await joinFromMail(deps, mail, related.file, { threads });
  switch (added.kind) {
    case 'added':
    case 'ledgered':
      return added.row;
    case 'repeated':
      return ender(deps, mail)('duplicate', 'same-mail', added.caseId);
    case 'threaded':
      return undefined;
  }
}

async function newCase(
  deps: ReceiveMailDeps,
  mail: MailInHand,
  threads: readonly string[],
  related: Related | undefined,
  doubt: QuarantineReason | undefined,
): Promise<LedgerRow | undefined> {
  const rate: RateTicket[] = [
    { hash: deps.digests.hash('mail', mail.address), windowSeconds: 3600, limit: MAILS_PER_HOUR },
  ];
  const receipt = await openFromMail(deps, mail, {
    threads,
    rate,
    ...(related &&
      doubt !== undefined && {
        ledger: {
          relatedCaseId: related.file.case.id,
          reason: doubt,
          review: 'open' as const,
          mail: shownOf(mail),
        },
      }),
  });
  const end = ender(deps, mail);
  switch (receipt.kind) {
    case 'received':
    case 'ledgered':
      return receipt.row;
    case 'repeated':
      return end('duplicate', 'same-mail', receipt.caseId);
    case 'too-many':
      return end('quarantine', 'too-many');
    case 'threaded':
    case 'in-progress':
      return undefined;
    case 'key-reused':
    case 'attachment-taken':
      throw new Error('the hash of one mail is that of another, or it claims a file');
  }
}
