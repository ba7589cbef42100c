import type { Address } from 'postal-mime';
import type { MailAddress } from './parsed-mail.ts';

/** Control characters have no place in a name, subject or file name: CR and LF would start a new header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Groups opened, entries without an address left out. */
export function mailAddresses(addresses: readonly Address[] | undefined): MailAddress[] {
  return (addresses ?? [])
    .flatMap((entry) => entry.group ?? [entry])
    .map(({ name, address }) => ({ name: oneLine(name), address: oneLine(address) }))
    .filter(({ address }) => address !== '');
}

/** Two addresses are one mailbox when they differ in case only; nobody runs case-sensitive mailboxes any more. */
export function mailboxKey(address: string): string {
  return address.trim().toLowerCase();
}

/** RFC 5322 §2.1.1: an id must fit into a line, and so also into a key of the store. */
const LONGEST_ID_BYTES = 998;

/** The message ids in a header value, in order, each once, with their angle brackets; what is longer than a line is none. */
export function messageIds(value: string | undefined): string[] {
  const source = oneLine(value ?? '');
  const bracketed = source.match(/<[^<>\s]+>/g);
  const ids =
    bracketed ??
    source
      .split(/[\s,]+/)
      .filter((word) => word.includes('@'))
      .map((word) => `<${word}>`);
  return [...new Set(ids)].filter((id) => Buffer.byteLength(id) <= LONGEST_ID_BYTES);
}

const addressPattern =
  /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,80}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?/g;

/** The addresses in running text, in order, without the marks that mail systems put around them. */
export function addressesIn(text: string): string[] {
  return (text.slice(0, 20_000).match(addressPattern) ?? [])
    .map((address) => address.replace(/^['`*-]+|^(?:mailto|smtp|rfc822)[:=]/gi, '').replace(/[.']+$/, ''))
    .map((address) => address.replace(/^smtp=/i, ''))
    .filter((address) => address.length <= 254 && !address.startsWith('@'));
}
