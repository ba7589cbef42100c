import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { minorUnitsSchema, type MinorUnits } from '../money.ts';
import type { OfferStatus } from './offer.ts';

/** What all offers of one period may cost together, and what reservations hold of it; minor units. */
export const budgetStateSchema = z.object({
  period: z.string(),
  limit: minorUnitsSchema.nonnegative(),
  held: minorUnitsSchema.nonnegative(),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;

/**
 * Key of the budget an offer made at this instant is held in: the calendar month, `2026-11`.
 * In UTC on purpose: the same offer belongs to the same budget wherever and whenever it is recounted.
 */
export const budgetPeriodOf = (at: Instant): string => at.slice(0, 7);

/** Whether the period has money left for this cost. */
export const fitsBudget = (budget: BudgetState, cost: MinorUnits): boolean =>
  budget.held + cost <= budget.limit;

/**
 * Whether an offer in this status still holds its cost. What is answered otherwise than by acceptance gives the
 * money back; a person who calls the customer reserves anew.
 */
export function holdsBudget(status: OfferStatus): boolean {
  switch (status) {
    case 'awaiting-approval':
    case 'approved':
    case 'open':
    case 'accepted':
      return true;
    case 'declined':
    case 'call-me':
    case 'cancel-contract':
    case 'expired':
    case 'withdrawn':
      return false;
  }
}

/**
 * What becomes of the held cost when an offer moves on. `keep`: it may still be accepted. `promise`: accepted, and to
 * be carried out by others, so it is held on; `carry-out`: that is done, and it is spent. `spend`: both at once.
 */
export type Settlement = 'keep' | 'promise' | 'carry-out' | 'spend' | 'release';

/** @param granted whether the customer has it already, where it was accepted */
export function settlementOf(after: OfferStatus, granted: boolean): Settlement {
  if (after === 'accepted') return granted ? 'spend' : 'promise';
  return holdsBudget(after) ? 'keep' : 'release';
}
