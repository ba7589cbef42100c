import { messageIds } from './addresses.ts';

/** Headers come first in what a mail system returns; the rest can be the whole mail. */
const READ_CHARACTERS = 50_000;

/** With the lines that a field is folded over. Some systems return the mail in the text, quoted or not. */
const namingField =
  /^[> \t]{0,9}(?:message-id|references|in-reply-to|reply-to|list-unsubscribe):(.*(?:\r?\n[ \t].*)*)/gim;

/**
 * What stands in angle brackets in the returned header of a mail: its ids, where to answer it, and how to unsubscribe from
 * it. By these we know a mail of ours again. In order, each once, with the brackets.
 */
export function returnedIds(returned: readonly string[]): readonly string[] {
  const fields = returned.flatMap((mail) =>
    [...mail.slice(0, READ_CHARACTERS).matchAll(namingField)].map(([, value]) => value),
  );
  return [...new Set(fields.flatMap(messageIds))].slice(0, MOST_IDS);
}

/** Twice what our composer writes into one mail. */
const MOST_IDS = 50;
