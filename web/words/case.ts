import type { Channel } from '../../functions/domain/case/case.ts';
import type { Locale } from '../../functions/domain/language.ts';
import type { CaseStatus } from '../case/case-view.ts';

interface CaseWords {
  readonly status: Readonly<
    Record<CaseStatus, { readonly title: string; readonly text: (day: string) => string }>
  >;
  readonly steps: Readonly<
    Record<'received' | 'inHand' | 'answered' | 'withYou' | 'closed' | 'withdrawn', string>
  >;
  readonly stepDone: string;
  readonly progress: string;
  readonly number: string;
  readonly subject: string;
  readonly receivedOn: string;
  readonly answerBy: string;
  readonly remedyTitle: string;
  readonly offerTitle: string;
  readonly offerText: string;
  readonly offerLink: string;
  readonly conversation: string;
  readonly noMessages: string;
  readonly you: string;
  readonly files: string;
  readonly unnamed: string;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly addTitle: string;
  readonly addHint: string;
  readonly addLabel: string;
  readonly send: string;
  readonly sending: string;
  readonly sent: string;
  readonly missing: string;
  readonly refused: string;
}

export const wordsOfCase: Readonly<Record<Locale, CaseWords>> = {
  en: {
    status: {
      received: {
        title: 'We have your message',
        text: (day) => `We are reading it now and answer by ${day}.`,
      },
      'in-recovery': {
        title: 'We are looking into it',
        text: (day) => `We tell you by ${day} what we will do.`,
      },
      'with-person': {
        title: 'A person is looking into it',
        text: (day) => `Someone from our team has taken this on and answers by ${day}.`,
      },
      'awaiting-customer': {
        title: 'We have answered, and wait for you',
        text: () =>
          'You find our answer below. There is no rush, and doing nothing takes nothing away from you.',
      },
      resolved: {
        title: 'We have answered',
        text: () =>
          'You find our answer below. If it does not settle things, write to us here: a person takes over.',
      },
      closed: {
        title: 'This case is closed',
        text: () => 'If something is still not right, write to us here: that opens it again.',
      },
      withdrawn: {
        title: 'This case was withdrawn',
        text: () => 'We do nothing more about it. If you change your mind, write to us by email.',
      },
    },
    steps: {
      received: 'Received',
      inHand: 'In hand',
      answered: 'Answered',
      withYou: 'With you',
      closed: 'Closed',
      withdrawn: 'Withdrawn',
    },
    stepDone: 'done',
    progress: 'How far your case has come',
    number: 'Case number',
    subject: 'About',
    receivedOn: 'Received',
    answerBy: 'We answer by',
    remedyTitle: 'What we do to put it right',
    offerTitle: 'An offer for you',
    offerText:
      'We would also like to offer you something extra. It is up to you; what we owe you does not depend on it.',
    offerLink: 'See the offer',
    conversation: 'Conversation',
    noMessages: 'Nothing has been written yet.',
    files: 'Files',
    unnamed: 'File without a name',
    you: 'You',
    channels: { mail: 'by email', form: 'by form', link: 'on this page', phone: 'by phone' },
    addTitle: 'Add a message',
    addHint: 'Anything new, a question, or that it is not settled. A person reads it.',
    addLabel: 'Your message',
    send: 'Send message',
    sending: 'Sending…',
    sent: 'Your message is with us. You see it in the conversation.',
    missing: 'Write your message first',
    refused: 'We could not take this message. It may be too long; up to 20,000 characters fit.',
  },
  'zh-Hans': {
    status: {
      received: { title: '我们已收到', text: (day) => `我们正在阅读，会在${day}之前答复您。` },
      'in-recovery': { title: '我们正在处理', text: (day) => `我们会在${day}之前告诉您怎么解决。` },
      'with-person': { title: '专人正在处理', text: (day) => `我们的同事已接手，会在${day}之前答复您。` },
      'awaiting-customer': {
        title: '我们已答复，等待您的回应',
        text: () => '答复见下方。不必着急；不回应也不会失去任何应得的补偿。',
      },
      resolved: {
        title: '我们已答复',
        text: () => '答复见下方。如果问题仍未解决，请在此留言，会由专人接手。',
      },
      closed: { title: '个案已结束', text: () => '如果仍有问题，请在此留言，个案会重新开启。' },
      withdrawn: { title: '个案已撤回', text: () => '我们不再继续处理。如果您改变主意，请写邮件给我们。' },
    },
    steps: {
      received: '已收到',
      inHand: '处理中',
      answered: '已答复',
      withYou: '等您回应',
      closed: '已结束',
      withdrawn: '已撤回',
    },
    stepDone: '已完成',
    progress: '个案进展',
    number: '个案编号',
    subject: '事由',
    receivedOn: '收到日期',
    answerBy: '答复期限',
    remedyTitle: '我们怎样解决',
    offerTitle: '给您的优惠',
    offerText: '我们还想为您提供一份额外的优惠。是否接受由您决定，不影响您应得的补偿。',
    offerLink: '查看优惠',
    conversation: '往来记录',
    noMessages: '还没有内容。',
    files: '文件',
    unnamed: '未命名文件',
    you: '您',
    channels: { mail: '邮件', form: '表单', link: '本页', phone: '电话' },
    addTitle: '补充留言',
    addHint: '新的情况、问题，或者事情还没有解决，都可以写在这里，会有人阅读。',
    addLabel: '您的留言',
    send: '发送留言',
    sending: '正在发送…',
    sent: '留言已收到，您可以在往来记录中看到。',
    missing: '请先写下留言',
    refused: '这条留言未能接收。可能过长，最多 20,000 个字符。',
  },
};
