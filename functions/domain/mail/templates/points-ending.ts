import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { lastDayOf } from '../../points/statement.ts';
import { link, paragraph, render, type WrittenMail } from './layout.ts';
import { pointsBlocks, pointsInWords, type StatementInMail } from './points-blocks.ts';
import { inLocale, opening } from './words.ts';

interface PointsEndingInput {
  readonly locale: Locale;
  readonly firmName: string;
  /** "" when we do not know it. */
  readonly customerName: string;
  /** First instant at which the points are gone. */
  readonly endsAt: Instant;
  /** How many end then. */
  readonly points: number;
  readonly statement: StatementInMail;
  /** Where the customer sees and spends them. */
  readonly pageUrl: string;
  readonly unsubscribeUrl: string;
}

/**
 * Tells that points are about to end, and with it the customer's statement. It sells nothing: what it says is about what
 * the customer has.
 */
export function pointsEnding(input: PointsEndingInput): WrittenMail {
  const { locale, firmName, points, statement } = input;
  const until = lastDayOf(input.endsAt);
  const ends = points === 1 ? 'ends' : 'end';
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
          en: `You have ${pointsInWords(statement.balance)} in all, worth ${statement.worth}.`,
          'zh-Hans': `您共有 ${statement.balance} 积分，价值 ${statement.worth}。`,
        }),
      ),
      ...pointsBlocks(locale, statement, input.pageUrl),
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
