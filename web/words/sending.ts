import type { Locale } from '../../functions/domain/language.ts';

interface SendingWords {
  readonly unreachable: string;
  readonly tooMany: (minutes: number) => string;
  readonly tooLarge: string;
  readonly failed: string;
  readonly firstTryArrived: string;
}

/** What the form says when sending did not go as hoped: what happened, what is safe, what to do. */
export const wordsOfSending: Readonly<Record<Locale, SendingWords>> = {
  en: {
    unreachable:
      'We could not reach our service. Nothing you wrote is lost: it stays here, even if you reload. Check your connection and send it again; it will count only once.',
    tooMany: (minutes) =>
      `Many complaints came from your connection just now. Nothing you wrote is lost. Please send it again in ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
    tooLarge:
      'This is more text than we can take at once. Please shorten it; you can add the rest to your case later.',
    failed:
      'Something went wrong on our side. Nothing you wrote is lost: it stays here, even if you reload. Please send it again in a minute; it will count only once.',
    firstTryArrived:
      'Your first try had already reached us, so this is its case. If you changed anything since then, add it to your case as a message.',
  },
  'zh-Hans': {
    unreachable:
      '暂时无法连接到我们的服务。您写的内容都还在，刷新页面也不会丢失。请检查网络后再次提交，不会重复受理。',
    tooMany: (minutes) => `刚刚从您的网络提交的投诉较多。您写的内容都还在，请在 ${minutes} 分钟后再次提交。`,
    tooLarge: '内容超出了一次可以接收的长度。请适当缩短，其余部分可以之后补充到个案中。',
    failed: '我们这边出了问题。您写的内容都还在，刷新页面也不会丢失。请一分钟后再次提交，不会重复受理。',
    firstTryArrived: '您第一次的提交其实已经送达，这是它的个案。如果之后有改动，请作为留言补充到个案中。',
  },
};
