import type { Customer } from '../customer/customer.ts';
import type { Day } from '../instant.ts';
import type { CustomerOutcome } from './customer-outcome.ts';

/** Sender of the words that we say ourselves, from what happened in our house. */
export const OWN_SOURCE = 'amends';
/** A `/` is in no key of another sender. */
const OWN_KEY = 'amends/leaving-';

/**
 * The word that a customer has left, once for each leaving: cancelling by link, the case that a person then closes and
 * the status of the next import are one. Who has left can leave again only after a sign of having come back: another
 * word of the firm's books, an order or a new start after the day of leaving. Numbered, so that two who notice the same
 * leaving at once say the same word.
 * @param said what was said of the customer so far, by whomever
 * @returns the word that stands for this leaving; one said before, also by the firm's books, stands
 */
export function leavingOf(
  customer: Pick<Customer, 'id' | 'lastOrderOn' | 'since'>,
  said: readonly CustomerOutcome[],
  on: Day,
): CustomerOutcome {
  const leavings = said.filter(({ kind }) => kind === 'left');
  const last = leavings.reduce<CustomerOutcome | undefined>(
    (latest, one) => (latest === undefined || one.on > latest.on ? one : latest),
    undefined,
  );
  // Of that day or an earlier one it is told again: what came after says nothing of a second leaving.
  if (last && (on <= last.on || !cameBack(customer, said, last.on))) return last;
  const number = leavings.filter(({ id }) => id.startsWith(OWN_KEY)).length + 1;
  return { id: `${OWN_KEY}${number}`, customerId: customer.id, kind: 'left', on, source: OWN_SOURCE };
}

const cameBack = (
  { lastOrderOn, since }: Pick<Customer, 'lastOrderOn' | 'since'>,
  said: readonly CustomerOutcome[],
  leftOn: Day,
): boolean =>
  said.some(({ kind, on }) => kind !== 'left' && on > leftOn) ||
  (lastOrderOn !== undefined && lastOrderOn > leftOn) ||
  (since !== undefined && since > leftOn);
