import type { Instant } from '../../instant.ts';
import { link, list, paragraph, render, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, longDate, opening, type CaseMail } from './words.ts';

interface AcknowledgementInput extends CaseMail {
  /** The date we promise; it may only come nearer later. */
  readonly answerBy: Instant;
  readonly statusUrl: string;
}

/** We have it, here is its number, and by then you hear from us. */
export function acknowledgement(input: AcknowledgementInput): WrittenMail {
  const { locale, caseNumber } = input;
  const by = longDate(input.answerBy, input.timeZone, locale);
  return render({
    locale,
    subject: inLocale(locale, {
      en: `We have your message: case ${caseNumber}`,
      'zh-Hans': `我们已收到您的来信：个案 ${caseNumber}`,
    }),
    blocks: [
      opening(input, {
        en: `we have your message and will answer by ${by}.`,
        'zh-Hans': `我们已收到您的来信，并将在 ${by} 前答复您。`,
      }),
      paragraph(
        inLocale(locale, {
          en: `Your case number is ${caseNumber}.`,
          'zh-Hans': `您的个案编号是 ${caseNumber}。`,
        }),
      ),
      paragraph(inLocale(locale, { en: 'What happens next:', 'zh-Hans': '接下来：' })),
      inLocale(locale, {
        en: list(
          'We look into what you told us.',
          'We write to you with our answer and what we do about it.',
          'If that does not settle it for you, reply, and a person takes it up.',
        ),
        'zh-Hans': list(
          '我们核实您反映的情况。',
          '我们写信告知处理结果和具体措施。',
          '如仍未解决，请直接回复，将有专人跟进。',
        ),
      }),
      link(
        inLocale(locale, { en: 'See where your case stands or add to it', 'zh-Hans': '查看进度或补充说明' }),
        input.statusUrl,
      ),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}
