import type { Locale } from '../../language.ts';
import { link, paragraph, render, type Block, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, opening, type CaseMail } from './words.ts';

interface ClosingInput extends CaseMail {
  readonly statusUrl: string;
  /** What was done, in words for the customer; null where the decision said it all. */
  readonly outcomeText: string | null;
  /** Title of the offer that was accepted, null when none was. */
  readonly acceptedOffer: string | null;
  /** Code of the voucher that came with it. */
  readonly voucherCode: string | null;
  /** The case is the customer's yes to a campaign's offer: nothing was complained of, and nothing settled. */
  readonly isAnswerToOffer?: boolean;
}

/** Settled as far as we see, or accepted; what to do if it is not right. */
export function closing(input: ClosingInput): WrittenMail {
  const { locale } = input;
  const { subject, point, ifNot } = (input.isAnswerToOffer === true ? ofOffer : ofCase)(input.caseNumber);
  return render({
    locale,
    subject: inLocale(locale, subject),
    blocks: [
      opening(input, point),
      ...outcome(input),
      paragraph(inLocale(locale, ifNot)),
      link(inLocale(locale, { en: 'See your case', 'zh-Hans': '查看您的个案' }), input.statusUrl),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}

type Words = Readonly<Record<'subject' | 'point' | 'ifNot', Readonly<Record<Locale, string>>>>;

const ofCase = (caseNumber: string): Words => ({
  subject: { en: `Your case is settled: ${caseNumber}`, 'zh-Hans': `您的个案已处理完毕：${caseNumber}` },
  point: {
    en: `your case ${caseNumber} is settled on our side.`,
    'zh-Hans': `您的个案 ${caseNumber} 已处理完毕。`,
  },
  ifNot: {
    en: 'If it is not settled for you, reply to this mail or write on the page below. Your case then goes to a person, with everything said so far.',
    'zh-Hans':
      '如果您认为问题尚未解决，请直接回复本邮件或在以下页面留言。您的个案将连同全部记录转交专人跟进。',
  },
});

const ofOffer = (caseNumber: string): Words => ({
  subject: { en: `You accepted our offer: ${caseNumber}`, 'zh-Hans': `您已接受我们的优惠：${caseNumber}` },
  point: { en: 'we have noted your yes.', 'zh-Hans': '我们已记录您的选择。' },
  ifNot: {
    en: 'If anything about it is not right, reply to this mail or write on the page below, and a person takes it up.',
    'zh-Hans': '如有任何不对之处，请直接回复本邮件或在以下页面留言，将有专人跟进。',
  },
});

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
