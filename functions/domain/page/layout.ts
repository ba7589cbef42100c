import type { Locale } from '../language.ts';
import type { RuntimeSettings } from '../settings.ts';
import { attributes, html, type Html } from './html.ts';
import { wordsOfFrame } from './words/frame.ts';

/** What a page needs to know about the firm; the runtime settings fit. */
export type PageSettings = Pick<
  RuntimeSettings,
  'firmName' | 'timeZone' | 'intakeAddress' | 'privacyNoticeUrl' | 'keepCasesYears'
>;

/** Addresses of what a page loads. */
export interface PageAssets {
  readonly styles: string;
  readonly icon: string;
  /** Module that brings the page to life; a page must say what it can without. */
  readonly script?: string;
}

/** Names that stay the same over deployments, for pages answered by a function that knows no hashes. */
export const stableAssets: PageAssets = { styles: '/assets/site.css', icon: '/assets/icon.svg' };

interface PageFrame {
  readonly locale: Locale;
  readonly title: string;
  readonly main: Html;
  readonly settings: PageSettings;
  readonly assets?: PageAssets;
  /** A page that answers a POST has no address to come back to in another language. */
  readonly languageSwitch?: boolean;
}

/** What a page is called in a tab: its own name, then the firm's. */
export const tabTitle = (title: string, settings: Pick<PageSettings, 'firmName'>): string =>
  `${title} · ${settings.firmName}`;

/** The address at which the firm is written to. */
export const mailTo = ({ intakeAddress }: PageSettings): Html =>
  html`<a href="mailto:${intakeAddress}">${intakeAddress}</a>`;

/**
 * A whole page: one column, the firm's name above, the language switch beside it.
 * The data attributes are what the page's script needs to know and could not ask.
 */
export function renderLayout(frame: PageFrame): string {
  const { locale, settings, main } = frame;
  const assets = frame.assets ?? stableAssets;
  const words = wordsOfFrame[locale];
  const page = html`<!doctype html>
    <html
      lang="${locale}"
      data-firm="${settings.firmName}"
      data-time-zone="${settings.timeZone}"
      data-intake="${settings.intakeAddress}"
      data-privacy="${settings.privacyNoticeUrl}"
      data-keep-years="${settings.keepCasesYears}"
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${tabTitle(frame.title, settings)}</title>
        <link rel="icon" href="${assets.icon}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.styles}" />
        ${assets.script !== undefined && html`<script type="module" src="${assets.script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header>
          <a class="firm" href="/">${settings.firmName}</a>
          ${frame.languageSwitch !== false && languageSwitch(locale)}
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>${words.writeToUs} <a href="mailto:${settings.intakeAddress}">${settings.intakeAddress}</a></p>
          <p><a href="${settings.privacyNoticeUrl}">${words.privacy}</a></p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}

const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'zh-Hans', name: '简体中文' },
] as const satisfies readonly { locale: Locale; name: string }[];

function languageSwitch(current: Locale): Html {
  const links = languages.map(({ locale, name }) => {
    const state = attributes({
      lang: locale,
      hreflang: locale,
      'aria-current': locale === current && 'true',
    });
    return html`<a href="?lang=${locale}" ${state}>${name}</a>`;
  });
  return html`<nav class="languages" aria-label="${wordsOfFrame[current].language}">${links}</nav>`;
}
