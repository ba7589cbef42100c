import type { Locale } from '../../language.ts';

interface FrameWords {
  readonly skip: string;
  readonly language: string;
  readonly writeToUs: string;
  readonly privacy: string;
}

/** What stands around every page. */
export const wordsOfFrame: Readonly<Record<Locale, FrameWords>> = {
  en: {
    skip: 'Skip to the content',
    language: 'Language',
    writeToUs: 'Rather write an email? Send it to',
    privacy: 'How we use your data',
  },
  'zh-Hans': {
    skip: '跳到正文',
    language: '语言',
    writeToUs: '您也可以发邮件给我们：',
    privacy: '我们如何使用您的信息',
  },
};
