import * as z from 'zod';
import type { Locale } from '../language.ts';
import { formatMoney, type MinorUnits } from '../money.ts';

/**
 * How an accepted offer gets to the customer: a `voucher` code or `points` by Amends itself, at once; `billing` by a
 * system of the firm, which is told by an event and answers; `person` by somebody of the firm, who answers too.
 */
export const fulfilmentKinds = ['voucher', 'points', 'billing', 'person'] as const;
export const fulfilmentKindSchema = z.enum(fulfilmentKinds);
export type FulfilmentKind = z.infer<typeof fulfilmentKindSchema>;

/**
 * Words of an offer in one language. `{amount}` stands for the offer's cost as money: the offers that name an
 * amount are those whose cost is the amount the customer gets.
 */
export const offerTextSchema = z.strictObject({
  title: z.string().min(1).max(80),
  whatYouGet: z.string().min(1).max(400),
  conditions: z.array(z.string().min(1).max(200)),
  /** Answer to "why did I get this?". */
  why: z.string().min(1).max(400),
});
export type OfferText = z.infer<typeof offerTextSchema>;

/** In every language we write. */
export const offerTextsSchema = z.strictObject({ en: offerTextSchema, 'zh-Hans': offerTextSchema });
type OfferTexts = z.infer<typeof offerTextsSchema>;

/** The words for one customer, with the amount in the money of the firm (`currency` ISO 4217, `cost` minor units). */
export function offerTextIn(
  offer: { readonly texts: OfferTexts },
  locale: Locale,
  money: { readonly cost: MinorUnits; readonly currency: string },
): OfferText {
  const amount = formatMoney(money.cost, money.currency, locale);
  const filled = (words: string) => words.replaceAll('{amount}', () => amount);
  const text = offer.texts[locale];
  return {
    title: filled(text.title),
    whatYouGet: filled(text.whatYouGet),
    conditions: text.conditions.map(filled),
    why: filled(text.why),
  };
}
