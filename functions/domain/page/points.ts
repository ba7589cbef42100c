import { dayOf, type Day } from '../instant.ts';
import type { Locale } from '../language.ts';
import { lastDayOf } from '../points/statement.ts';
import { attributes, html, type Html } from './html.ts';
import { mailTo, renderLayout, type PageSettings } from './layout.ts';
import { wordsOfPoints, type PointsWords } from './words/points.ts';

interface PointsPageReward {
  readonly id: string;
  readonly title: string;
  readonly whatYouGet: string;
  readonly conditions: readonly string[];
  readonly points: number;
  readonly may: 'take' | 'short' | 'by-team';
}

/** What has just become of a wish to spend points. */
export type PointsPageResult = Taken | NotTaken;

interface Taken {
  readonly kind: 'taken' | 'known';
  readonly points: number;
  readonly title: string;
  readonly voucher: string | null;
  /** Whether a mail says so too. */
  readonly told: boolean;
}

type NotTaken =
  { readonly kind: 'short'; readonly missing: number } | { readonly kind: 'byTeam' | 'gone' | 'unclear' };

interface PointsPage {
  readonly locale: Locale;
  readonly balance: number;
  /** As money, in words of the locale. */
  readonly worth: string;
  readonly lots: readonly { readonly expiresAt: string; readonly points: number }[];
  readonly movements: readonly {
    readonly at: string;
    readonly points: number;
    readonly text: string;
    readonly voucher: string | null;
  }[];
  readonly older: number;
  readonly rewards: readonly PointsPageReward[];
  readonly seen: number;
  readonly linkEndsAt: string;
  readonly settings: PageSettings;
  readonly result?: PointsPageResult;
}

/** A customer's points, and what they buy; everything on it works without a script. */
export function renderPoints(page: PointsPage): string {
  const { locale, settings, result } = page;
  const words = wordsOfPoints[locale];
  const main = html`<article class="receipt">
    <h1>${words.title}</h1>
    ${resultMarkup(result, words)}
    <dl class="number">
      <dt>${words.have}</dt>
      <dd>${words.balance(page.balance)}</dd>
    </dl>
    <p class="quiet">${words.worth(page.worth)}</p>
    <h2>${words.endsTitle}</h2>
    ${endsMarkup(page, words)}
    <h2>${words.spendTitle}</h2>
    ${spendMarkup(page, words)}
    <h2 id="movements">${words.movementsTitle}</h2>
    ${movementsMarkup(page, words)}
    <p class="quiet">${words.linkEnds(calendarDay(dayOf(page.linkEndsAt), locale))}</p>
  </article>`;
  // What was just done has no address to come back to in another language.
  return renderLayout({ locale, title: words.title, main, settings, languageSwitch: result === undefined });
}

/** What a link shows that is not ours, or no longer opens. */
export function renderPointsNotOpen(locale: Locale, settings: PageSettings): string {
  const { notOpenTitle: title, notOpen } = wordsOfPoints[locale];
  const main = html`<h1>${title}</h1>
    <p>${notOpen} ${mailTo(settings)}</p>`;
  return renderLayout({ locale, title, main, settings });
}

function resultMarkup(result: PointsPageResult | undefined, words: PointsWords): Html | false {
  if (!result) return false;
  return 'voucher' in result
    ? resultFrame('card remedy', 'status', words.takenTitle, takenMarkup(result, words))
    : resultFrame('notice', 'alert', words.refusedTitle, html`<p>${whyNot(result, words)}</p>`);
}

const resultFrame = (className: string, role: 'status' | 'alert', title: string, body: Html): Html =>
  html`<section
    class="${className}"
    id="result"
    tabindex="-1"
    autofocus
    role="${role}"
    aria-labelledby="result-title"
  >
    <h2 id="result-title">${title}</h2>
    ${body}
  </section>`;

function takenMarkup({ kind, points, title, voucher, told }: Taken, words: PointsWords): Html {
  const code =
    voucher !== null &&
    html`<dl class="number">
      <dt>${words.code}</dt>
      <dd translate="no">${voucher}</dd>
    </dl>`;
  return html`<p>${words.taken(points, title)}</p>
    ${code} ${kind === 'known' && html`<p>${words.known}</p>`} ${told && html`<p>${words.codeByMail}</p>`}`;
}

const whyNot = (result: NotTaken, { refused }: PointsWords): string =>
  result.kind === 'short' ? refused.short(result.missing) : refused[result.kind];

const endsMarkup = ({ lots, locale }: PointsPage, words: PointsWords): Html =>
  lots.length === 0
    ? html`<p class="quiet">${words.nothingEnds}</p>`
    : html`<ul>
        ${lots.map(
          ({ points, expiresAt }) =>
            html`<li>${words.ends(points, calendarDay(lastDayOf(expiresAt), locale))}</li>`,
        )}
      </ul>`;

function spendMarkup(page: PointsPage, words: PointsWords): Html {
  if (page.rewards.length === 0) return html`<p>${words.noRewards} ${mailTo(page.settings)}</p>`;
  return html`${page.rewards.map((reward) => rewardMarkup(page, reward, words))}`;
}

function rewardMarkup(page: PointsPage, reward: PointsPageReward, words: PointsWords): Html {
  const { title, whatYouGet, conditions, points } = reward;
  return html`<article class="card" aria-labelledby="reward-${reward.id}">
    <h3 id="reward-${reward.id}">${title} <span class="quiet">${words.takes(points)}</span></h3>
    <p>${whatYouGet}</p>
    ${
      conditions.length > 0 &&
      html`<ul class="quiet">
        ${conditions.map((condition) => html`<li>${condition}</li>`)}
      </ul>`
    }
    ${howToTake(page, reward, words)}
  </article>`;
}

function howToTake(page: PointsPage, { id, points, may }: PointsPageReward, words: PointsWords): Html {
  switch (may) {
    case 'short':
      return html`<p class="quiet">${words.short(points - page.balance)}</p>`;
    case 'by-team':
      return html`<p>${words.byTeam} ${mailTo(page.settings)}</p>`;
    case 'take':
      // Asked twice, because it cannot be undone, and by an element that opens without a script.
      return html`<details>
        <summary>${words.spend(points)}</summary>
        <form method="post">
          <input type="hidden" name="reward" value="${id}" />
          <input type="hidden" name="seen" value="${page.seen}" />
          <input type="hidden" name="lang" value="${page.locale}" />
          <p>${words.leaves(page.balance - points)}</p>
          <p><button>${words.confirm(points)}</button></p>
        </form>
      </details>`;
  }
}

function movementsMarkup(page: PointsPage, words: PointsWords): Html {
  if (page.movements.length === 0) return html`<p class="quiet">${words.noMovements}</p>`;
  const rows = page.movements.map(({ at, points, text, voucher }) => {
    const code =
      voucher !== null &&
      html`<br /><span class="quiet"
          >${words.code} <span class="whole" translate="no">${voucher}</span></span
        >`;
    const day = dayOf(at);
    return html`<tr>
      <td><time ${attributes({ datetime: day })}>${calendarDay(day, page.locale, 'short')}</time></td>
      <td>${text}${code}</td>
      <td class="figure whole">${signed(points, page.locale)}</td>
    </tr>`;
  });
  const { columns } = words;
  return html`<table aria-labelledby="movements">
      <thead>
        <tr>
          <th scope="col">${columns.day}</th>
          <th scope="col">${columns.what}</th>
          <th scope="col" class="figure whole">${columns.points}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${page.older > 0 && html`<p class="quiet">${words.older(page.older)}</p>`}`;
}

/** A day of the calendar, "31 March 2026" or "2026年3月31日": months of points are those of UTC. */
const calendarDay = (day: Day, locale: Locale, month: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', {
    ...({ day: 'numeric', month, year: 'numeric', timeZone: 'UTC' } as const),
  }).format(new Date(`${day}T00:00:00.000Z`));

/** With a minus as long as the plus. */
const signed = (points: number, locale: Locale): string =>
  `${points > 0 ? '+' : '−'}${Math.abs(points).toLocaleString(locale)}`;
