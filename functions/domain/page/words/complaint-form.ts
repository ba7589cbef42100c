import type { Locale } from '../../language.ts';
import type { ComplaintFieldName, ErrorPlace } from '../complaint-fields.ts';

interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

export interface ComplaintFormWords {
  readonly title: string;
  readonly lead: string;
  readonly optional: string;
  readonly groups: Readonly<Record<'what' | 'who' | 'which', string>>;
  readonly fields: Readonly<Record<ComplaintFieldName, FieldWords>>;
  readonly honeypot: string;
  readonly missing: Readonly<Record<ErrorPlace, string>>;
  readonly invalid: Readonly<Record<'email' | 'phone', string>>;
  readonly invalidOther: (label: string) => string;
  readonly tooLong: (label: string, limit: number) => string;
  readonly errorsTitle: string;
  readonly refusedOther: string;
  readonly privacyTitle: string;
  readonly privacy: (firm: string, years: number) => string;
  readonly privacyMore: string;
  readonly privacyRest: readonly string[];
  readonly privacyLink: string;
  readonly consentPrivacy: string;
  readonly consentMarketing: string;
  readonly consentMarketingHint: string;
  readonly send: string;
  readonly sending: string;
}

/** Numbers with thousands set apart, as the page's language does. */
const grouped = (count: number): string => count.toLocaleString('en-GB');

export const wordsOfComplaintForm: Readonly<Record<Locale, ComplaintFormWords>> = {
  en: {
    title: 'Tell us what went wrong',
    lead: 'Use your own words. You get a case number at once, and the date by which we answer.',
    optional: 'optional',
    groups: { what: 'Your complaint', who: 'Where we answer you', which: 'If you have them at hand' },
    fields: {
      subject: {
        label: 'What is it about?',
        hint: 'A few words, such as “Second late delivery this month”.',
      },
      body: {
        label: 'What happened?',
        hint: 'What went wrong, when, and what it meant for you. Please leave out passwords and card numbers.',
      },
      remedySought: {
        label: 'What would put it right?',
        hint: 'If you already know. We decide fairly either way.',
      },
      name: { label: 'Your name' },
      email: { label: 'Email address', hint: 'Your case number and our answer go here.' },
      phone: { label: 'Phone number', hint: 'Only if we may call you about this.' },
      customerId: { label: 'Customer number', hint: 'On your bill or contract.' },
      orderRef: { label: 'Order number', hint: 'If this is about an order.' },
    },
    honeypot: 'Leave this field empty',
    missing: {
      subject: 'Say in a few words what it is about',
      body: 'Tell us what happened',
      remedySought: 'Tell us what would put it right',
      name: 'Enter your name',
      email: 'Enter your email address, so that we can answer',
      phone: 'Enter your phone number',
      customerId: 'Enter your customer number',
      orderRef: 'Enter your order number',
      attachments: 'A file did not reach us. Choose it again, or remove it',
      'consent.privacy': 'Tick the box to let us use what you write',
    },
    invalid: {
      email: 'Enter an email address such as name@example.com',
      phone: 'Enter a phone number such as +44 20 7946 0000, or leave it empty',
    },
    invalidOther: (label) => `“${label}” holds something we cannot read; please write it differently`,
    tooLong: (label, limit) => `“${label}” may have up to ${grouped(limit)} characters`,
    errorsTitle: 'Please look at this again',
    refusedOther:
      'We could not take the form as it was sent. Nothing you wrote is lost; please send it again.',
    privacyTitle: 'Your data',
    privacy: (firm, years) =>
      `${firm} uses what you write here, and what we know of your orders and contract, to look into your complaint and put it right. ` +
      `We keep the case for ${years} years after it is closed. You can ask us at any time what we hold about you, have it corrected, or object.`,
    privacyMore: 'More about your data',
    privacyRest: [
      'The people who handle your complaint can read it. We never sell it.',
      'What you are owed depends only on what happened. We also estimate how likely you are to leave us, to decide whether to make you an extra offer and how soon a person calls; that never makes what you are owed smaller.',
      'You can ask us to delete your data. We tell you what we delete, and what the law makes us keep.',
    ],
    privacyLink: 'Read the full privacy notice',
    consentPrivacy: 'I have read this, and you may use what I write to handle my complaint.',
    consentMarketing: 'You may also send me offers by email.',
    consentMarketingHint: 'Not needed for your complaint, and you can stop them at any time.',
    send: 'Send complaint',
    sending: 'Sending…',
  },
  'zh-Hans': {
    title: '请告诉我们哪里出了问题',
    lead: '用您自己的话写就好。提交后会马上得到个案编号，以及我们答复您的日期。',
    optional: '选填',
    groups: { what: '您的投诉', who: '我们怎样答复您', which: '如果您手边有这些信息' },
    fields: {
      subject: { label: '关于什么事？', hint: '几个字即可，例如“本月第二次送货迟到”。' },
      body: {
        label: '发生了什么？',
        hint: '出了什么问题、什么时候、给您带来什么影响。请不要填写密码或银行卡号。',
      },
      remedySought: { label: '您希望怎样解决？', hint: '如果已有想法可以写下；不写也会得到公正处理。' },
      name: { label: '您的姓名' },
      email: { label: '电子邮箱', hint: '个案编号和我们的答复会发到这里。' },
      phone: { label: '电话号码', hint: '如果您愿意接听我们关于此事的电话。' },
      customerId: { label: '客户编号', hint: '在账单或合同上。' },
      orderRef: { label: '订单编号', hint: '如果与某个订单有关。' },
    },
    honeypot: '请将此栏留空',
    missing: {
      subject: '请用几个字说明是关于什么事',
      body: '请告诉我们发生了什么',
      remedySought: '请告诉我们您希望怎样解决',
      name: '请填写您的姓名',
      email: '请填写电子邮箱，以便我们答复您',
      phone: '请填写电话号码',
      customerId: '请填写客户编号',
      orderRef: '请填写订单编号',
      attachments: '有文件未能送达，请重新选择或将其移除',
      'consent.privacy': '请勾选，同意我们使用您填写的内容',
    },
    invalid: {
      email: '请填写有效的邮箱地址，例如 name@example.com',
      phone: '请填写有效的电话号码，例如 +86 10 6552 9988，或留空',
    },
    invalidOther: (label) => `“${label}”中有我们无法识别的内容，请换一种写法`,
    tooLong: (label, limit) => `“${label}”最多 ${grouped(limit)} 个字符`,
    errorsTitle: '请再看一下这些地方',
    refusedOther: '这份表单未能接收。您填写的内容都还在，请再提交一次。',
    privacyTitle: '您的信息',
    privacy: (firm, years) =>
      `${firm}使用您在此填写的内容，以及我们已有的订单和合同信息，来调查并解决您的投诉。` +
      `个案结束后，我们会保留 ${years} 年。您可以随时向我们查询、更正您的信息，或提出异议。`,
    privacyMore: '进一步了解',
    privacyRest: [
      '只有处理您投诉的人员可以查看内容，我们绝不出售您的信息。',
      '您应得的补偿只取决于事实。我们还会估计您离开的可能性，用来决定是否另外提供优惠、以及多快由专人联系您；这绝不会减少您应得的补偿。',
      '您可以要求我们删除您的信息。我们会告诉您删除了什么，以及法律要求我们保留什么。',
    ],
    privacyLink: '阅读完整的隐私说明',
    consentPrivacy: '我已阅读以上说明，同意你们使用我填写的内容来处理投诉。',
    consentMarketing: '也可以通过邮件向我发送优惠信息。',
    consentMarketingHint: '与投诉处理无关，您可以随时取消。',
    send: '提交投诉',
    sending: '正在提交…',
  },
};
