import type { Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import { html, type Html } from './html.ts';
import { renderLayout, type PageAssets, type PageSettings } from './layout.ts';
import { promisedDay } from './promised-day.ts';
import { wordsOfReceipt } from './words/receipt.ts';

interface Receipt {
  readonly locale: Locale;
  readonly caseNumber: string;
  /** The promise of the 201, shown as a day in `timeZone`. */
  readonly answerBy: Instant;
  readonly statusUrl: string;
  /** IANA zone of the firm's calendar. */
  readonly timeZone: string;
  /** What the customer should also know, such as that a first try had already arrived. */
  readonly note?: string;
}

/** The receipt without its frame, for the page whose script has just sent the form. */
export function receiptMain(receipt: Receipt): Html {
  const words = wordsOfReceipt[receipt.locale];
  const day = promisedDay(receipt.answerBy, receipt.locale, receipt.timeZone);
  const steps = words.steps(day).map((step) => html`<li>${step}</li>`);
  return html`<article class="receipt">
    <h1 id="receipt-title" tabindex="-1">${words.title}</h1>
    ${receipt.note !== undefined && html`<p class="notice">${receipt.note}</p>`}
    <dl class="number">
      <dt>${words.caseNumber}</dt>
      <dd translate="no">${receipt.caseNumber}</dd>
    </dl>
    <p class="promise">${words.answerBy(day)}</p>
    <h2>${words.nextTitle}</h2>
    <ol class="next">
      ${steps}
    </ol>
    <p><a class="button" href="${receipt.statusUrl}">${words.status}</a></p>
    <p class="quiet">${words.keep}</p>
  </article>`;
}

/** The receipt as a whole page, for a form sent without JavaScript. */
export const renderReceipt = (
  receipt: Receipt & { readonly settings: PageSettings; readonly assets?: PageAssets },
): string =>
  renderLayout({
    locale: receipt.locale,
    title: wordsOfReceipt[receipt.locale].title,
    main: receiptMain(receipt),
    settings: receipt.settings,
    languageSwitch: false,
    ...(receipt.assets && { assets: receipt.assets }),
  });
