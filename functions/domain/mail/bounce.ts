import { anyOf } from './any-of.ts';
import { addressesIn, mailboxKey } from './addresses.ts';
import type { BounceEvidence } from './bounce-evidence.ts';
import { isGoodNews, recipientsOfStatus } from './bounce-status.ts';
import { isDelay, signOfSystem } from './bounce-signs.ts';
import { failedInWords, saysFailure, upToReturnedMail } from './bounce-words.ts';
import type { Bounce, BouncedRecipient } from './parsed-mail.ts';

/**
 * The failing addresses of a delivery report: RFC 3464 fields first, then Exim's header, then what postmasters
 * write in words. Null when the mail is no bounce.
 */
export function bounceOf(evidence: BounceEvidence): Bounce | null {
  const reported = evidence.deliveryStatus.flatMap(recipientsOfStatus);
  if (reported.length > 0) return toBounce(reported);
  if (isGoodNews(evidence.deliveryStatus)) return null;
  const sign = signOfSystem(evidence);
  if (sign === 'none') return null;
  const explanation = upToReturnedMail(evidence.text);
  // A gateway may send a whole report on as an attached message.
  const inText = [explanation, ...evidence.returned].flatMap(recipientsOfStatus);
  if (inText.length > 0) return toBounce(inText);
  const permanent = !isDelay(`${evidence.subject}\n${explanation}`);
  const header = evidence.headers.filter(
    ({ key }) => key === 'x-failed-recipients' || key === 'x-failed-recipient',
  );
  const failed = header.flatMap(({ value }) => addressesIn(value));
  if (failed.length > 0) return toBounce(failed.map((address) => ({ address, permanent })));
  if (!saysFailure(`${evidence.subject}\n${explanation}`)) return null;
  const named = failedInWords(explanation, partiesOf(evidence), sign === 'worded');
  if (sign !== 'certain' && (named.length === 0 || !speaksOfMail.test(explanation))) return null;
  const reached = named.length > 0 ? named : returnedTo(explanation, evidence);
  return toBounce(reached.map((address) => ({ address, permanent })));
}

/** Some systems name a mailbox without its domain; the returned mail says to which address that was sent. */
function returnedTo(explanation: string, { returned }: BounceEvidence): string[] {
  const sentTo = returned.flatMap((mail) =>
    [...mail.slice(0, 20_000).matchAll(/^(?:To|X-Original-To|Delivered-To|Envelope-To):(.*)$/gim)].flatMap(
      ([, value = '']) => addressesIn(value),
    ),
  );
  return [...new Set(sentTo)].filter((address) =>
    explanation.toLowerCase().includes(address.toLowerCase().split('@', 1)[0] ?? address),
  );
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

const errorCode = /(?<![\d.])[45]\d\d[ -]+(?:#?[45]\.\d|[a-z<])|\b[45]\.\d\.\d{1,3}\b/i;
const wordOfSystems = /\bsmtp\b|mailbox|mail ?(?:server|system|host)/i;
const mailThatDidNot =
  /(?:message|mail|e-?mail)\b[^.\n]{0,60}(?:not|n't|cannot|unable|failed|been returned)/i;
const wordOfRecipients = /recipients?\b|user unknown|rcpt to/i;
const mailInEurope =
  /\b(?:message|courriel|mensaje|mensagem|messaggio|bericht)\b[^.\n]{0,60}\b(?:n'a pas|no |não|non |niet )|destinata[ir]|nachricht[^.\n]{0,80}zugestellt|empfänger|адресат|получател/i;
const mailInAsia = /邮箱|收件人|邮件|郵件|メール|메일/i;

/** What a mail system says about mail and a customer whose sofa was not delivered does not. */
const speaksOfMail = anyOf(
  errorCode,
  wordOfSystems,
  mailThatDidNot,
  wordOfRecipients,
  mailInEurope,
  mailInAsia,
);

function partiesOf({ from, to, headers }: BounceEvidence) {
  const others = headers.filter(({ key }) => key === 'reply-to').flatMap(({ value }) => addressesIn(value));
  return { from, to, others };
}
