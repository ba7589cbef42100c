import { knownAddresses, type Customer } from '../../domain/customer/customer.ts';
import { loyaltyFactsOf, loyaltyOf, loyaltyReasonText } from '../../domain/customer/loyalty.ts';
import { strategyFor } from '../../domain/customer/strategy.ts';
import { plusDays, type Instant } from '../../domain/instant.ts';
import type { Locale } from '../../domain/language.ts';
import type { Cases } from '../../ports/cases.ts';
import type { Clock } from '../../ports/world.ts';

const YEAR_DAYS = 365;

/** Cases that the customer's addresses opened in 12 months, each counted once. */
export async function complaintsOf(
  deps: { readonly cases: Pick<Cases, 'openedBy'>; readonly clock: Clock },
  customer: Customer,
): Promise<number> {
  const since = plusDays(deps.clock.now(), -YEAR_DAYS);
  const opened = await Promise.all(
    knownAddresses(customer).map((address) => deps.cases.openedBy(address, since)),
  );
  return new Set(opened.flat().map(({ caseId }) => caseId)).size;
}

/** The record as staff see it: where it stands in the base is the store's own business. */
export const recordOf = ({ basePlace: _basePlace, ...shown }: Customer): Omit<Customer, 'basePlace'> => shown;

/** A customer with what follows from the record: loyalty with its reasons, and how to treat them. */
export function customerView(customer: Customer, complaints: number, at: Instant, locale: Locale) {
  const { score, loyalty, reasons } = loyaltyOf(loyaltyFactsOf(customer, complaints), at);
  return {
    ...recordOf(customer),
    loyalty: {
      score,
      loyalty,
      reasons: reasons.map((reason) => ({ ...reason, text: loyaltyReasonText(reason, locale) })),
    },
    strategy: strategyFor(customer.tier, loyalty, customer.value),
  };
}
