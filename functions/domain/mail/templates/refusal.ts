import type { Refusal } from '../../case/ledger.ts';
import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { link, paragraph, render, type WrittenMail } from './layout.ts';
import { inLocale, longDate, opening, type CaseMail } from './words.ts';

interface RefusalInput extends Omit<CaseMail, 'caseNumber'> {
  /** When the mail came that is refused. */
  readonly receivedAt: Instant;
  readonly why: Refusal;
  /** Where a complaint is always taken in. */
  readonly formUrl: string;
}

/** The mail opened no case: why, and the way that always opens one. What the mail said is not repeated to its sender. */
export function refusal(input: RefusalInput): WrittenMail {
  const { locale, firmName, why } = input;
  const at = longDate(input.receivedAt, input.timeZone, locale);
  return render({
    locale,
    subject: inLocale(locale, {
      en: `We have not taken up your mail to ${firmName}`,
      'zh-Hans': `${firmName} 未受理您的邮件`,
    }),
    blocks: [
      opening(input, {
        en: `we have read your mail of ${at} and have not opened a case for it.`,
        'zh-Hans': `我们已阅读您 ${at} 的邮件，未据此立案。`,
      }),
      paragraph(reasons[why][locale]),
      paragraph(
        inLocale(locale, {
          en: 'If it is a complaint all the same, please use our form. It gives you a case number at once, and the date by which we answer.',
          'zh-Hans': '如果您确实要投诉，请使用我们的表单：提交后立即获得个案编号和答复期限。',
        }),
      ),
      link(inLocale(locale, { en: 'Complain by form', 'zh-Hans': '填写投诉表单' }), input.formUrl),
    ],
    signedBy: input.signedBy,
    footer: [
      paragraph(
        inLocale(locale, {
          en: `${firmName} · sent once, because a mail with your address reached us.`,
          'zh-Hans': `${firmName} · 因收到以您的地址发出的邮件而发送，仅发送一次。`,
        }),
      ),
    ],
  });
}

const reasons: Readonly<Record<Refusal, Readonly<Record<Locale, string>>>> = {
  'not-for-us': {
    en: 'As we read it, it is not about our products or our service, so there is nothing in it that we can put right.',
    'zh-Hans': '邮件内容与我们的产品或服务无关，我们无法处理。',
  },
  'nothing-to-read': {
    en: 'We found nothing in it that we can read: no text, or a form that we cannot open.',
    'zh-Hans': '邮件中没有可读的内容：没有正文，或格式无法打开。',
  },
  'not-clear': {
    en: 'We could not tell from it what happened or what would put it right.',
    'zh-Hans': '我们无法从邮件中了解发生了什么，以及您希望如何解决。',
  },
};
