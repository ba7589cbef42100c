import type { Locale } from '../../functions/domain/language.ts';

interface UnsubscribeWords {
  readonly askTitle: string;
  readonly askText: (address: string) => string;
  readonly still: string;
  readonly stop: string;
  readonly stopping: string;
  readonly doneTitle: string;
  readonly doneText: (address: string) => string;
}

export const wordsOfUnsubscribe: Readonly<Record<Locale, UnsubscribeWords>> = {
  en: {
    askTitle: 'Stop offers by email?',
    askText: (address) => `We then send no more offers or news to ${address}.`,
    still: 'You still get answers about your own complaints and orders.',
    stop: 'Stop these emails',
    stopping: 'Stopping…',
    doneTitle: 'You get no more offers by email',
    doneText: (address) => `This is recorded for ${address}. An email already on its way may still arrive.`,
  },
  'zh-Hans': {
    askTitle: '停止接收优惠邮件？',
    askText: (address) => `我们将不再向 ${address} 发送优惠或资讯。`,
    still: '您仍会收到与自己的投诉和订单有关的答复。',
    stop: '停止发送',
    stopping: '正在停止…',
    doneTitle: '您将不再收到优惠邮件',
    doneText: (address) => `已为 ${address} 记录。已发出的邮件可能仍会送达。`,
  },
};
