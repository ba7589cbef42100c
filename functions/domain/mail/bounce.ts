import { mailboxKey } from './addresses.ts';
import type { Bounce, BouncedRecipient } from './parsed-mail.ts';

export interface BounceEvidence {
  /** Header fields of the mail, lower-case name first. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly from: string;
  readonly fromName: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Text of the parts `message/delivery-status`. */
  readonly deliveryStatus: readonly string[];
  /** Text of the returned mail or its header, where it came as a part. */
  readonly returned: readonly string[];
}

/**
 * The failing addresses of a delivery report: RFC 3464 fields first, then Exim's header, then what postmasters
 * write in words. Null when the mail is no bounce.
 */
export function bounceOf(evidence: BounceEvidence): Bounce | null {
  const reported = evidence.deliveryStatus.flatMap(recipientsOfStatus);
  if (reported.length > 0) return toBounce(reported);
  if (isGoodNews(evidence.deliveryStatus) || !comesFromMailSystem(evidence)) return null;
  const explanation = upToReturnedMail(evidence.text);
  const inText = recipientsOfStatus(explanation);
  if (inText.length > 0) return toBounce(inText);
  const permanent = !isDelay(`${evidence.subject}\n${explanation}`);
  const header = evidence.headers.filter(
    ({ key }) => key === 'x-failed-recipients' || key === 'x-failed-recipient',
  );
  const failed = header.flatMap(({ value }) => addressesIn(value));
  if (failed.length > 0) return toBounce(failed.map((address) => ({ address, permanent })));
  if (!saysFailure(`${evidence.subject}\n${explanation}`)) return null;
  const named = namedInWords(explanation, evidence);
  if (!isSystem(evidence) && (named.length === 0 || !speaksOfMail.test(explanation))) return null;
  return toBounce(named.map((address) => ({ address, permanent })));
}

/** True for a delivery report that says only that all went well. */
export function isGoodNews(deliveryStatus: readonly string[]): boolean {
  return deliveryStatus.some((text) => /^Action[ \t]*:[ \t]*(?:delivered|relayed|expanded)/im.test(text));
}

function toBounce(found: readonly BouncedRecipient[]): Bounce {
  const byMailbox = new Map<string, BouncedRecipient>();
  for (const recipient of found) {
    const known = byMailbox.get(mailboxKey(recipient.address));
    if (!known || (recipient.permanent && !known.permanent))
      byMailbox.set(mailboxKey(recipient.address), recipient);
  }
  const recipients = [...byMailbox.values()];
  return { recipients, permanent: recipients.length > 0 && recipients.every(({ permanent }) => permanent) };
}

/** RFC 3464 §2: groups of fields parted by blank lines; the first is about the message. */
function recipientsOfStatus(text: string): BouncedRecipient[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .flatMap((group) => {
      const field = (name: string) =>
        new RegExp(`^[> \\t]{0,20}${name}[ \\t]*:[ \\t]*(.*)$`, 'im').exec(group)?.[1]?.trim() ?? '';
      const action = field('Action').toLowerCase();
      const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('Status'))?.[0] ?? '';
      const [address] = addressesIn(withoutType(field('Original-Recipient'))).concat(
        addressesIn(withoutType(field('Final-Recipient'))),
      );
      const final = addressesIn(withoutType(field('Final-Recipient')))[0] ?? address;
      if (final === undefined || (action === '' && status === '')) return [];
      if (/^(?:delivered|relayed|expanded)/.test(action)) return [];
      return [{ address: final, permanent: isPermanent(action, status, field('Diagnostic-Code')) }];
    });
}

function withoutType(value: string): string {
  return value.replace(/^[\w-]+\s*;/, '');
}

function isPermanent(action: string, status: string, diagnostic: string): boolean {
  if (action.startsWith('delayed')) return false;
  if (status !== '') return status.startsWith('5');
  return !/\b4\d\d[ -]|\b4\.\d\.\d/.test(diagnostic);
}

const addressPattern =
  /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,80}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?/g;

function addressesIn(text: string): string[] {
  return (text.slice(0, 20_000).match(addressPattern) ?? [])
    .map((address) => address.replace(/^['`]+|^(?:mailto|smtp|rfc822)[:=]/gi, '').replace(/[.']+$/, ''))
    .filter((address) => address.length <= 254);
}

const systemNames =
  /mailer-?daemon|post-?master|mail ?delivery|delivery ?(?:subsystem|system|status|service|notification)|mail ?(?:subsystem|system|administrator|daemon|router|server)|mdaemon|bounce|(?:smtp|mail)[ -]?gateway|system administrator|internet mail|\bmda\b|\bmta\b|exchange|uucp|system anti-?virus|mail ?er\b|symantec|failed|mailadmin|\bmail@|^mail$|邮件系统|系统退信/i;

/** Nobody but a mail system has these; many a firm writes to us from `mail@`, and a courier is a delivery service. */
const onlySystems = /mailer-?daemon|post-?master|mdaemon|delivery subsystem/i;

/** What a mail system says about mail and a customer whose sofa was not delivered does not. */
const speaksOfMail =
  /(?<![\d.])[45]\d\d[ -]+(?:#?[45]\.\d|[a-z<])|\b[45]\.\d\.\d{1,3}\b|\bsmtp\b|mailbox|mail ?(?:server|system|host)|(?:message|mail|e-?mail)\b[^.\n]{0,60}(?:not|n't|cannot|unable|failed|been returned)|recipients?\b|user unknown|rcpt to|邮箱|收件人|邮件/i;

const failureSubject =
  /undeliver|(?:un)?deliverable|(?:delivery|mail|message|transport|sending|e-?mail)\b.{0,30}(?:fail|error|problem|delay|status|notif|return|unsuccess|warning|could not|not be delivered)|fail(?:ure|ed)\b.{0,20}(?:deliver|notice|notif|mail|message)|returned (?:mail|message|to sender)|mail returned|non.?(?:delivery|remise)|nondeliver|user unknown|warning: (?:message|could not)|unzustellbar|fehlgeschlagen|nicht zugestellt|échec|non remis|no se (?:puede|ha podido|entreg)|entrega|mancata consegna|onbestelbaar|недостав|退信|投递失败|无法投递|系统退信|配信|不達|エラー|delayed|rejected|bounce|returning|mailbox (?:full|unavailable)|over quota|^NOTICE|can(?:'|no)t .{0,20}deliver|no such|message you sent|address/i;

function comesFromMailSystem({ headers, from, fromName, subject }: BounceEvidence): boolean {
  const value = (name: string) => headers.find(({ key }) => key === name)?.value.trim();
  if (value('x-failed-recipients') !== undefined) return true;
  // A person answering a bounce is a person.
  if (/^\s*(?:re|aw|sv|回复|回覆)\s*[:：]/i.test(subject)) return false;
  const nullPath = value('return-path')?.replaceAll(' ', '') === '<>';
  const system = systemNames.test(from.split('@', 1)[0] ?? '') || systemNames.test(fromName) || from === '';
  return (
    (system && (nullPath || failureSubject.test(subject) || from !== '')) ||
    (nullPath && failureSubject.test(subject)) ||
    /^(?:undeliver|delivery (?:status|failure)|returned mail|mail delivery fail|failure notice|邮件退信|系统退信)/i.test(
      subject.trim(),
    )
  );
}

/** A null return path or a name that only mail systems have. A person may write the rest of what looks like a bounce. */
function isSystem({ headers, from, fromName }: BounceEvidence): boolean {
  const returnPath = headers.find(({ key }) => key === 'return-path')?.value.replaceAll(' ', '');
  return (
    returnPath === '<>' ||
    from === '' ||
    onlySystems.test(from.split('@', 1)[0] ?? '') ||
    onlySystems.test(fromName)
  );
}

function isDelay(text: string): boolean {
  return (
    /\b(?:has been |is |was |been )?delayed\b|not (?:yet )?been delivered|(?:will|shall|going to) (?:be |keep |continue to )?(?:re-?tr(?:y|ied|ying)|try)|still (?:be )?(?:trying|retr)|keep trying|warning: (?:message|could not)|temporar(?:y|ily)|THIS IS A WARNING|do(?:es)? not (?:need|have) to resend|no action is required|\b4\.\d\.\d\b|(?<![\d.])4[235]\d[ -]\D/i.test(
      text,
    ) && !/gave up|given up|giving up|permanent|(?<![\d.])55\d[ -]|\b5\.\d\.\d\b/i.test(text)
  );
}

function saysFailure(text: string): boolean {
  return /fail|undeliver|not (?:yet )?(?:be |been )?(?:delivered|sent|reach|accept|exist|found|valid|listed|active|reach)|could(?:n't| not)|cannot|can't|unable|unknown|no such|rejected|refused|invalid|returned|error|delay|does(?:n't| not) exist|doesn't have|over quota|exceed|full|disabled|inactive|bounce|problem|unzustellbar|nicht|impossible|pas pu|no (?:se )?pudo|não|non (?:è|può)|niet|не (?:был|может|удалось)|недостав|失败|无法|退信|不存在|未能|できません|存在しません|見つかりません|엔터|실패/i.test(
    text,
  );
}

/** What follows is the mail that came back, whose addresses did not fail. */
const returnedMail =
  /^[ \t>|*-]{0,40}(?:-{2,40}.{0,40}(?:original|returned|unsent|forwarded|copy|below|message|header|transcript of session follows is).{0,60}$|(?:(?:the |your )?(?:original|returned|unsent|undelivered) (?:message|mail|headers?|text)\b.{0,60}|.{0,30}(?:copy of (?:the|your) (?:message|mail)|message (?:header|text|content)s?|(?:headers?|text|body|copy) of (?:the|your) (?:original |returned )?(?:message|mail)).{0,60}|message (?:header|that you sent) .{0,40})(?:follows?|:|below).{0,20}$|(?:Received|Return-Path|Message-ID|MIME-Version|Content-Type): .*$)/im;

function upToReturnedMail(text: string): string {
  const cut = returnedMail.exec(text.slice(0, 100_000));
  // A marker at the very top would leave nothing to read.
  return cut && /@/.test(text.slice(0, cut.index)) ? text.slice(0, cut.index) : text.slice(0, 20_000);
}

/** Addresses in the explanation; a line of its own or one beside a reason counts before one in passing. */
function namedInWords(explanation: string, { from, to, headers }: BounceEvidence): string[] {
  const ours = new Set(
    [
      from,
      ...to,
      ...headers.filter(({ key }) => key === 'reply-to').flatMap(({ value }) => addressesIn(value)),
    ].map(mailboxKey),
  );
  const isOther = (address: string) =>
    !ours.has(mailboxKey(address)) &&
    !/^(?:mailer-daemon|postmaster|abuse|help|support|admin|info)@/i.test(address) &&
    !/^\d+\.\w+@|^[\w.$-]{20,}@.*(?:\d{3}|local)/i.test(address);
  const lines = afterIntroduction(explanation).split(/\r?\n/);
  const strong = lines.flatMap((line, at) =>
    isAboutFailure(line, lines[at - 1] ?? '', lines[at + 1] ?? '') ? addressesIn(line) : [],
  );
  const chosen = strong.filter(isOther);
  if (chosen.length > 0) return [...new Set(chosen)];
  const any = addressesIn(lines.join('\n')).filter(isOther);
  if (any.length > 0) return [...new Set(any)];
  // Nothing but the sender's own address: they wrote to themselves, and it failed.
  return [...new Set(strong.filter((address) => to.map(mailboxKey).includes(mailboxKey(address))))];
}

/** Exchange and others repeat the mail's own To and Cc before they say who was not reached. */
function afterIntroduction(explanation: string): string {
  const introduction =
    /(?:following|these) (?:recipients?|address(?:es)?|users?|destinations?)(?:\(s\)|\(es\))?[^@\n]{0,60}:/i.exec(
      explanation,
    );
  const rest = introduction ? explanation.slice(introduction.index + introduction[0].length) : '';
  return rest.includes('@') ? rest : explanation;
}

function isAboutFailure(line: string, before: string, after: string): boolean {
  const trimmed = line.trim();
  if (
    /^(?:From|Sender|Reply-To|Message-ID|Date|Subject|X-|Received|Reporting-MTA|Return-Path)/i.test(trimmed)
  )
    return false;
  if (
    /^(?:<?[^\s<>]+@[^\s<>]+>?|"[^"]*"\s*<\S+>|(?:To|Recipient|Failed recipient|User|Address|RCPT TO|Rcpt)\b.*@.*)[:.,;]?$/i.test(
      trimmed,
    )
  )
    return true;
  if (/^<?[^\s<>]+@[^\s<>]+>?[:.,;\s.-]/.test(trimmed)) return true;
  if (
    /contact|forward this|assistance|please (?:send|report|write|e-?mail)|message from\b|sent by|mail from|sender/i.test(
      trimmed,
    )
  )
    return false;
  return (
    saysFailure(trimmed) ||
    saysFailure(before) ||
    /^\s/.test(line) ||
    saysFailure(after) ||
    /rcpt|recipient|\bto\b|for\b/i.test(trimmed)
  );
}
