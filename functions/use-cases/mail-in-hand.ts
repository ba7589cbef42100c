import type { LedgerRow, MailVerdicts } from '../domain/case/ledger.ts';
import type { Message } from '../domain/case/message.ts';
import { mailboxKey } from '../domain/mail/addresses.ts';
import type { ParsedMail } from '../domain/mail/parsed-mail.ts';
import { senderTrust, type SenderTrust } from '../domain/mail/sender-trust.ts';
import { syntheticMessageId, threadIds } from '../domain/mail/thread-ids.ts';
import { isUnread } from '../domain/mail/verdict.ts';
import type { Digests } from '../ports/world.ts';
import type { Firm } from './firm.ts';

/** What the receiving server says of a message; headers can be forged, this cannot. */
export interface ReceivedMail {
  /** SES message id: key of the stored message and of its ledger row. */
  readonly messageId: string;
  /** `MAIL FROM` of the envelope; "" when it was empty or is not known. */
  readonly sender: string;
  /** Envelope recipients; none when the event was lost. */
  readonly recipients: readonly string[];
  readonly verdicts: MailVerdicts;
}

/** A mail as the intake works with it: read, and with what follows from its sender. */
export interface MailInHand {
  readonly received: ReceivedMail;
  readonly mail: ParsedMail;
  /** As written in `From`; "" when nobody can be answered there. */
  readonly sender: string;
  /** The same as our records compare it. */
  readonly address: string;
  readonly trust: SenderTrust;
  /** Of the mail, or made of what it says. */
  readonly messageId: string;
  /** Digests of its Message-IDs with its sender, the most direct first. */
  readonly threads: readonly string[];
  /** Nobody who could read an answer is behind the address. */
  readonly unreachable: boolean;
}

/** A text longer than a long book chapter is cut; the whole stays in the stored message. */
const LONGEST_TEXT = 100_000;
const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 200;
/** RFC 5321 §4.5.3.1, less the angle brackets. Nobody can be answered at a longer address. */
const LONGEST_ADDRESS = 254;
/** A stored row holds 400 KB. The names of these and the longest text fit; what is over is said in a warning. */
const LISTED_ATTACHMENTS = 200;
const LONGEST_FILENAME = 100;
const MOST_WARNINGS = 20;

/** What follows from a mail and its sender, before anything is looked up. */
export function inHand(
  deps: { readonly digests: Pick<Digests, 'hash'>; readonly mailDomain: string; readonly firm: Firm },
  received: ReceivedMail,
  mail: ParsedMail,
): MailInHand {
  const written = mail.from?.address ?? '';
  const sender = written.includes('@') && written.length <= LONGEST_ADDRESS ? written : '';
  const address = sender.toLowerCase();
  const messageId = mail.messageId ?? syntheticMessageId(mail, deps.digests.hash, deps.mailDomain);
  return {
    received,
    mail,
    sender,
    address,
    trust: senderTrust(received.verdicts, received.sender, sender),
    messageId,
    threads: threadIds(mail, messageId).map((id) => deps.digests.hash('thread', id, address)),
    unreachable: sender === '' || isUnread(sender) || isOurs(deps.firm, received, sender),
  };
}

/** Who writes as one of our own mailboxes would be answered there, and the answer would come back as a complaint. */
export function isOurs(firm: Firm, { recipients }: ReceivedMail, sender: string): boolean {
  const own = [firm.mailFrom, firm.settings.intakeAddress, ...recipients].map(mailboxKey);
  return own.includes(mailboxKey(sender));
}

/** What every ledger row of a mail says. */
export const ledgerOf = ({ received, mail }: MailInHand): Pick<LedgerRow, 'id' | 'verdicts' | 'warnings'> => {
  const warnings = warningsOf(received, mail);
  return {
    id: received.messageId,
    verdicts: received.verdicts,
    ...(warnings.length > 0 && { warnings: warnings.slice(0, MOST_WARNINGS) }),
  };
};

function warningsOf({ recipients, verdicts }: ReceivedMail, mail: ParsedMail): readonly string[] {
  const unlisted = mail.attachments.length - LISTED_ATTACHMENTS;
  const eventLost = recipients.length === 0 && Object.values(verdicts).every((one) => one === 'UNKNOWN');
  return [
    ...(eventLost
      ? ['The event of the mail server was lost: its verdicts and the envelope are not known.']
      : []),
    ...(unlisted > 0 ? [`${unlisted} attachments are not listed; they are in the stored message.`] : []),
    ...mail.warnings,
  ];
}

/** What a list shows of a mail that waits for a person. */
export const shownOf = ({ mail }: MailInHand): NonNullable<LedgerRow['mail']> => ({
  from: (mail.from?.address ?? '').slice(0, LONGEST_ADDRESS),
  name: nameOf(mail),
  subject: mail.subject.slice(0, LONGEST_SUBJECT),
});

/** How the sender calls themselves; "" when they do not. */
export const nameOf = (mail: ParsedMail): string => mail.from?.name.trim().slice(0, LONGEST_NAME) ?? '';

/** All that the mail says; the names of what it brings when it says nothing. */
export const bodyOf = (mail: ParsedMail): string =>
  cut(mail.text.trim() === '' ? attachmentsInWords(mail) : mail.text);

/** What an answer says beside what it quotes. */
export const answerOf = (mail: ParsedMail): string =>
  mail.reply.trim() === '' ? bodyOf(mail) : cut(mail.reply);

/** The subject, or the first words where there is none. */
export const subjectOf = (mail: ParsedMail): string =>
  mail.subject.trim() === '' ? firstWords(bodyOf(mail)) : mail.subject.slice(0, LONGEST_SUBJECT);

/** What the message lists of the files that came with it. */
export const attachmentsOf = ({ attachments }: ParsedMail): NonNullable<Message['attachments']> =>
  attachments.slice(0, LISTED_ATTACHMENTS).map(({ filename, contentType, size }) => ({
    filename: filename.slice(0, LONGEST_FILENAME),
    contentType: contentType.slice(0, LONGEST_FILENAME),
    size,
  }));

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

const firstWords = (body: string): string => body.trim().split('\n')[0]?.slice(0, 80) ?? '';

const attachmentsInWords = (mail: ParsedMail): string =>
  mail.attachments.map((attachment) => `[${attachment.filename || attachment.contentType}]`).join('\n');
