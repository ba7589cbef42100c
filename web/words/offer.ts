import type { Locale } from '../../functions/domain/language.ts';
import type { OfferAnswer, Standing } from '../offer/offer-view.ts';

interface Ending {
  readonly title: string;
  readonly next: readonly string[];
}

interface OfferWords {
  readonly caseNumber: string;
  readonly whatYouGet: string;
  readonly cost: string;
  readonly validUntil: string;
  readonly why: string;
  readonly howChosen: string;
  readonly conditions: string;
  readonly remedyTitle: string;
  readonly remedyNote: string;
  readonly answerTitle: string;
  readonly answerHint: string;
  readonly answers: Readonly<Record<OfferAnswer, string>>;
  readonly sending: string;
  readonly askCancelTitle: string;
  readonly askCancelText: string;
  readonly cancelYes: string;
  readonly cancelBack: string;
  readonly endings: Readonly<Record<Exclude<Standing, 'open'>, Ending>>;
  /** A no to a campaign: nobody has anything to look at. */
  readonly declinedWithoutCase: Ending;
  readonly stillWant: string;
  readonly voucherCode: string;
  readonly nextTitle: string;
}

export const wordsOfOffer: Readonly<Record<Locale, OfferWords>> = {
  en: {
    caseNumber: 'Case number',
    whatYouGet: 'What you get',
    cost: 'What it costs you',
    validUntil: 'Open until',
    why: 'Why you get it',
    howChosen: 'How it was chosen',
    conditions: 'Conditions',
    remedyTitle: 'Yours already',
    remedyNote: 'This stays yours, whatever you answer below.',
    answerTitle: 'Your answer',
    answerHint: 'Any of these is fine with us. If you do nothing, the offer simply ends.',
    answers: {
      accept: 'Accept the offer',
      decline: 'Decline',
      'call-me': 'Call me',
      'cancel-contract': 'Cancel my contract',
    },
    sending: 'Sending your answer…',
    askCancelTitle: 'Cancel your contract?',
    askCancelText: 'We record it now and confirm it by email at once. What we owe you is not affected.',
    cancelYes: 'Yes, cancel my contract',
    cancelBack: 'Go back',
    endings: {
      accepted: {
        title: 'You accepted the offer',
        next: [
          'It is yours. We confirm it by email, and there is nothing else you need to do.',
          'If anything about it is not right, reply to that email.',
        ],
      },
      declined: {
        title: 'You declined the offer',
        next: [
          'Thank you for telling us. What we owe you is not affected.',
          'A person looks at your case and writes to you.',
        ],
      },
      'call-me': {
        title: 'We will call you',
        next: [
          'A person calls you during working hours on the number we have.',
          'If another number is better, reply to our email with it.',
        ],
      },
      'cancel-contract': {
        title: 'We have your cancellation',
        next: [
          'It is recorded, and we confirm it by email at once.',
          'A person completes it and tells you your last day. What we owe you is not affected.',
        ],
      },
      expired: {
        title: 'This offer has ended',
        next: [
          'What we owe you is not affected.',
          'If you would still like it, tell us. A person looks at what can be done.',
        ],
      },
      late: {
        title: 'We have your answer',
        next: [
          'The offer had already ended, and your answer is recorded all the same.',
          'A person reads it and writes to you.',
        ],
      },
    },
    declinedWithoutCase: {
      title: 'You declined the offer',
      next: ['Thank you for telling us. Nothing else changes for you.'],
    },
    stillWant: 'I would still like it',
    voucherCode: 'Your voucher code:',
    nextTitle: 'What happens next',
  },
  'zh-Hans': {
    caseNumber: '个案编号',
    whatYouGet: '您会得到',
    cost: '您需要支付',
    validUntil: '有效期至',
    why: '为什么给您',
    howChosen: '如何选出',
    conditions: '条件',
    remedyTitle: '已经属于您的',
    remedyNote: '无论您如何答复，这都不会改变。',
    answerTitle: '您的答复',
    answerHint: '怎样选择都可以。如果不答复，优惠到期自动结束。',
    answers: {
      accept: '接受优惠',
      decline: '不接受',
      'call-me': '请致电给我',
      'cancel-contract': '解除合同',
    },
    sending: '正在提交您的答复…',
    askCancelTitle: '要解除合同吗？',
    askCancelText: '我们会立即记录，并马上发邮件向您确认。您应得的补偿不受影响。',
    cancelYes: '是，解除合同',
    cancelBack: '返回',
    endings: {
      accepted: {
        title: '您已接受优惠',
        next: ['它已属于您。我们会发邮件确认，您无需再做任何事。', '如有不对的地方，请直接回复那封邮件。'],
      },
      declined: {
        title: '您没有接受优惠',
        next: ['感谢您告诉我们。您应得的补偿不受影响。', '会有专人查看您的个案并写信给您。'],
      },
      'call-me': {
        title: '我们会致电给您',
        next: ['专人会在工作时间拨打我们已有的号码。', '如果另一个号码更方便，请回复我们的邮件告知。'],
      },
      'cancel-contract': {
        title: '我们已收到您的解约要求',
        next: [
          '已记录，并会马上发邮件确认。',
          '专人会完成办理，并告诉您合同的最后一天。您应得的补偿不受影响。',
        ],
      },
      expired: {
        title: '优惠已结束',
        next: ['您应得的补偿不受影响。', '如果您仍然想要，请告诉我们，会有专人看看能做些什么。'],
      },
      late: {
        title: '我们已收到您的答复',
        next: ['优惠当时已经结束，但您的答复已记录。', '会有专人阅读并写信给您。'],
      },
    },
    declinedWithoutCase: {
      title: '您没有接受优惠',
      next: ['感谢您告诉我们，其他一切不变。'],
    },
    stillWant: '我仍然想要',
    voucherCode: '您的代金券码：',
    nextTitle: '接下来',
  },
};
