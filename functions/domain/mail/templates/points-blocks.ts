import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { lastDayOf, type statementOf } from '../../points/statement.ts';
import { heading, link, list, paragraph, type Block } from './layout.ts';
import { inLocale } from './words.ts';

export type StatementInMail = Pick<ReturnType<typeof statementOf>, 'balance' | 'worth' | 'lots' | 'postings'>;

/** Movements in a mail, latest first; the rest is on the page. */
const MOVEMENTS = 12;

/** A customer's points as every mail about them tells it: how to spend them, what ends when, what came and went. */
export const pointsBlocks = (
  locale: Locale,
  { lots, postings }: StatementInMail,
  pageUrl: string,
): readonly Block[] => [
  link(inLocale(locale, { en: 'See and spend your points', 'zh-Hans': '查看并使用积分' }), pageUrl),
  paragraph(
    inLocale(locale, {
      en: 'Whoever has this link can spend your points, so please do not pass it on. Or answer this mail, and our team does it for you.',
      'zh-Hans': '任何持有此链接的人都能使用您的积分，请勿转发。您也可以回复本邮件，由我们的团队为您办理。',
    }),
  ),
  ...(lots.length === 0
    ? []
    : [
        heading(inLocale(locale, { en: 'When they end', 'zh-Hans': '到期时间' })),
        list(...lots.map(({ points, expiresAt }) => endInWords(locale, points, expiresAt))),
      ]),
  ...(postings.length === 0
    ? []
    : [
        heading(inLocale(locale, { en: 'Last movements', 'zh-Hans': '最近变动' })),
        list(
          ...postings
            .slice(-MOVEMENTS)
            .toReversed()
            .map(({ at, points, text }) => `${at.slice(0, 10)} · ${signed(points)} · ${text}`),
        ),
      ]),
];

const endInWords = (locale: Locale, points: number, expiresAt: Instant): string =>
  inLocale(locale, {
    en: `${points} after ${lastDayOf(expiresAt)}`,
    'zh-Hans': `${lastDayOf(expiresAt)} 后：${points}`,
  });

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points));

export const pointsInWords = (points: number): string => (points === 1 ? '1 point' : `${points} points`);
