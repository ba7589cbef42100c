import type { Instant } from '../../instant.ts';
import { link, paragraph, render, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, longDate, opening, type CaseMail } from './words.ts';

interface CancellationConfirmedInput extends CaseMail {
  readonly requestedAt: Instant;
  /** By when a person tells the end date and the final bill. */
  readonly answerBy: Instant;
  readonly statusUrl: string;
}

/** The customer wants to leave: that is recorded as of now, and nothing stands in the way. */
export function cancellationConfirmed(input: CancellationConfirmedInput): WrittenMail {
  const { locale, caseNumber, timeZone } = input;
  const at = longDate(input.requestedAt, timeZone, locale);
  const by = longDate(input.answerBy, timeZone, locale);
  return render({
    locale,
    subject: inLocale(locale, {
      en: `We have your cancellation: case ${caseNumber}`,
      'zh-Hans': `我们已收到您的解约申请：个案 ${caseNumber}`,
    }),
    blocks: [
      opening(input, {
        en: `we have recorded that you cancel your contract, on ${at}.`,
        'zh-Hans': `我们已于 ${at} 登记您的解约申请。`,
      }),
      paragraph(
        inLocale(locale, {
          en: `A colleague tells you the last day and the final bill by ${by}. Your case number is ${caseNumber}.`,
          'zh-Hans': `专员将在 ${by} 前告知您合同终止日和最终账单。您的个案编号是 ${caseNumber}。`,
        }),
      ),
      paragraph(
        inLocale(locale, {
          en: 'You do not have to do anything more, and you do not have to give a reason. If you did not ask for this, reply at once.',
          'zh-Hans': '您无需再办理任何手续，也无需说明理由。如非您本人申请，请立即回复。',
        }),
      ),
      link(inLocale(locale, { en: 'See your case', 'zh-Hans': '查看您的个案' }), input.statusUrl),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}
