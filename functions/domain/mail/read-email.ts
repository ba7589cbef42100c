import PostalMime, { type Email } from 'postal-mime';
import { isMisread, reduceToHead } from './incoming.ts';
import { recode } from './recode.ts';
import type { Warn } from './warn.ts';

/** Parses, and once more with the charsets put right when something people read came out wrong. */
export async function readEmail(raw: Uint8Array, warn: Warn): Promise<Email> {
  const email = await read(raw, warn);
  const people = [email.from, ...(email.to ?? []), ...(email.cc ?? [])].map((address) => address?.name);
  if (!isMisread([email.text, email.html, email.subject, ...people])) return email;
  const recoded = recode(raw);
  if (!recoded) return email;
  warn(`Charset found by the bytes, not the label: ${recoded.charsets.join(', ')}.`);
  return read(recoded.raw, warn);
}

async function read(raw: Uint8Array, warn: Warn): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    // Its only way to say that nesting or headers exceed its limits.
    warn('The structure of the mail could not be followed; only its header and beginning were read.');
  }
  try {
    return await PostalMime.parse(reduceToHead(raw));
  } catch {
    warn('The header of the mail could not be read.');
    return { headers: [], headerLines: [], attachments: [] };
  }
}
