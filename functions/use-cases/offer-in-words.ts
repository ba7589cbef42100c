import type { Locale } from '../domain/language.ts';
import { offerTextIn, type OfferText } from '../domain/offer/catalogue.ts';
import { defaultCatalogue } from '../domain/offer/default-catalogue.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Firm } from './firm.ts';

/** A made offer in the customer's language, with its amount in the firm's money. */
export function offerInWords(
  firm: Firm,
  locale: Locale,
  offer: Pick<Offer, 'catalogueId' | 'cost'>,
): OfferText {
  const catalogued = defaultCatalogue.find((one) => one.id === offer.catalogueId);
  if (!catalogued) throw new Error(`the catalogue no longer knows ${offer.catalogueId}`);
  return offerTextIn(catalogued, locale, { cost: offer.cost, currency: firm.settings.currency });
}
