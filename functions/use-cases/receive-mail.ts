import type { LedgerOutcome, LedgerRow, MailVerdicts } from '../domain/case/ledger.ts';
import { idPrefixes } from '../domain/ids.ts';
import { plusDays } from '../domain/instant.ts';
import { mailboxKey } from '../domain/mail/addresses.ts';
import { parseMail } from '../domain/mail/parse.ts';
import { isUnread } from '../domain/mail/verdict.ts';
import type { ParsedMail } from '../domain/mail/parsed-mail.ts';
import { parseStableMessageId } from '../domain/mail/own-marks.ts';
import { readCaseNumber } from '../domain/case/case-number.ts';
import type { Case } from '../domain/case/case.ts';
import type { Message } from '../domain/case/message.ts';
import type { Cases, Ledger, RateTicket } from '../ports/cases.ts';
import type { MailStore } from '../ports/mail-store.ts';
import type { Digests, Ids, Links } from '../ports/world.ts';
import { addMessage } from './add-message.ts';
import type { CaseDesk } from './case-file.ts';
import { openComplaint } from './open-complaint.ts';

/** What the receiving server says of a message; headers can be forged, this cannot. */
export interface ReceivedMail {
  /** SES message id: key of the stored message and of its ledger row. */
  readonly messageId: string;
  /** Envelope recipients. */
  readonly recipients: readonly string[];
  readonly verdicts: MailVerdicts;
}

export interface ReceiveMailDeps extends CaseDesk {
  readonly cases: Pick<Cases, 'open' | 'file' | 'save' | 'read' | 'idsByMailIds' | 'idByNumber'>;
  readonly ledger: Ledger;
  readonly mailStore: MailStore;
  readonly links: Pick<Links, 'caseInReplyAddress'>;
  readonly digests: Pick<Digests, 'hash'>;
  readonly ids: Ids;
  readonly mailDomain: string;
}

/** The same Message-ID, sender and words within this time are one complaint sent twice (`product.md` §1). */
const DUPLICATE_DAYS = 7;
/** A text longer than a long book chapter is cut; the whole stays in the stored message. */
const LONGEST_TEXT = 100_000;
const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 200;
/** RFC 5321 §4.5.3.1, less the angle brackets. Nobody can be answered at a longer address. */
const LONGEST_ADDRESS = 254;
/** A stored row holds 400 KB. The names of these and the longest text fit; what is over is said in a warning. */
const LISTED_ATTACHMENTS = 200;
const LONGEST_FILENAME = 100;
/** Complaints one address can open by mail in an hour; what is over waits in quarantine and is not lost. */
const MAILS_PER_HOUR = 30;

/**
 * Gives every stored message exactly one end in the intake ledger. The event may come five times: the ledger row is
 * the natural key, and whoever comes second finds it.
 */
export async function receiveMail(deps: ReceiveMailDeps, received: ReceivedMail): Promise<LedgerRow> {
  const known = await deps.ledger.read(received.messageId);
  if (known) return known;
  const mail = await parseMail(await deps.mailStore.raw(received.messageId));
  const end = ender(deps, received, mail);

  const machine = machineMail(mail);
  if (machine !== undefined) return end('machine-mail', machine);
  if (received.verdicts.virus === 'FAIL') return end('quarantine', 'virus');
  if (received.verdicts.spam === 'FAIL') return end('quarantine', 'spam');
  const sender = mail.from?.address ?? '';
  if (!sender.includes('@') || sender.length > LONGEST_ADDRESS) return end('quarantine', 'no-sender');
  if (isOurs(deps, received, sender)) return end('quarantine', 'own-address');
  if (mail.text.trim() === '' && mail.subject.trim() === '' && mail.attachments.length === 0)
    return end('quarantine', 'empty');

  const related = mail.verdict === 'forward' ? undefined : await relatedCase(deps, received, mail);
  // A From that the receiving server proved wrong (DMARC), or of which it is not known any more, is nobody's known address.
  const isSender = received.verdicts.dmarc !== 'FAIL' && !isReplay(received);
  if (isSender && related?.addresses.includes(sender.toLowerCase()))
    return joinCase(deps, received, mail, related);
  return newCase(deps, received, mail, sender, related);
}

/** The event was lost, and with it what the receiving server said of sender, spam and virus. */
const isReplay = ({ recipients, verdicts }: ReceivedMail): boolean =>
  recipients.length === 0 && Object.values(verdicts).every((verdict) => verdict === 'UNKNOWN');

/** Who writes as one of our own mailboxes would be answered there, and the answer would come back as a complaint. */
function isOurs({ firm }: ReceiveMailDeps, { recipients }: ReceivedMail, sender: string): boolean {
  const own = [firm.mailFrom, firm.settings.intakeAddress, ...recipients].map(mailboxKey);
  return own.includes(mailboxKey(sender));
}

type End = (outcome: LedgerOutcome, reason: string, caseId?: string) => Promise<LedgerRow>;

const ender =
  (deps: ReceiveMailDeps, received: ReceivedMail, mail: ParsedMail): End =>
  (outcome, reason, caseId) =>
    deps.ledger.enter({
      ...ledgerOf(received, mail),
      at: deps.clock.now(),
      channel: 'mail',
      outcome,
      reason,
      ...(caseId !== undefined && { caseId }),
    });

const ledgerOf = (
  received: ReceivedMail,
  mail: ParsedMail,
): Pick<LedgerRow, 'id' | 'verdicts' | 'warnings'> => ({
  id: received.messageId,
  verdicts: received.verdicts,
  ...warningsOf(received, mail),
});

function warningsOf(received: ReceivedMail, mail: ParsedMail): Pick<LedgerRow, 'warnings'> {
  const unlisted = mail.attachments.length - LISTED_ATTACHMENTS;
  const warnings = [
    ...(isReplay(received)
      ? ['The event of the mail server was lost: its verdicts and the envelope are not known.']
      : []),
    ...(unlisted > 0 ? [`${unlisted} attachments are not listed; they are in the stored message.`] : []),
    ...mail.warnings,
  ];
  return warnings.length > 0 ? { warnings: warnings.slice(0, 20) } : {};
}

const listed = ({ attachments }: ParsedMail): NonNullable<Message['attachments']> =>
  attachments.slice(0, LISTED_ATTACHMENTS).map(({ filename, contentType, size }) => ({
    filename: filename.slice(0, LONGEST_FILENAME),
    contentType: contentType.slice(0, LONGEST_FILENAME),
    size,
  }));

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

/** The case a mail names: by our signed reply address, a Message-ID we sent or received, or its number in the subject. */
async function relatedCase(
  deps: ReceiveMailDeps,
  received: ReceivedMail,
  mail: ParsedMail,
): Promise<Case | undefined> {
  for (const recipient of received.recipients) {
    const caseUlid = await deps.links.caseInReplyAddress(recipient);
    if (caseUlid !== undefined) return deps.cases.read(`${idPrefixes.case}${caseUlid}`);
  }
  const named = [...mail.references, ...(mail.inReplyTo === null ? [] : [mail.inReplyTo])];
  for (const id of named) {
    const ours = parseStableMessageId(id, deps.mailDomain);
    const record = ours ? await deps.cases.read(ours.caseId) : undefined;
    if (record) return record;
  }
  const [caseId] = named.length === 0 ? [] : await deps.cases.idsByMailIds(named);
  const found = caseId ?? (await caseInSubject(deps, mail.subject));
  return found === undefined ? undefined : deps.cases.read(found);
}

/** A new mail about a case, not an answer to one of ours: its number in the subject, as we ask for on the phone. */
async function caseInSubject(deps: ReceiveMailDeps, subject: string): Promise<string | undefined> {
  const written = /\bAM-\d{4}-[0-9A-Z]{6}\b/i.exec(subject)?.[0];
  const number = written === undefined ? undefined : readCaseNumber(written);
  return number === undefined ? undefined : deps.cases.idByNumber(number);
}

async function joinCase(
  deps: ReceiveMailDeps,
  received: ReceivedMail,
  mail: ParsedMail,
  record: Case,
): Promise<LedgerRow> {
  const added = await addMessage(deps, record.id, {
    channel: 'mail',
    text: cut(mail.reply.trim() === '' ? mail.text : mail.reply),
    subject: mail.subject.slice(0, LONGEST_SUBJECT),
    attachments: listed(mail),
    ledger: { ...ledgerOf(received, mail), channel: 'mail' },
    ...(mail.messageId !== null && { mailId: mail.messageId }),
  });
  if (added.kind === 'ledgered') return added.row;
  const row = await deps.ledger.read(received.messageId);
  if (!row) throw new Error('a message was added without its ledger row');
  return row;
}

async function newCase(
  deps: ReceiveMailDeps,
  received: ReceivedMail,
  mail: ParsedMail,
  sender: string,
  related: Case | undefined,
): Promise<LedgerRow> {
  const body = cut(mail.text.trim() === '' ? attachmentsInWords(mail) : mail.text);
  const address = sender.toLowerCase();
  const rate: RateTicket[] = [
    { hash: deps.digests.hash('mail', address), windowSeconds: 3600, limit: MAILS_PER_HOUR },
  ];
  const sameMail = deps.digests.hash('same-mail', mail.messageId ?? received.messageId, address, body);
  const receipt = await openComplaint(deps, {
    channel: 'mail',
    kind: 'complaint',
    name: mail.from?.name.trim().slice(0, LONGEST_NAME) ?? '',
    email: sender,
    subject: mail.subject.trim() === '' ? firstWords(body) : mail.subject.slice(0, LONGEST_SUBJECT),
    body,
    marketingConsent: false,
    ...(isUnread(sender) && { unreachable: true }),
    sentinel: {
      hash: sameMail,
      requestHash: sameMail,
      expiresAt: plusDays(deps.clock.now(), DUPLICATE_DAYS),
    },
    rate,
    ledger: {
      ...ledgerOf(received, mail),
      ...(related && { relatedCaseId: related.id, reason: 'unknown-sender' }),
    },
    attachments: listed(mail),
    ...(mail.messageId !== null && { mailId: mail.messageId }),
  });
  const end = ender(deps, received, mail);
  switch (receipt.kind) {
    case 'received': {
      const row = await deps.ledger.read(received.messageId);
      if (!row) throw new Error('a case was opened without its ledger row');
      return row;
    }
    case 'ledgered':
      return receipt.row;
    case 'repeated':
      return end('duplicate', 'same-mail', receipt.caseId);
    case 'too-many':
      return end('quarantine', 'too-many');
    case 'in-progress':
    case 'key-reused':
    case 'attachment-taken':
      throw new Error('the same message is being taken in at this moment');
  }
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

const firstWords = (body: string): string => body.trim().split('\n')[0]?.slice(0, 80) ?? '';

const attachmentsInWords = (mail: ParsedMail): string =>
  mail.attachments.map((attachment) => `[${attachment.filename || attachment.contentType}]`).join('\n');
