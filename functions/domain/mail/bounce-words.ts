import { anyOf } from './any-of.ts';
import { addressesIn, mailboxKey } from './addresses.ts';

const wasNotDone =
  /fail|undeliver|not (?:yet )?(?:be |been )?(?:delivered|sent|reach|accept|exist|found|valid|listed|active|recogni[sz]ed)/i;
const cannotBeDone = /could(?:n't| not)|cannot|can't|unable/i;
const namedTrouble =
  /unknown|no such|rejected|refused|invalid|returned|error|delay|does(?:n't| not) exist|doesn't have|over quota|exceed|full|disabled|inactive|no longer|bounce|problem/i;
const failureInEurope =
  /unzustellbar|nicht|impossible|pas p[ue]|no (?:se )?p[uo]do|não|non (?:è|può)|niet|inte|ikke|nie /i;
const failureInRussian = /не (?:был|может|удалось|доставлен|существует)|недостав|невозможно/i;
const failureInChinese = /失败|失敗|无法|無法|退信|不存在|未能|已满|已滿/i;
const failureInJapanese = /できません|できなかった|存在しません|見つかりません|届きません|エラー/i;
const failureInKorean = /실패|없습니다|수 없/i;

/** Words by which any mail system says that something failed, in the languages of the systems that write their own. */
const failure = anyOf(
  wasNotDone,
  cannotBeDone,
  namedTrouble,
  failureInEurope,
  failureInRussian,
  failureInChinese,
  failureInJapanese,
  failureInKorean,
);

/** Whether a text says that something failed; many that are no bounce do too. */
export const saysFailure = (text: string): boolean => failure.test(text);

/** Between dashes: "----- Original message -----". */
const underRule =
  /-{2,40}.{0,40}(?:original|returned|unsent|forwarded|copy|below|message|header|source mail|transcript of session follows is).{0,60}$/im;
const theOriginal =
  /(?:the |your )?(?:original|returned|unsent|undelivered) (?:message|mail|headers?|text)\b.{0,60}/im;
const aCopyOfIt =
  /.{0,30}(?:copy of (?:the|your) (?:message|mail)|message (?:header|text|content)s?|(?:headers?|text|body|copy) of (?:the|your) (?:original |returned )?(?:message|mail)).{0,60}/im;
const hereIsACopy =
  /(?:here|included|attached|this) is a copy of .{0,60}|message (?:header|that you sent) .{0,40}/im;
const theOriginalElsewhere =
  /(?:原始|原)(?:邮件|郵件|信).{0,20}|ursprüngliche nachricht.{0,20}|message d'origine.{0,20}|mensaje original.{0,20}/im;
const announced = anyOf(theOriginal, aCopyOfIt, hereIsACopy, theOriginalElsewhere);
const follows = /(?:follows?|:|：|below|adjunto).{0,20}$/im;
const headerUnderRule = /[-=]{10,80}\n(?:From|Subject|Date|To|Received|Return-Path): .*$/im;
const headerField = /(?:Received|Return-Path|Message-ID|MIME-Version|Content-Type): .*$/im;

/** What follows is the mail that came back, whose addresses did not fail. */
const returnedMail = new RegExp(
  `^[ \\t>|*-]{0,40}(?:${underRule.source}|(?:${announced.source})${follows.source}|${headerUnderRule.source}|${headerField.source})`,
  'im',
);

/** A marker before the first address or in the midst of the failing ones leaves nothing to read and is none. */
export function upToReturnedMail(text: string): string {
  const source = text.slice(0, 100_000);
  const cut = returnedMail.exec(source);
  return cut && source.slice(0, cut.index).includes('@')
    ? source.slice(0, cut.index)
    : source.slice(0, 20_000);
}

interface Parties {
  /** Who sent the bounce. */
  readonly from: string;
  /** Who got it: the sender of what failed, as a rule us. */
  readonly to: readonly string[];
  readonly others: readonly string[];
}

const notRecipients = /^(?:mailer-daemon|postmaster|abuse|help|helpdesk|support|admin|info|webmaster)@/i;
/** Message ids and queue ids have the form of addresses. */
const ids =
  /^\d+\.\w+@|^[\w.$-]{20,}@.*(?:\d{3}|local)|^[0-9A-F]{6,}\.[\w.]+@|JavaMail|^[a-z0-9]{12,}@[\w-]*(?:mta|smtp|mx|asmtp)\d*/i;

/**
 * Whom the words of a bounce name as not reached. Systems write lists, labels or sentences; what is written more
 * plainly counts before what is not, and the two ends of the bounce itself only when nobody else is named.
 * @param plainly takes no sentence for an answer: a person writes those too.
 */
export function failedInWords(
  explanation: string,
  { from, to, others }: Parties,
  plainly: boolean,
): string[] {
  const ends = new Set([from, ...to, ...others].map(mailboxKey));
  const lines = afterIntroduction(explanation).split(/\r?\n/).slice(0, 500);
  const isNamed = (address: string) =>
    !ends.has(mailboxKey(address)) && !notRecipients.test(address) && !ids.test(address);
  for (const reading of plainly ? [originals, lists, labels] : readings) {
    const found = reading(lines);
    const named = found.filter(isNamed);
    if (named.length > 0) return [...new Set(named)];
    // Nobody but the sender: they wrote to themselves or to a list of theirs, and it failed.
    const own = found.filter((address) => !ids.test(address));
    if (own.length > 0 && reading !== anywhere) return [...new Set(own)];
  }
  return [];
}

const theFollowing =
  /(?:following|these|some|all)(?: of the)?(?: intended)? (?:recipients?|address(?:es)?|users?|destinations?|mailbox(?:es)?)/im;
const notDeliveredTo = /not (?:be )?delivered to|did not reach|undeliverable to/im;
const theFollowingInEastAsia = /以下(?:收件人|地址|の(?:宛先|受信者|メールアドレス))/im;
const theFollowingInEurope =
  /folgende[nr]? (?:Empfänger|Adresse)|destinataires? suivant|siguientes? destinatario|seguintes? destinatário|seguenti destinatari|volgende (?:geadresseerde|ontvanger)|следующ\S+ (?:адрес|получател)/im;
const whomItConcerns = anyOf(theFollowing, notDeliveredTo, theFollowingInEastAsia, theFollowingInEurope);
/** The end of a line after which those who were not reached are listed. */
const beforeRecipients = new RegExp(
  `(?:${whomItConcerns.source})(?:\\(s\\)|\\(es\\))?[^@\\n]{0,60}[:：.]?[ \\t]*$`,
  'im',
);

/** Exchange and others repeat the mail's own To and Cc before they say who was not reached. */
function afterIntroduction(explanation: string): string {
  const introduction = beforeRecipients.exec(explanation);
  const rest = introduction ? explanation.slice(introduction.index + introduction[0].length) : '';
  return rest.includes('@') ? rest : explanation;
}

type Reading = (lines: readonly string[]) => string[];

const isFieldOfMail =
  /^[\s>]*(?:From|Sender|Reply-To|Message-ID|Date|Subject|X-[\w-]+|Received|Reporting-MTA|Return-Path|MAIL FROM|Von|De|От|发件人|差出人|보낸사람|主题|件名)\b\s*[:：<]/i;
/** What these introduce is somebody to turn to, or the sender. */
const turnTo =
  /contact|forward this|assistance|please (?:send|report|write|e-?mail)|message from\b|sent by|mail from|sender|generated from|expanded from|on behalf of|refer to|questions/i;

/** PMDF, Lotus and others name the address that was written to and what they made of it. */
const originals: Reading = (lines) =>
  lines.flatMap((line) =>
    /^\W{0,10}(?:original(?:ly)?[ -](?:address|recipient|addressed to)|RCPT TO)\b/i.test(line)
      ? addressesIn(line)
      : [],
  );

/** Lines that begin with an address, as qmail, Postfix, Exim, Sendmail, Exchange and most others list them. */
const lists: Reading = (lines) =>
  lines.flatMap((line, at) => {
    const item =
      /^[\s>*•·\-"'[(]{0,20}(?:(?:smtp|rfc822|mailto|dda:smtp)\s*[:=;]\s*)?<?[^\s<>@:,;"'()]{1,80}@[^\s<>@:,;"'()]{1,200}["'>\])]{0,3}\s*(?:$|[:：;,.(<-]|\.{3}|on\s|said|<|\d)/i.test(
        line,
      ) || /^\s*\(expanded from: ?<?\S+@/i.test(line);
    if (!item || isFieldOfMail.test(line) || turnTo.test(lines[at - 1] ?? '')) return [];
    return addressesIn(line).slice(0, 1);
  });

const recipientLabel =
  /recipient|address|user(?:id)?|mailbox|account|rcpt to|error-for|attempts|undeliverable\s+to|rejected|mailfolder|delivered to|(?:mail|message) to/i;
const recipientLabelInEastAsia = /收件人|收信人|地址|宛先|送信先|受信者|수신자|받는 ?사람/i;
const recipientLabelInEurope =
  /Empfänger|destinataire|destinatari[oa]|destinatário|geadresseerde|ontvanger|mottagare|modtager|mottaker|odbiorc\w+/i;
const recipientLabelInRussian = /адрес\w*|получател\w*/i;
const recipientWords = anyOf(
  recipientLabel,
  recipientLabelInEastAsia,
  recipientLabelInEurope,
  recipientLabelInRussian,
);
/** What stands between a label and its address, such as `(s): <smtp:`. */
const between =
  /(?:\(s\)|\(es\)|s|es)?["')]?\s*(?:[:：=]|to|is|was)?\s*[<["'(]{0,2}(?:smtp:|mailto:|rfc822;)?\s*/i;
const localPart = /[^\s<>@:,;"'()[\]]{1,80}/i;
const labelled = new RegExp(`(?:${recipientWords.source})${between.source}${localPart.source}@`, 'i');

/** "Failed recipient: …", "Unknown user: …", "undeliverable to …": the address is what the line is about. */
const labels: Reading = (lines) =>
  lines.flatMap((line) => {
    const label = labelled.exec(line);
    if (!label || isFieldOfMail.test(line) || turnTo.test(line.slice(0, label.index))) return [];
    return addressesIn(line.slice(label.index)).slice(0, 1);
  });

/** A sentence that says failure and an address. */
const sentences: Reading = (lines) =>
  lines.flatMap((line, at) =>
    !isFieldOfMail.test(line) &&
    !turnTo.test(line) &&
    (saysFailure(line) || saysFailure(lines[at - 1] ?? '') || saysFailure(lines[at + 1] ?? ''))
      ? addressesIn(line)
      : [],
  );

const anywhere: Reading = (lines) =>
  lines.flatMap((line) => (isFieldOfMail.test(line) ? [] : addressesIn(line)));

const readings: readonly Reading[] = [originals, lists, labels, sentences, anywhere];
