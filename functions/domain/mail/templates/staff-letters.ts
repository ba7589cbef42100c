import { link, paragraph, render, words, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, offerTerms, opening, type CaseMail, type OfferWords } from './words.ts';

interface StaffReplyInput extends CaseMail {
  /** The handler's own words; shown as they are. */
  readonly text: string;
  readonly statusUrl: string;
}

/** What a handler writes to the customer. */
export function staffReply(input: StaffReplyInput): WrittenMail {
  const { locale, caseNumber } = input;
  return render({
    locale,
    subject: inLocale(locale, {
      en: `About your case ${caseNumber}`,
      'zh-Hans': `关于您的个案 ${caseNumber}`,
    }),
    blocks: [
      words(input.text),
      link(
        inLocale(locale, { en: 'See your case or add to it', 'zh-Hans': '查看您的个案或补充说明' }),
        input.statusUrl,
      ),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}

interface StaffOfferInput extends CaseMail {
  readonly offer: OfferWords;
  /** A few words of the handler beside the offer, "" for none. */
  readonly note: string;
}

/** A person makes an offer: same terms, same page, told by somebody with a name. */
export function staffOffer(input: StaffOfferInput): WrittenMail {
  const { locale, caseNumber, offer } = input;
  return render({
    locale,
    subject: inLocale(locale, {
      en: `An offer from ${input.signedBy}: case ${caseNumber}`,
      'zh-Hans': `${input.signedBy} 为您提供的优惠：个案 ${caseNumber}`,
    }),
    blocks: [
      opening(input, {
        en: `I have looked at your case ${caseNumber} and would like to offer you this.`,
        'zh-Hans': `我已查看您的个案 ${caseNumber}，希望为您提供以下优惠。`,
      }),
      ...(input.note.trim() === '' ? [] : [words(input.note)]),
      ...offerTerms(offer, input.timeZone, locale),
      link(
        inLocale(locale, { en: 'See the offer and answer it', 'zh-Hans': '查看并答复此项优惠' }),
        offer.url,
      ),
      paragraph(
        inLocale(locale, {
          en: 'What we owe you for your complaint is yours whatever you decide.',
          'zh-Hans': '无论您作何决定，您的投诉应得的补偿不受影响。',
        }),
      ),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}
