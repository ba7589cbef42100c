import type { Locale } from '../../domain/language.ts';
import { renderComplaintForm } from '../../domain/page/complaint-form.ts';
import { html, type Html } from '../../domain/page/html.ts';
import { renderLayout, type PageAssets, type PageSettings } from '../../domain/page/layout.ts';
import { wordsOfComplaintForm } from '../../domain/page/words/complaint-form.ts';
import { wordsOfShells } from '../../../web/words/shells.ts';
import type { WebAssets } from './web-assets.ts';

/** Pages that a script fills from a token in the address. */
type ShellName = 'case' | 'offer' | 'unsubscribe' | 'console';
export type PageName = ShellName | 'form' | 'privacy';

/** The HTML of a page as it leaves the function: the form complete, the others with their words before and without script. */
export function renderPage(
  name: PageName,
  locale: Locale,
  settings: PageSettings,
  assets: WebAssets,
): string {
  const common = { locale, settings, assets: assetsOf(assets, name === 'privacy' ? undefined : name) };
  if (name === 'form') return renderComplaintForm({ ...common, values: {}, errors: [] });
  if (name === 'privacy') {
    return renderLayout({
      ...common,
      title: wordsOfShells[locale].privacyTitle,
      main: privacyMain(locale, settings),
    });
  }
  const words = wordsOfShells[locale].shells[name];
  return renderLayout({
    ...common,
    title: words.title,
    main: html`<div id="app">
        <h1>${words.title}</h1>
        <p class="quiet" role="status">${words.opening}</p>
      </div>
      <noscript><p class="notice">${words.noScript}</p></noscript>`,
  });
}

/** The page for an address we do not know. */
export function renderNotFound(locale: Locale, settings: PageSettings, assets: WebAssets): string {
  const words = wordsOfShells[locale].notFound;
  const main = html`<h1>${words.title}</h1>
    <p>${words.text}</p>
    <p><a class="button" href="/">${words.toForm}</a></p>`;
  return renderLayout({ locale, settings, title: words.title, main, assets: assetsOf(assets) });
}

function assetsOf({ entries }: WebAssets, script?: ShellName | 'form'): PageAssets {
  const { styles, icon } = entries;
  return script === undefined ? { styles, icon } : { styles, icon, script: entries[script] };
}

function privacyMain(locale: Locale, settings: PageSettings): Html {
  const form = wordsOfComplaintForm[locale];
  const words = wordsOfShells[locale];
  return html`<h1>${words.privacyTitle}</h1>
    <p>${form.privacy(settings.firmName, settings.keepCasesYears)}</p>
    ${form.privacyRest.map((text) => html`<p>${text}</p>`)}
    <p>${words.privacyContact} <a href="mailto:${settings.intakeAddress}">${settings.intakeAddress}</a></p>`;
}
