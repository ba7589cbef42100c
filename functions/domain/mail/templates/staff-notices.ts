import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { link, list, paragraph, render, words, type WrittenMail } from './layout.ts';
import { inLocale, longDate, staffFooter } from './words.ts';

/** Mails to colleagues name the case, never the customer: a forwarded notice gives nothing away. */
interface StaffMail {
  readonly locale: Locale;
  readonly firmName: string;
  readonly timeZone: string;
  readonly caseNumber: string;
  readonly consoleUrl: string;
}

export interface NoticeInput extends StaffMail {
  readonly recipientName: string;
  /** Why it needs a person, most serious first, as words. */
  readonly reasons: readonly string[];
  readonly tier: string;
  /** 1 (lowest) to 4. */
  readonly severity: number;
  readonly dueAt: Instant;
}

/** A case is yours: why, and by when. */
export function ownerNotice(input: NoticeInput): WrittenMail {
  const due = longDate(input.dueAt, input.timeZone, input.locale);
  return notice(input, {
    subject: inLocale(input.locale, {
      en: `Yours, due ${due}: case ${input.caseNumber}`,
      'zh-Hans': `请处理，截止 ${due}：个案 ${input.caseNumber}`,
    }),
    point: inLocale(input.locale, {
      en: `${input.recipientName}, case ${input.caseNumber} is yours. It is due ${due}.`,
      'zh-Hans': `${input.recipientName}，个案 ${input.caseNumber} 由您负责，截止 ${due}。`,
    }),
    next: inLocale(input.locale, {
      en: 'Acknowledge it in the console; otherwise it goes to your lead.',
      'zh-Hans': '请在控制台确认；否则将转交您的主管。',
    }),
  });
}

/** The owner did not acknowledge in time: it is the lead's now. */
export function leadNotice(input: NoticeInput & { readonly ownerName: string }): WrittenMail {
  const due = longDate(input.dueAt, input.timeZone, input.locale);
  return notice(input, {
    subject: inLocale(input.locale, {
      en: `Not acknowledged, due ${due}: case ${input.caseNumber}`,
      'zh-Hans': `尚未确认，截止 ${due}：个案 ${input.caseNumber}`,
    }),
    point: inLocale(input.locale, {
      en: `${input.recipientName}, case ${input.caseNumber} was not acknowledged by ${input.ownerName} in time. It is due ${due}.`,
      'zh-Hans': `${input.recipientName}，${input.ownerName} 未及时确认个案 ${input.caseNumber}，截止 ${due}。`,
    }),
    next: inLocale(input.locale, {
      en: 'Take it or assign it; otherwise it goes to the duty mailbox.',
      'zh-Hans': '请接手或改派；否则将转交值班邮箱。',
    }),
  });
}

/** Nobody acknowledged: whoever is on duty takes it. */
export function dutyNotice(input: NoticeInput): WrittenMail {
  const due = longDate(input.dueAt, input.timeZone, input.locale);
  return notice(input, {
    subject: inLocale(input.locale, {
      en: `Nobody has it, due ${due}: case ${input.caseNumber}`,
      'zh-Hans': `无人接手，截止 ${due}：个案 ${input.caseNumber}`,
    }),
    point: inLocale(input.locale, {
      en: `Nobody has acknowledged case ${input.caseNumber}. It is due ${due}.`,
      'zh-Hans': `个案 ${input.caseNumber} 无人确认，截止 ${due}。`,
    }),
    next: inLocale(input.locale, {
      en: 'Claim it in the console or call somebody who can.',
      'zh-Hans': '请在控制台认领，或联系能处理的同事。',
    }),
  });
}

interface MessageNoticeInput extends StaffMail {
  readonly recipientName: string;
}

/** The customer wrote again on a case that somebody owns. */
export function messageNotice(input: MessageNoticeInput): WrittenMail {
  return short(input, {
    subject: inLocale(input.locale, {
      en: `The customer wrote again: case ${input.caseNumber}`,
      'zh-Hans': `客户再次来信：个案 ${input.caseNumber}`,
    }),
    point: inLocale(input.locale, {
      en: `${input.recipientName}, the customer of case ${input.caseNumber} wrote again.`,
      'zh-Hans': `${input.recipientName}，个案 ${input.caseNumber} 的客户再次来信。`,
    }),
  });
}

interface OfferAnswerInput extends StaffMail {
  readonly recipientName: string;
  readonly offerTitle: string;
  readonly answer: 'accept' | 'decline' | 'call-me' | 'cancel-contract' | 'expired';
}

const answerWords = {
  accept: { en: 'accepted', 'zh-Hans': '接受了' },
  decline: { en: 'declined', 'zh-Hans': '谢绝了' },
  'call-me': { en: 'asked to be called about', 'zh-Hans': '希望就以下优惠致电：' },
  'cancel-contract': { en: 'cancelled the contract instead of taking', 'zh-Hans': '申请解约，未接受' },
  expired: { en: 'did not answer', 'zh-Hans': '未答复' },
} as const satisfies Record<OfferAnswerInput['answer'], Record<Locale, string>>;

/** What became of the offer that its owner made or watches. */
export function offerAnswerToOwner(input: OfferAnswerInput): WrittenMail {
  const did = answerWords[input.answer][input.locale];
  return short(input, {
    subject: inLocale(input.locale, {
      en: `The customer ${did} the offer: case ${input.caseNumber}`,
      'zh-Hans': `优惠答复：个案 ${input.caseNumber}`,
    }),
    point: inLocale(input.locale, {
      en: `${input.recipientName}, the customer of case ${input.caseNumber} ${did} the offer "${input.offerTitle}".`,
      'zh-Hans': `${input.recipientName}，个案 ${input.caseNumber} 的客户${did}“${input.offerTitle}”。`,
    }),
  });
}

interface TeamPraiseInput extends StaffMail {
  /** What the customer said. */
  readonly praise: string;
}

/** Praise goes to the people it is for, in the customer's words. */
export function teamPraise(input: TeamPraiseInput): WrittenMail {
  const { locale } = input;
  return render({
    locale,
    subject: inLocale(locale, {
      en: `Praise from a customer: ${input.caseNumber}`,
      'zh-Hans': `客户表扬：${input.caseNumber}`,
    }),
    blocks: [
      paragraph(
        inLocale(locale, {
          en: `A customer praised us (${input.caseNumber}):`,
          'zh-Hans': `一位客户对我们表示肯定（${input.caseNumber}）：`,
        }),
      ),
      words(input.praise),
      consoleLink(input),
    ],
    signedBy: 'Amends',
    footer: staffFooter(locale, input.firmName),
  });
}

interface NoticeWords {
  readonly subject: string;
  readonly point: string;
}

function notice(input: NoticeInput, said: NoticeWords & { readonly next: string }): WrittenMail {
  const { locale } = input;
  return render({
    locale,
    subject: said.subject,
    blocks: [
      paragraph(said.point),
      paragraph(
        inLocale(locale, {
          en: `Tier ${input.tier}, severity ${String(input.severity)} of 4. Why it needs a person:`,
          'zh-Hans': `等级 ${input.tier}，严重程度 ${String(input.severity)}（最高 4）。需要人工处理的原因：`,
        }),
      ),
      list(...input.reasons),
      paragraph(said.next),
      consoleLink(input),
    ],
    signedBy: 'Amends',
    footer: staffFooter(locale, input.firmName),
  });
}

function short(input: StaffMail, said: NoticeWords): WrittenMail {
  return render({
    locale: input.locale,
    subject: said.subject,
    blocks: [paragraph(said.point), consoleLink(input)],
    signedBy: 'Amends',
    footer: staffFooter(input.locale, input.firmName),
  });
}

const consoleLink = ({ locale, consoleUrl }: StaffMail) =>
  link(inLocale(locale, { en: 'Open the case in the console', 'zh-Hans': '在控制台打开个案' }), consoleUrl);
