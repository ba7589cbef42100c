import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import type { statementOf } from '../../points/statement.ts';
import { heading, link, list, paragraph, render, type WrittenMail } from './layout.ts';
import { inLocale, opening } from './words.ts';

export interface PointsEndingInput {
  readonly locale: Locale;
  readonly firmName: string;
  /** "" when we do not know it. */
  readonly customerName: string;
  /** First instant at which the points are gone. */
  readonly endsAt: Instant;
  /** How many end then. */
  readonly points: number;
  readonly statement: Pick<ReturnType<typeof statementOf>, 'balance' | 'worth' | 'lots' | 'postings'>;
  readonly unsubscribeUrl: string;
}

/** Movements in the mail, latest first; a longer past is with the team. */
const MOVEMENTS = 12;
const MS_PER_DAY = 86_400_000;

/** The last day on which they can be spent. */
const lastDay = (endsAt: Instant): string =>
  new Date(Date.parse(endsAt) - MS_PER_DAY).toISOString().slice(0, 10);

/**
 * Tells that points are about to end, and with it the customer's statement. It sells nothing: what it says is about what
 * the customer has.
 */
export function pointsEnding(input: PointsEndingInput): WrittenMail {
  const { locale, firmName, points, statement } = input;
  const until = lastDay(input.endsAt);
  const ends = points === 1 ? 'ends' : 'end';
  const inAll = statement.balance === 1 ? '1 point' : `${statement.balance} points`;
  const movements = statement.postings.slice(-MOVEMENTS).toReversed();
  const signed = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount));
  return render({
    locale,
    subject: inLocale(locale, {
      en: `${points} of your points ${ends} after ${until}`,
      'zh-Hans': `您的 ${points} 积分将于 ${until} 后到期`,
    }),
    blocks: [
      opening(input, {
        en: `${points} of your points with ${firmName} ${ends} after ${until} unless you spend ${points === 1 ? 'it' : 'them'} before.`,
        'zh-Hans': `您在 ${firmName} 的 ${points} 积分将于 ${until} 后到期，请在此之前使用。`,
      }),
      paragraph(
        inLocale(locale, {
          en: `You have ${inAll} in all, worth ${statement.worth}. To spend them, answer this mail or ask our team.`,
          'zh-Hans': `您共有 ${statement.balance} 积分，价值 ${statement.worth}。如需使用，请回复本邮件或联系我们的团队。`,
        }),
      ),
      heading(inLocale(locale, { en: 'When they end', 'zh-Hans': '到期时间' })),
      list(
        ...statement.lots.map((lot) =>
          inLocale(locale, {
            en: `${lot.points} after ${lastDay(lot.expiresAt)}`,
            'zh-Hans': `${lastDay(lot.expiresAt)} 后：${lot.points}`,
          }),
        ),
      ),
      heading(inLocale(locale, { en: 'Last movements', 'zh-Hans': '最近变动' })),
      list(
        ...movements.map(({ at, points: moved, text }) => `${at.slice(0, 10)} · ${signed(moved)} · ${text}`),
      ),
    ],
    signedBy: firmName,
    footer: [
      paragraph(
        inLocale(locale, {
          en: `You get this once for points that end, because you hold points with ${firmName}.`,
          'zh-Hans': `您收到本邮件，是因为您持有 ${firmName} 的积分；每批到期积分只通知一次。`,
        }),
      ),
      link(
        inLocale(locale, { en: 'No such mails any more', 'zh-Hans': '不再接收此类邮件' }),
        input.unsubscribeUrl,
      ),
    ],
  });
}
