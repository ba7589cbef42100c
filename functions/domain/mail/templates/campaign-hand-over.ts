import type { Locale } from '../../language.ts';
import { link, paragraph, render, words, type WrittenMail } from './layout.ts';
import { inLocale, staffFooter } from './words.ts';

interface CampaignHandOverInput {
  readonly locale: Locale;
  readonly firmName: string;
  readonly recipientName: string;
  readonly campaignName: string;
  /** What the marketer asks the person to do. */
  readonly note: string;
  /** Mails to colleagues give the number, never the name: a forwarded one gives nothing away. */
  readonly customerNumber: string;
  readonly tier: string;
  /** Chance that the customer leaves, 0 to 1. */
  readonly risk: number;
  readonly consoleUrl: string;
}

/** A campaign asks the person who looks after a customer to do something. The customer hears nothing of it. */
export function campaignHandOver(input: CampaignHandOverInput): WrittenMail {
  const { locale, customerNumber, tier } = input;
  const percent = Math.round(input.risk * 100);
  return render({
    locale,
    subject: inLocale(locale, {
      en: `${input.campaignName}: customer ${customerNumber}`,
      'zh-Hans': `${input.campaignName}：客户 ${customerNumber}`,
    }),
    blocks: [
      words(input.note),
      paragraph(
        inLocale(locale, {
          en: `Customer ${customerNumber}, ${tier}, risk of leaving ${percent} %.`,
          'zh-Hans': `客户 ${customerNumber}，等级 ${tier}，流失风险 ${percent}%。`,
        }),
      ),
      link(inLocale(locale, { en: 'See the customer', 'zh-Hans': '查看客户' }), input.consoleUrl),
    ],
    signedBy: input.firmName,
    footer: staffFooter(locale, input.firmName),
  });
}
