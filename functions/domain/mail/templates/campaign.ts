import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { link, paragraph, render, words, type WrittenMail } from './layout.ts';
import { inLocale, longDate, offerTerms, opening, type OfferWords } from './words.ts';

interface CampaignInput {
  readonly locale: Locale;
  readonly firmName: string;
  readonly timeZone: string;
  readonly customerName: string;
  readonly signedBy: string;
  readonly subject: string;
  /** The first sentence, without a capital in English: it follows the customer's name. */
  readonly point: string;
  /** What we say, in the campaign's words. */
  readonly text: string;
  readonly action?: { readonly label: string; readonly url: string; readonly validUntil?: Instant };
  /** The offer that is made. */
  readonly offer?: OfferWords;
  /** Postal address or imprint that marketing law asks for, "" where none does. */
  readonly imprint: string;
  readonly unsubscribeUrl: string;
}

/** Marketing, to people who agreed to it, with the way out in plain sight. */
export function campaign(input: CampaignInput): WrittenMail {
  const { locale, action, offer } = input;
  const until = action?.validUntil === undefined ? null : longDate(action.validUntil, input.timeZone, locale);
  return render({
    locale,
    subject: input.subject,
    blocks: [
      opening(input, { en: input.point, 'zh-Hans': input.point }),
      words(input.text),
      ...(offer
        ? [
            ...offerTerms(offer, input.timeZone, locale),
            link(
              inLocale(locale, { en: 'See the offer and answer it', 'zh-Hans': '查看并答复此项优惠' }),
              offer.url,
            ),
          ]
        : []),
      ...(until === null
        ? []
        : [
            paragraph(
              inLocale(locale, { en: `This is open until ${until}.`, 'zh-Hans': `有效期至 ${until}。` }),
            ),
          ]),
      ...(action ? [link(action.label, action.url)] : []),
    ],
    signedBy: input.signedBy,
    footer: [
      paragraph(
        inLocale(locale, {
          en: `You get this because you agreed to news from ${input.firmName}.`,
          'zh-Hans': `您收到本邮件，是因为您同意接收 ${input.firmName} 的资讯。`,
        }),
      ),
      ...(input.imprint === '' ? [] : [paragraph(input.imprint)]),
      link(inLocale(locale, { en: 'Unsubscribe', 'zh-Hans': '退订' }), input.unsubscribeUrl),
    ],
  });
}
