import type { Instant } from '../instant.ts';
import type { Locale } from '../language.ts';

const intlLocale = { en: 'en-GB', 'zh-Hans': 'zh-Hans-CN' } as const satisfies Record<Locale, string>;

/** A day as we promise it, "Thursday 3 December" or "12月3日星期四", in the firm's zone. */
export const promisedDay = (at: Instant, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(intlLocale[locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  }).format(new Date(at));

/** A moment in a conversation, "3 December at 16:00" or "12月3日 16:00". */
export const dayAndTime = (at: Instant, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(intlLocale[locale], {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at));
