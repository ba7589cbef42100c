import { render, type ComponentChild } from 'preact';
import { languageCookie } from '../../functions/domain/page/language-cookie.ts';
import type { Locale } from '../../functions/domain/language.ts';
import { tabTitle } from '../../functions/domain/page/layout.ts';
import { pageContext } from './page-context.ts';

/**
 * Brings a page to life that is opened by a secret after `#`, where no server and no log sees it.
 * Everything that would drop or change that part is taught to keep it.
 */
export function startTokenPage(page: (token: string) => ComponentChild): void {
  const token = decodeURIComponent(location.hash.slice(1));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) link.hash = location.hash;
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.querySelector('main')?.focus();
  });
  window.addEventListener('hashchange', () => {
    location.reload();
  });
  const app = document.getElementById('app');
  if (app !== null) render(page(token), app);
}

/** Shows the page in the language of the case, unless this person has chosen one. */
export function followLanguageOf(locale: string): void {
  const wanted: Locale = locale.startsWith('zh') ? 'zh-Hans' : 'en';
  const chosen =
    new URLSearchParams(location.search).has('lang') || document.cookie.includes(`${languageCookie}=`);
  if (!chosen && wanted !== pageContext().locale) location.replace(`?lang=${wanted}${location.hash}`);
}

/** Says what the page has become: in the tab, and by moving the focus to its heading. */
export function announce(title: string): void {
  document.title = tabTitle(title, pageContext().settings);
  document.querySelector<HTMLElement>('#app h1')?.focus();
}
