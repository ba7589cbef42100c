import type { Locale } from '../../language.ts';
import type { Posting } from '../../points/points.ts';
import { paragraph, render, words, type Block, type WrittenMail } from './layout.ts';
import { pointsBlocks, pointsInWords, type StatementInMail } from './points-blocks.ts';
import { inLocale, opening } from './words.ts';

interface PointsStatementInput {
  readonly locale: Locale;
  readonly firmName: string;
  /** "" when we do not know it. */
  readonly customerName: string;
  readonly statement: StatementInMail;
  /** What they have just been spent on; absent when the statement was asked for. */
  readonly spent?: Pick<Posting, 'points' | 'reward'>;
  /** Where the customer sees and spends them. */
  readonly pageUrl: string;
}

/** The customer's points, because they asked, or because they have just been spent. */
export function pointsStatement(input: PointsStatementInput): WrittenMail {
  const { locale, firmName, statement, spent } = input;
  const { balance, worth } = statement;
  const title = spent?.reward?.titles[locale] ?? '';
  const taken = -(spent?.points ?? 0);
  const whatIsThere = {
    en: `you have ${pointsInWords(balance)} with ${firmName}, worth ${worth}.`,
    'zh-Hans': `您在 ${firmName} 共有 ${balance} 积分，价值 ${worth}。`,
  };
  return render({
    locale,
    subject: spent
      ? inLocale(locale, {
          en: `You spent ${pointsInWords(taken)}: ${title}`,
          'zh-Hans': `您使用了 ${taken} 积分：${title}`,
        })
      : inLocale(locale, {
          en: `Your points: ${pointsInWords(balance)}`,
          'zh-Hans': `您的积分：${balance}`,
        }),
    blocks: [
      ...(spent
        ? [
            opening(input, {
              en: `you spent ${pointsInWords(taken)} on this: ${title}.`,
              'zh-Hans': `您使用 ${taken} 积分兑换了：${title}。`,
            }),
            ...codeOf(locale, spent.reward?.voucher),
            paragraph(sentence(whatIsThere[locale])),
          ]
        : [opening(input, whatIsThere)]),
      ...pointsBlocks(locale, statement, input.pageUrl),
    ],
    signedBy: firmName,
    footer: [
      paragraph(
        spent
          ? inLocale(locale, {
              en: 'If you did not spend them, answer this mail at once.',
              'zh-Hans': '如非您本人操作，请立即回复本邮件。',
            })
          : inLocale(locale, {
              en: 'You get this because you asked for it.',
              'zh-Hans': '您收到本邮件，是因为您索取了积分明细。',
            }),
      ),
    ],
  });
}

const codeOf = (locale: Locale, voucher: string | undefined): readonly Block[] =>
  voucher === undefined
    ? []
    : [words(inLocale(locale, { en: `Your code:\n${voucher}`, 'zh-Hans': `您的兑换码：\n${voucher}` }))];

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
