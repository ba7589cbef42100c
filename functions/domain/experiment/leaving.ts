import type { Customer } from '../customer/customer.ts';
import { dayOf, type Instant } from '../instant.ts';
import type { CustomerOutcome } from './customer-outcome.ts';

/** Sender of the words that we say ourselves, from what happened in our house. */
export const OWN_SOURCE = 'amends';
/** A `/` is in no key of another sender. */
const OWN_KEYS = { left: 'amends/leaving-', stayed: 'amends/stayed-' } as const;

type Said = Pick<CustomerOutcome, 'kind' | 'on' | 'source' | 'at'>;

/** When it was; a word that names no moment is of the beginning of its day. */
const momentOf = ({ on, at }: Pick<Said, 'on' | 'at'>): Instant => at ?? on;

/** A word of ours that somebody left, or that they took a leaving back. */
export const isOwnWord = ({ source, kind }: Pick<Said, 'source' | 'kind'>): boolean =>
  source === OWN_SOURCE && kind !== 'bought';
const isOwnStaying = (word: Said): boolean => isOwnWord(word) && word.kind === 'stayed';
const isOwnLeaving = (word: Said): boolean => isOwnWord(word) && word.kind === 'left';

/**
 * The word that a customer has left, once for each leaving: cancelling by link, the case that a person then closes and
 * the status of the next import are one. Who has left can leave again only after a sign of having come back: a withdrawal
 * in our house, another word of the firm's books, an order or a new start after the day of leaving. Numbered, so that two
 * who notice the same leaving at once say the same word.
 * @param said what was said of the customer so far, by whomever
 * @param at when it happened
 * @returns the word that stands for this leaving; one said before, also by the firm's books, stands
 */
export function leavingOf(
  customer: Pick<Customer, 'id' | 'lastOrderOn' | 'since'>,
  said: readonly CustomerOutcome[],
  at: Instant,
): CustomerOutcome {
  const leavings = said.filter(({ kind }) => kind === 'left');
  const last = leavings.reduce<CustomerOutcome | undefined>(
    (latest, one) => (latest === undefined || momentOf(one) > momentOf(latest) ? one : latest),
    undefined,
  );
  const on = dayOf(at);
  // Of that day or an earlier one it is told again: what came after says nothing of a second leaving.
  if (last && !tookBack(said, last, at) && (on <= last.on || !cameBack(customer, said, last.on))) return last;
  const number = leavings.filter(({ id }) => id.startsWith(OWN_KEYS.left)).length + 1;
  return {
    ...{ id: `${OWN_KEYS.left}${number}`, customerId: customer.id, kind: 'left', on },
    ...{ source: OWN_SOURCE, at },
  };
}

/** Whether it was taken back in our house before this moment. */
const tookBack = (said: readonly Said[], leaving: Said, before: Instant): boolean =>
  said.some((one) => isOwnStaying(one) && momentOf(one) >= momentOf(leaving) && momentOf(one) < before);

const cameBack = (
  { lastOrderOn, since }: Pick<Customer, 'lastOrderOn' | 'since'>,
  said: readonly CustomerOutcome[],
  leftOn: string,
): boolean =>
  said.some(({ kind, on }) => kind !== 'left' && on > leftOn) ||
  (lastOrderOn !== undefined && lastOrderOn > leftOn) ||
  (since !== undefined && since > leftOn);

/** The word that a customer takes back the leaving that our house told of them. @param id of the fact that says so */
export const stayingOf = (
  customerId: string,
  { id, at }: { readonly id: string; readonly at: Instant },
): CustomerOutcome => ({
  ...{ id: `${OWN_KEYS.stayed}${id}`, customerId, kind: 'stayed', on: dayOf(at) },
  ...{ source: OWN_SOURCE, at },
});

/** Days of the leavings told by our house that a word of ours takes back; none for any other word. */
export const takenBackBy = (word: Said, said: readonly CustomerOutcome[]): readonly CustomerOutcome[] =>
  isOwnStaying(word) ? said.filter((one) => isOwnLeaving(one) && momentOf(one) <= momentOf(word)) : [];

/**
 * What was said, as it stands: a leaving that our house told and the customer then took back was none, so the customer was
 * still there on its day. What the firm's books say of a leaving is theirs, and stands. It hangs on the words alone, in
 * whatever order they came.
 */
export function asItStands<Word extends Said>(said: readonly Word[]): readonly Word[] {
  const stayings = said.filter(isOwnStaying);
  return said.map((word) =>
    isOwnLeaving(word) && stayings.some((one) => momentOf(one) >= momentOf(word))
      ? { ...word, kind: 'stayed' as const }
      : word,
  );
}
