import { link, paragraph, render, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, opening, type CaseMail } from './words.ts';

interface ThanksInput extends CaseMail {
  readonly kind: 'suggestion' | 'praise';
  readonly statusUrl: string;
}

/** A suggestion or praise is recorded and thanked for, and that is the end of it. */
export function thanks(input: ThanksInput): WrittenMail {
  const { locale, caseNumber } = input;
  const praised = input.kind === 'praise';
  return render({
    locale,
    subject: inLocale(locale, {
      en: `Thank you for ${praised ? 'your kind words' : 'your suggestion'}: ${caseNumber}`,
      'zh-Hans': `感谢您的${praised ? '肯定' : '建议'}：${caseNumber}`,
    }),
    blocks: [
      opening(
        input,
        praised
          ? {
              en: 'thank you: we have passed your kind words to the team they are about.',
              'zh-Hans': '感谢您的肯定，我们已转达给相关团队。',
            }
          : {
              en: 'thank you: we have recorded your suggestion for the team that can act on it.',
              'zh-Hans': '感谢您的建议，我们已记录并转交给相关团队。',
            },
      ),
      paragraph(
        inLocale(locale, {
          en: `You will find it under ${caseNumber}. You do not have to do anything.`,
          'zh-Hans': `记录编号是 ${caseNumber}，您无需再做任何事。`,
        }),
      ),
      link(inLocale(locale, { en: 'See what we recorded', 'zh-Hans': '查看我们的记录' }), input.statusUrl),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}
