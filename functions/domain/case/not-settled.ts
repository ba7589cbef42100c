import type { Fact, Happening } from './fact.ts';

/**
 * Whether the customer wrote, after the last fact of a type, that it is not settled; without such a fact the whole
 * case counts. An offer and its acceptance both begin a time in which such a word changes what we do next.
 */
export function notSettledSince(facts: readonly Fact[], type: Happening['type']): boolean {
  const since = facts.findLastIndex(({ happened }) => happened.type === type);
  return facts
    .slice(since + 1)
    .some(({ happened }) => happened.type === 'MessageReceived' && !happened.settled);
}
