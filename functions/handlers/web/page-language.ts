import { localeFor, type Locale } from '../../domain/language.ts';

interface LanguageWishes {
  /** `?lang=` of this request. */
  readonly asked: string | undefined;
  readonly remembered: string | undefined;
  /** `Accept-Language` as sent. */
  readonly accepted: string | undefined;
}

/** The language of a page: what is asked for now, else what was chosen before, else what the browser prefers. */
export const pageLanguage = ({ asked, remembered, accepted }: LanguageWishes): Locale =>
  localeFor(asked ?? remembered, 'und', firstAccepted(accepted ?? ''));

function firstAccepted(header: string): Locale {
  const known = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1])
        .find((text) => text !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^(en|zh)\b/i.test(tag) && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return localeFor(known[0]?.tag, 'und', 'en');
}
