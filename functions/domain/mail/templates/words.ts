import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { heading, paragraph, type Block } from './layout.ts';

/** What every mail on a case needs to know. */
export interface CaseMail {
  readonly locale: Locale;
  readonly firmName: string;
  /** IANA zone of the firm: dates are promised in its time. */
  readonly timeZone: string;
  readonly caseNumber: string;
  /** The team or person who signs. */
  readonly signedBy: string;
  /** "" when we do not know it. */
  readonly customerName: string;
}

/** Picks the words; traditional Chinese readers get simplified Chinese until the texts exist. */
export function inLocale<T>(locale: Locale, texts: Readonly<Record<Locale, T>>): T {
  return texts[locale];
}

/** "Thursday 3 December 2026, 17:30" or "2026年12月3日 星期四 17:30", in the firm's zone. */
export function longDate(at: Instant, timeZone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const clock = `${part('hour')}:${part('minute')}`;
  return inLocale(locale, {
    en: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${clock}`,
    'zh-Hans': `${part('year')}年${part('month').replace(/月$/, '')}月${part('day')}日 ${part('weekday')} ${clock}`,
  });
}

/**
 * The first line, which is the point, spoken to somebody: English sentences are given without their capital and get
 * it when there is no name before them.
 */
export function opening(
  { locale, customerName }: Pick<CaseMail, 'locale' | 'customerName'>,
  point: Readonly<Record<Locale, string>>,
): Block {
  const name = customerName.trim().slice(0, 80);
  const sentence = point[locale];
  if (name === '') return paragraph(`${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`);
  return paragraph(
    inLocale(locale, { en: `Dear ${name}, ${sentence}`, 'zh-Hans': `${name}，您好。${sentence}` }),
  );
}

/** How to reach us, under every mail on a case. */
export function caseFooter({ locale, firmName, caseNumber }: CaseMail): readonly Block[] {
  return [
    paragraph(
      inLocale(locale, {
        en: `${firmName} · case ${caseNumber}. You can reply to this mail; your reply joins your case.`,
        'zh-Hans': `${firmName} · 个案编号 ${caseNumber}。您可以直接回复本邮件，回复内容会归入您的个案。`,
      }),
    ),
  ];
}

/** Under mails to colleagues: what they may do with it. */
export function staffFooter(locale: Locale, firmName: string): readonly Block[] {
  return [
    paragraph(
      inLocale(locale, {
        en: `${firmName} · sent by Amends to staff. Work on the case in the console; a reply to this mail is not read.`,
        'zh-Hans': `${firmName} · 由 Amends 发送给员工。请在控制台处理个案，本邮件的回复无人查看。`,
      }),
    ),
  ];
}

export interface OfferWords {
  readonly title: string;
  readonly whatYouGet: string;
  readonly conditions: readonly string[];
  /** Answer to "why did I get this?". */
  readonly why: string;
  readonly validUntil: Instant;
  readonly url: string;
}

/** An offer as the mails tell it: what, why, conditions, until when. */
export function offerTerms(offer: OfferWords, timeZone: string, locale: Locale): readonly Block[] {
  const until = longDate(offer.validUntil, timeZone, locale);
  return [
    heading(offer.title),
    paragraph(offer.whatYouGet),
    paragraph(offer.why),
    ...(offer.conditions.length === 0 ? [] : [{ kind: 'list', items: offer.conditions } satisfies Block]),
    paragraph(
      inLocale(locale, {
        en: `It costs you nothing and is open until ${until}. You can accept it, decline it, ask us to call you, or end your contract, all on one page.`,
        'zh-Hans': `您无需支付任何费用，有效期至 ${until}。您可以在同一页面接受、谢绝、请我们致电，或终止合同。`,
      }),
    ),
  ];
}
