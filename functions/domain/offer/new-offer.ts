import { plusDays, type Instant } from '../instant.ts';
import type { MinorUnits } from '../money.ts';
import type { Edition } from './edition.ts';
import type { Offer } from './offer.ts';

/**
 * An offer as it is made from the catalogue, with the terms it is made under: what was promised stays so, whatever is
 * applied later. It ends at `validForDays` of the catalogue or `atMostDays`, whichever is sooner.
 * @throws when the edition does not know the offer: it was chosen from this very edition
 */
export function newOffer(
  edition: Edition,
  made: Pick<
    Offer,
    'id' | 'caseId' | 'campaign' | 'customerKey' | 'catalogueId' | 'budgetPeriod' | 'madeBy' | 'weighed'
  > & {
    readonly cost: MinorUnits;
    readonly status: 'open' | 'awaiting-approval';
    readonly at: Instant;
    readonly atMostDays: number;
  },
): Offer {
  const { at, atMostDays, ...fields } = made;
  const catalogued = edition.offers.find(({ id }) => id === made.catalogueId);
  if (!catalogued) throw new Error(`edition ${edition.edition} of the catalogue has no ${made.catalogueId}`);
  return {
    ...fields,
    version: 1,
    catalogueVersion: catalogued.version,
    fulfilment: catalogued.fulfilment,
    ...(edition.edition > 0 && { texts: catalogued.texts }),
    madeAt: at,
    validUntil: plusDays(at, Math.min(catalogued.validForDays, atMostDays)),
  };
}

/** How many offers of this kind one month may hold; undefined when there is no limit. */
export const limitPerMonthOf = (edition: Edition, catalogueId: string): number | undefined =>
  edition.offers.find(({ id }) => id === catalogueId)?.limitPerMonth;
