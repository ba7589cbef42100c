import type { Locale } from '../language.ts';
import { html } from './html.ts';
import { mailTo, renderLayout, type PageSettings } from './layout.ts';

export interface QuestionPage {
  readonly locale: Locale;
  /** It follows the customer's name in the mail, so it begins small in English. */
  readonly question: string;
  readonly answers: readonly { readonly id: string; readonly words: string }[];
  readonly given: string | undefined;
  readonly settings: PageSettings;
}

const words = {
  en: {
    title: 'One question',
    thanks: 'Thank you for your answer',
    given: 'Your answer',
    unknownTitle: 'This link does not open',
    unknown:
      'It is too old or not whole, or the question was taken back. Nothing was recorded. You can write to us:',
  },
  'zh-Hans': {
    title: '一个问题',
    thanks: '感谢您的回答',
    given: '您的回答',
    unknownTitle: '此链接无法打开',
    unknown: '链接已过期或不完整，或该问题已撤回。没有记录任何内容。您可以写信给我们：',
  },
} as const satisfies Record<Locale, object>;

/** One question and a button for each answer; it works without a script. */
export function renderQuestion({ locale, question, answers, given, settings }: QuestionPage): string {
  const say = words[locale];
  const chosen = answers.find(({ id }) => id === given);
  const title = chosen ? say.thanks : say.title;
  const buttons = answers.map(
    ({ id, words: label }) => html`<p><button name="answer" value="${id}">${label}</button></p>`,
  );
  const main = chosen
    ? html`<article class="receipt">
        <h1>${title}</h1>
        <p>${say.given}: ${chosen.words}</p>
      </article>`
    : html`<form method="post">
        <h1>${title}</h1>
        <p>${question.charAt(0).toUpperCase()}${question.slice(1)}</p>
        ${buttons}
      </form>`;
  return renderLayout({ locale, title, main, settings, languageSwitch: false });
}

/** What a link shows that leads to no question of ours. */
export function renderNoQuestion(locale: Locale, settings: PageSettings): string {
  const { unknownTitle: title, unknown } = words[locale];
  const main = html`<h1>${title}</h1>
    <p>${unknown} ${mailTo(settings)}</p>`;
  return renderLayout({ locale, title, main, settings });
}
