import type { Locale } from '../../functions/domain/language.ts';
import type { PageSettings } from '../../functions/domain/page/layout.ts';

/** What the page was rendered with. */
interface PageContext {
  readonly locale: Locale;
  readonly settings: PageSettings;
}

/** Reads back what `renderLayout` wrote on the root element. */
export function pageContext(): PageContext {
  const { lang, dataset } = document.documentElement;
  return {
    locale: lang === 'zh-Hans' ? 'zh-Hans' : 'en',
    settings: {
      firmName: dataset['firm'] ?? '',
      timeZone: dataset['timeZone'] ?? 'UTC',
      intakeAddress: dataset['intake'] ?? '',
      privacyNoticeUrl: dataset['privacy'] ?? '/privacy',
      keepCasesYears: Number(dataset['keepYears']),
    },
  };
}
