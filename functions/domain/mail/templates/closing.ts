import { link, paragraph, render, type Block, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, opening, type CaseMail } from './words.ts';

export interface ClosingInput extends CaseMail {
  readonly statusUrl: string;
  /** What was done, in words for the customer; null where the decision said it all. */
  readonly outcomeText: string | null;
  /** Title of the offer that was accepted, null when none was. */
  readonly acceptedOffer: string | null;
  /** Code of the voucher that came with it. */
  readonly voucherCode: string | null;
}

/** Settled as far as we see; what to do if not. */
export function closing(input: ClosingInput): WrittenMail {
  const { locale, caseNumber } = input;
  return render({
    locale,
    subject: inLocale(locale, {
      en: `Your case is settled: ${caseNumber}`,
      'zh-Hans': `您的个案已处理完毕：${caseNumber}`,
    }),
    blocks: [
      opening(input, {
        en: `your case ${caseNumber} is settled on our side.`,
        'zh-Hans': `您的个案 ${caseNumber} 已处理完毕。`,
      }),
      ...outcome(input),
      paragraph(
        inLocale(locale, {
          en: 'If it is not settled for you, reply to this mail or write on the page below. Your case then goes to a person, with everything said so far.',
          'zh-Hans':
            '如果您认为问题尚未解决，请直接回复本邮件或在以下页面留言。您的个案将连同全部记录转交专人跟进。',
        }),
      ),
      link(inLocale(locale, { en: 'See your case', 'zh-Hans': '查看您的个案' }), input.statusUrl),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}

function outcome({ locale, outcomeText, acceptedOffer, voucherCode }: ClosingInput): readonly Block[] {
  const blocks: Block[] = [];
  if (outcomeText !== null) blocks.push(paragraph(outcomeText));
  if (acceptedOffer !== null) {
    blocks.push(
      paragraph(
        inLocale(locale, {
          en: `You accepted our offer: ${acceptedOffer}.${voucherCode === null ? ' We carry it out without anything more from you.' : ''}`,
          'zh-Hans': `您已接受优惠：${acceptedOffer}。${voucherCode === null ? '我们会为您办理，您无需再做任何事。' : ''}`,
        }),
      ),
    );
  }
  if (voucherCode !== null) {
    blocks.push(
      paragraph(
        inLocale(locale, {
          en: `Your code: ${voucherCode}. Keep it to yourself: whoever has it can use it.`,
          'zh-Hans': `您的代金券码：${voucherCode}。请妥善保管，持有者即可使用。`,
        }),
      ),
    );
  }
  return blocks;
}
