import type { Locale } from '../../language.ts';

interface ReceiptWords {
  readonly title: string;
  readonly caseNumber: string;
  readonly answerBy: (day: string) => string;
  readonly nextTitle: string;
  readonly steps: (day: string) => readonly string[];
  readonly status: string;
  readonly keep: string;
}

export const wordsOfReceipt: Readonly<Record<Locale, ReceiptWords>> = {
  en: {
    title: 'We have your complaint',
    caseNumber: 'Your case number',
    answerBy: (day) => `We answer by ${day}`,
    nextTitle: 'What happens next',
    steps: (day) => [
      'We send you an email with this number and a link to your case.',
      `We look into what happened and tell you by ${day} what we will do.`,
      'If you do not agree, write back. A person reads it and takes over.',
    ],
    status: 'See your case',
    keep: 'The link is also in the email. It is yours alone, so please do not pass it on.',
  },
  'zh-Hans': {
    title: '我们已收到您的投诉',
    caseNumber: '您的个案编号',
    answerBy: (day) => `我们会在${day}之前答复您`,
    nextTitle: '接下来',
    steps: (day) => [
      '我们会发一封邮件给您，内有此编号和查看个案的链接。',
      `我们调查事情经过，并在${day}之前告诉您我们会怎么做。`,
      '如果您不认可，请直接回复，会由专人阅读并接手。',
    ],
    status: '查看您的个案',
    keep: '邮件中也有这个链接。它只属于您，请不要转发。',
  },
};
