import * as z from 'zod';

/** An amount in the minor unit of the firm's currency (pence, cents, 分): whole numbers never drift. */
export const minorUnitsSchema = z.int();
export type MinorUnits = z.infer<typeof minorUnitsSchema>;

/** Amount in words of the locale, such as `£5.00`; `currency` is an ISO 4217 code with two decimals. */
export function formatMoney(amount: MinorUnits, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : locale, { style: 'currency', currency }).format(
    amount / 100,
  );
}
