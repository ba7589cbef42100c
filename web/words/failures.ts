import type { Locale } from '../../functions/domain/language.ts';

interface Failure {
  readonly title: string;
  readonly text: string;
}

interface FailureWords {
  readonly unknown: Failure;
  readonly unreachable: Failure;
  readonly failed: Failure;
  readonly again: string;
  readonly orWrite: string;
  readonly notSentUnreachable: string;
  readonly notSent: string;
}

/** What pages say when a link does not open or an answer did not get through. */
export const wordsOfFailures: Readonly<Record<Locale, FailureWords>> = {
  en: {
    unknown: {
      title: 'This link does not open anything',
      text: 'It may be cut short, mistyped or too old. Please open the link in our email whole. Your case itself is safe.',
    },
    unreachable: {
      title: 'We could not reach our service',
      text: 'Nothing is lost and nothing has been decided. Check your connection, then try again.',
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'Nothing is lost and nothing has been decided. Please try again in a minute.',
    },
    again: 'Try again',
    orWrite: 'If that does not help, write to',
    notSentUnreachable:
      'We could not reach our service, so we do not know whether this arrived. Trying again is safe: it counts only once.',
    notSent: 'Something went wrong on our side. Trying again is safe: it counts only once.',
  },
  'zh-Hans': {
    unknown: {
      title: '此链接无法打开',
      text: '链接可能不完整、有误或已过期。请完整打开我们邮件中的链接。您的个案本身是安全的。',
    },
    unreachable: { title: '暂时无法连接', text: '没有任何内容丢失，也没有作出任何决定。请检查网络后重试。' },
    failed: { title: '我们这边出了问题', text: '没有任何内容丢失，也没有作出任何决定。请稍后重试。' },
    again: '重试',
    orWrite: '如果仍然不行，请写信至',
    notSentUnreachable: '暂时无法连接，不确定是否已送达。您可以放心重试，不会重复计算。',
    notSent: '我们这边出了问题。您可以放心重试，不会重复计算。',
  },
};
