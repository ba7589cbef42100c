import { customerIdOf } from '../ids.ts';
import type { Customer } from './customer.ts';

/**
 * Which customer wrote, among those who have the writer's address on record. The customer number in a complaint is a
 * claim that anybody can make, so it only chooses among these; on its own it identifies nobody. Of several customers with one
 * address and no claim, the one whose loss would cost most is taken: attention errs upwards, and redress does not
 * depend on it.
 */
export function identify(
  known: readonly Customer[],
  claimedNumber: string | undefined,
): Customer | undefined {
  const claimed =
    claimedNumber === undefined
      ? undefined
      : known.find((one) => one.id === customerIdOf(claimedNumber.trim()));
  return claimed ?? known.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))[0];
}
