import type { Locale } from '../domain/language.ts';
import type { Offers } from '../ports/offers.ts';
import type { Links } from '../ports/world.ts';
import type { Firm } from './firm.ts';

/** What it takes to write a mail on a case. */
export interface MailWriter {
  readonly offers: Pick<Offers, 'byId'>;
  readonly links: Links;
  readonly firm: Firm;
}

/** The language staff are written to. */
export const staffLocale = (firm: Firm): Locale => (firm.settings.country === 'CN' ? 'zh-Hans' : 'en');

/** What stands behind the `@`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
