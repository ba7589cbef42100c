import type { Locale } from '../domain/language.ts';
import { offerTextIn, type OfferText } from '../domain/offer/offer-text.ts';
import { defaultCatalogue } from '../domain/offer/default-catalogue.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Firm } from './firm.ts';

/** A made offer in the customer's language and in the words it was made in, with its amount in the firm's money. */
export function offerInWords(
  firm: { readonly settings: Pick<Firm['settings'], 'currency'> },
  locale: Locale,
  offer: Pick<Offer, 'catalogueId' | 'cost' | 'texts'>,
): OfferText {
  const texts = offer.texts ?? defaultCatalogue.find((one) => one.id === offer.catalogueId)?.texts;
  if (!texts) throw new Error(`the catalogue we ship no longer knows ${offer.catalogueId}`);
  return offerTextIn({ texts }, locale, { cost: offer.cost, currency: firm.settings.currency });
}
