import type { LinkReason } from './case-link.ts';

/** What of a complaint tells whether another is the same one. */
export interface Complaint {
  readonly subject: string;
  readonly text: string;
  readonly orderRef?: string | undefined;
}

/** A complaint repeated on another channel comes within days; the same words a month later are a new failure. */
export const EPISODE_DAYS = 7;

/** Half of all words in common; two complaints about late parcels share a fifth. */
const ALIKE = 0.5;
/** A handful of words is alike by chance. */
const FEWEST_WORDS = 6;
/** Shorter ones stand in any text, such as the year. */
const SHORTEST_REFERENCE = 5;

/**
 * Whether two complaints of one customer within a few days are one, told twice: they name the same order, or say much the
 * same. Evidence is for a person to check; it quotes nobody.
 */
export function oneEpisode(
  one: Complaint,
  other: Complaint,
): { readonly why: LinkReason; readonly evidence: string } | undefined {
  if (namesOrderOf(one, other) || namesOrderOf(other, one))
    return { why: 'same-order', evidence: 'Both name the same order.' };
  const share = wordsInCommon(wordsOf(one), wordsOf(other));
  return share >= ALIKE
    ? { why: 'same-words', evidence: `${Math.round(share * 100)} % of their words are the same.` }
    : undefined;
}

/** By field in a form, or anywhere in a mail. */
function namesOrderOf({ orderRef }: Complaint, other: Complaint): boolean {
  const reference = plain(orderRef ?? '');
  if (reference.length < SHORTEST_REFERENCE || !/\d/.test(reference)) return false;
  const said = [
    other.orderRef ?? '',
    ...`${other.subject}\n${other.text}`.split(/[\s,.;:!?()（），。；：！？]+/),
  ];
  return said.some((word) => plain(word) === reference);
}

const plain = (reference: string): string => reference.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Words; for scripts without spaces, pairs of characters. */
function wordsOf({ subject, text }: Complaint): ReadonlySet<string> {
  const words = `${subject} ${text}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) =>
      /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word) ? pairs(word) : [word],
    ),
  );
}

const pairs = (word: string): string[] => {
  const characters = Array.from(word);
  return characters.length < 2
    ? characters
    : characters.slice(1).map((one, at) => `${characters[at] ?? ''}${one}`);
};

function wordsInCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (Math.min(one.size, other.size) < FEWEST_WORDS) return 0;
  const common = [...one].filter((word) => other.has(word)).length;
  return common / (one.size + other.size - common);
}
