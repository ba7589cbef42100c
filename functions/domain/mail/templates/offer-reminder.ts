import { link, paragraph, render, type WrittenMail } from './layout.ts';
import {
  caseFooter,
  inLocale,
  longDate,
  offerTerms,
  opening,
  type CaseMail,
  type OfferWords,
} from './words.ts';

interface OfferReminderInput extends CaseMail {
  readonly offer: OfferWords;
}

/** The one reminder: the same offer, the same link, no pressure. */
export function offerReminder(input: OfferReminderInput): WrittenMail {
  const { locale, caseNumber, offer } = input;
  const until = longDate(offer.validUntil, input.timeZone, locale);
  return render({
    locale,
    subject: inLocale(locale, {
      en: `Our offer is open until ${until}: case ${caseNumber}`,
      'zh-Hans': `优惠有效期至 ${until}：个案 ${caseNumber}`,
    }),
    blocks: [
      opening(input, {
        en: `our offer to you is still open, until ${until}.`,
        'zh-Hans': `我们提供的优惠仍然有效，截止 ${until}。`,
      }),
      ...offerTerms(offer, input.timeZone, locale),
      link(
        inLocale(locale, { en: 'See the offer and answer it', 'zh-Hans': '查看并答复此项优惠' }),
        offer.url,
      ),
      paragraph(
        inLocale(locale, {
          en: 'What we owe you for your complaint is yours in any case. We do not remind you again.',
          'zh-Hans': '您的投诉应得的补偿不受影响。我们不会再次提醒。',
        }),
      ),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}
