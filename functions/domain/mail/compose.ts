import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import { oneLine } from './addresses.ts';
import { ownMarkerHeader } from './own-marks.ts';
import type { MailAddress } from './parsed-mail.ts';

/** What a message needs beyond its words to be sent. Header values may hold anything: they are made safe here. */
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

/** References longer than this make headers that some servers refuse; the first and the last ones thread a reply. */
const maxReferences = 20;

/**
 * The finished message. The MIME boundaries are random on purpose: somebody who could foresee them could forge a
 * part inside quoted words.
 * @throws when an address is no mail address, which the edge should have refused.
 */
export async function composeMail(mail: OutgoingMail): Promise<Uint8Array> {
  const message = new MailComposer({
    from: headerAddress(mail.from),
    to: headerAddress(mail.to),
    ...(mail.replyTo ? { replyTo: headerAddress(mail.replyTo) } : {}),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date: new Date(mail.at),
    messageId: messageId(mail.stableId),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: messageId(mail.inReplyTo) }),
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

/** The thread, then what we answer, then our own stable id: a reply to this mail repeats it. */
function referencesOf({ references = [], inReplyTo, stableId }: OutgoingMail): string[] {
  const thread = [...references, ...(inReplyTo === undefined ? [] : [inReplyTo])].map(messageId);
  const unique = [...new Set(thread)].filter((id) => id !== stableId);
  const kept =
    unique.length < maxReferences ? unique : [...unique.slice(0, 1), ...unique.slice(2 - maxReferences)];
  return [...kept, messageId(stableId)];
}

function messageId(id: string): string {
  return `<${id.replace(/[\s<>\p{Cc}]/gu, '')}>`;
}

/** Whether an address can stand in a header and an envelope as it is. */
export const isMailAddress = (address: string): boolean =>
  /^[^\s<>@,;:"()\p{Cc}]+@[^\s<>@,;:"()\p{Cc}]+$/u.test(address);

function headerAddress({ name, address }: MailAddress): MailAddress {
  if (!isMailAddress(address)) throw new Error('not a mail address');
  return { name: oneLine(name), address };
}

function httpUrl(url: string): string {
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new Error('an unsubscribe link must be a web address');
  return href;
}
