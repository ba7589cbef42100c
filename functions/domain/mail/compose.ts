import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import { oneLine } from './addresses.ts';
import { ownMarkerHeader } from './own-marks.ts';
import type { MailAddress } from './parsed-mail.ts';

/**
 * What a message needs beyond its words to be sent. Header values may hold anything: they are made safe here (see
 * `headerWords`). Line ends of the bodies become CRLF and halves of a character become U+FFFD; nothing else changes.
 */
export interface OutgoingMail {
  readonly from: MailAddress;
  readonly to: MailAddress;
  /** The signed reply address of the case, where an answer is wanted. */
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: Locale;
  /** From `stableMessageId`: SES replaces the Message-ID, the copy in `References` stays. */
  readonly stableId: string;
  /** The mail that this one answers, and the thread before it, with angle brackets. */
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** RFC 3834: `replied` answers a message, `generated` was due by itself, `by-person` was written by somebody. */
  readonly automatic: 'replied' | 'generated' | 'by-person';
  /** Why we wrote, for our own marker. */
  readonly purpose: string;
  /** Marketing only: the RFC 8058 one-click address, https. */
  readonly unsubscribeUrl?: string;
  readonly at: Instant;
}

/** Far under the 998 octets of a line (RFC 5322 §2.1.1), within which an unbroken word has to fit. */
const LONGEST_NAME = 200;
const LONGEST_SUBJECT = 500;
const LONGEST_ID = 900;

/** References longer than this make headers that some servers refuse; the first and the last ones thread a reply. */
const maxReferences = 20;

/**
 * The finished message. The MIME boundaries are random on purpose: somebody who could foresee them could forge a
 * part inside quoted words.
 * @throws when an address is no mail address, which the edge should have refused.
 */
export async function composeMail(mail: OutgoingMail): Promise<Uint8Array> {
  const [inReplyTo] = idsOf([mail.inReplyTo ?? '']);
  const message = new MailComposer({
    from: headerAddress(mail.from),
    to: headerAddress(mail.to),
    ...(mail.replyTo ? { replyTo: headerAddress(mail.replyTo) } : {}),
    subject: headerWords(mail.subject, LONGEST_SUBJECT),
    text: bodyLines(mail.text),
    html: bodyLines(mail.html),
    date: new Date(mail.at),
    messageId: ownId(mail.stableId),
    ...(inReplyTo !== undefined && { inReplyTo }),
    references: referencesOf(mail),
    headers: extraHeaders(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return message.build();
}

function extraHeaders(mail: OutgoingMail): Record<string, string> {
  const headers: Record<string, string> = {
    [ownMarkerHeader]: oneLine(mail.purpose),
    'Content-Language': mail.locale,
  };
  if (mail.automatic !== 'by-person') {
    headers['Auto-Submitted'] = `auto-${mail.automatic}`;
    // Exchange obeys this one and not RFC 3834.
    headers['X-Auto-Response-Suppress'] = 'All';
  }
  if (mail.unsubscribeUrl !== undefined) {
    headers['List-Unsubscribe'] = `<${httpUrl(mail.unsubscribeUrl)}>`;
    headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  }
  return headers;
}

/**
 * Words as a header can hold them: runs of blanks and control characters are one blank, halves of a character U+FFFD.
 * What a mail program would take for an encoded word gets a blank, for it could hold anything. The end of what is too
 * long is cut off.
 */
function headerWords(words: string, longest: number): string {
  const line = oneLine(words.toWellFormed().replaceAll('\uFEFF', ''))
    .replace(/ {2,}/g, ' ')
    .replaceAll('=?', '= ?');
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Servers refuse a line that ends in LF alone, for a second message could hide behind it. */
const bodyLines = (body: string): string => body.toWellFormed().replace(/\r\n?|\n/g, '\r\n');

/** The thread, then what we answer, then our own stable id: a reply to this mail repeats it. */
function referencesOf({ references = [], inReplyTo, stableId }: OutgoingMail): string[] {
  const own = ownId(stableId);
  const unique = [...new Set(idsOf([...references, inReplyTo ?? '']))].filter((id) => id !== own);
  const kept =
    unique.length < maxReferences ? unique : [...unique.slice(0, 1), ...unique.slice(2 - maxReferences)];
  return [...kept, own];
}

const ownId = (id: string): string => `<${id.replace(/[^\x21-\x7e]|[<>]/g, '')}>`;

/** Other people's ids as they are; one that is broken, not in ASCII or too long for a line would spoil the field. */
const idsOf = (ids: readonly string[]): string[] =>
  ids
    .map((id) => id.trim())
    .filter((id) => id.length <= LONGEST_ID && /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(id));

/** Whether an address can stand in a header and an envelope as it is. SES takes no other local part than ASCII. */
export const isMailAddress = (address: string): boolean =>
  /^[^\s<>@,;:"()\\[\]\P{ASCII}\p{Cc}]+@[^\s<>@,;:"()\p{Cc}]+$/u.test(address);

function headerAddress({ name, address }: MailAddress): MailAddress {
  if (!isMailAddress(address)) throw new Error('not a mail address');
  return { name: headerWords(name, LONGEST_NAME), address };
}

function httpUrl(url: string): string {
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new Error('an unsubscribe link must be a web address');
  return href;
}
