import { heading, link, paragraph, render, type Block, type WrittenMail } from './layout.ts';
import { caseFooter, inLocale, offerTerms, type CaseMail, type OfferWords } from './words.ts';

interface DecisionInput extends CaseMail {
  /** What we do for the customer, from the remedy alone; null where nothing is owed. */
  readonly remedyText: string | null;
  readonly statusUrl: string;
  /** Given on top; absent for the holdout, for escalated cases and where no offer pays. */
  readonly offer?: OfferWords;
}

/**
 * Our answer: first what is owed, in the same words whether or not an offer follows (docs/adr/012), then the offer.
 */
export function decision(input: DecisionInput): WrittenMail {
  const { locale, caseNumber, offer } = input;
  return render({
    locale,
    subject: inLocale(locale, {
      en: `Our answer to your complaint: case ${caseNumber}`,
      'zh-Hans': `关于您投诉的处理结果：个案 ${caseNumber}`,
    }),
    blocks: [
      ...remedyBlocks(input),
      ...(offer ? offerBlocks(input, offer) : []),
      paragraph(
        inLocale(locale, {
          en: 'If this does not settle it for you, reply to this mail, and a person takes it up.',
          'zh-Hans': '如果问题仍未解决，请直接回复本邮件，将有专人跟进。',
        }),
      ),
      link(inLocale(locale, { en: 'See your case', 'zh-Hans': '查看您的个案' }), input.statusUrl),
    ],
    signedBy: input.signedBy,
    footer: caseFooter(input),
  });
}

/** Takes only what the remedy depends on, so that nothing else can colour its words. */
function remedyBlocks({
  locale,
  caseNumber,
  remedyText,
}: Pick<DecisionInput, 'locale' | 'caseNumber' | 'remedyText'>): readonly Block[] {
  const about = paragraph(
    inLocale(locale, {
      en: `This is our answer to your complaint, case ${caseNumber}.`,
      'zh-Hans': `以上是我们对您的投诉（个案 ${caseNumber}）的答复。`,
    }),
  );
  if (remedyText === null) {
    return [
      paragraph(
        inLocale(locale, {
          en: 'We have looked into what you told us and recorded its cause for the team that can change it.',
          'zh-Hans': '我们已核实您反映的情况，并将原因记录给能够改进的团队。',
        }),
      ),
      about,
    ];
  }
  return [
    paragraph(remedyText),
    about,
    paragraph(
      inLocale(locale, {
        en: 'This is yours, whatever else you decide.',
        'zh-Hans': '无论您作何决定，以上补偿都归您所有。',
      }),
    ),
  ];
}

function offerBlocks({ locale, timeZone }: DecisionInput, offer: OfferWords): readonly Block[] {
  return [
    heading(inLocale(locale, { en: 'Something on top', 'zh-Hans': '另外，我们想为您提供' })),
    ...offerTerms(offer, timeZone, locale),
    link(inLocale(locale, { en: 'See the offer and answer it', 'zh-Hans': '查看并答复此项优惠' }), offer.url),
  ];
}
