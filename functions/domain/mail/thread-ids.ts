import type { ParsedMail } from './parsed-mail.ts';

/** The root and the latest of a long thread name it well enough; `References` can hold hundreds. */
const FIRST = 2;
const LATEST = 7;

/**
 * The Message-IDs by which a mail belongs to a thread, those it most directly answers first, its own last. Its own too:
 * the answer to a mail can arrive before the mail.
 */
export function threadIds(
  mail: Pick<ParsedMail, 'inReplyTo' | 'references' | 'verdict'>,
  ownId: string,
): readonly string[] {
  const { inReplyTo, references } = mail;
  // A forwarded mail names the thread that it was taken from, in which it is no answer.
  if (mail.verdict === 'forward') return [ownId];
  const latest = references.slice(FIRST).slice(-LATEST).reverse();
  const named = [...(inReplyTo === null ? [] : [inReplyTo]), ...latest, ...references.slice(0, FIRST)];
  return [...new Set([...named, ownId])];
}

/**
 * The id of a mail that brings none (freescout#4740). Made of what the mail says, so that the same mail, delivered again,
 * has the same id. Whoever sends the same words a second time has another date in it.
 * @param hash hex digest over the parts
 */
export function syntheticMessageId(
  mail: Pick<ParsedMail, 'from' | 'date' | 'subject' | 'text'>,
  hash: (...parts: readonly string[]) => string,
  mailDomain: string,
): string {
  const digest = hash(
    'no-message-id',
    mail.from?.address.toLowerCase() ?? '',
    mail.date ?? '',
    mail.subject,
    mail.text,
  );
  return `<none.${digest.slice(0, 32)}@${mailDomain}>`;
}
