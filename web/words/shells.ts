import type { Locale } from '../../functions/domain/language.ts';

interface ShellWords {
  readonly title: string;
  /** Shown until the API has answered. */
  readonly opening: string;
  readonly noScript: string;
}

interface Shells {
  readonly shells: Readonly<Record<'case' | 'offer' | 'unsubscribe' | 'console', ShellWords>>;
  readonly notFound: { readonly title: string; readonly text: string; readonly toForm: string };
  readonly privacyTitle: string;
  readonly privacyContact: string;
}

/** What pages say before their script runs, and what they say when it cannot. */
export const wordsOfShells: Readonly<Record<Locale, Shells>> = {
  en: {
    shells: {
      case: {
        title: 'Your case',
        opening: 'Opening your case…',
        noScript:
          'This page needs JavaScript to open your case, because the link keeps its secret out of our logs. You can also answer our email: it reaches the same case.',
      },
      offer: {
        title: 'Our offer to you',
        opening: 'Opening the offer…',
        noScript:
          'This page needs JavaScript to show the offer. You can also answer our email in your own words, and a person will act on it.',
      },
      unsubscribe: {
        title: 'Offers by email',
        opening: 'Opening your settings…',
        noScript: 'This page needs JavaScript. Your mail program’s own “unsubscribe” works without it.',
      },
      console: {
        title: 'Staff console',
        opening: 'Opening…',
        noScript: 'The staff console needs JavaScript.',
      },
    },
    notFound: {
      title: 'There is no page here',
      text: 'The address may be mistyped, or cut short by a mail program. Links in our emails work when they are opened whole.',
      toForm: 'Go to the complaint form',
    },
    privacyTitle: 'How we use your data',
    privacyContact: 'To ask what we hold about you, or to object, write to',
  },
  'zh-Hans': {
    shells: {
      case: {
        title: '您的个案',
        opening: '正在打开您的个案…',
        noScript:
          '此页面需要 JavaScript 才能打开，因为链接中的密钥不会进入我们的日志。您也可以直接回复我们的邮件。',
      },
      offer: {
        title: '给您的优惠',
        opening: '正在打开…',
        noScript: '此页面需要 JavaScript 才能显示。您也可以直接用自己的话回复我们的邮件，会由专人办理。',
      },
      unsubscribe: {
        title: '优惠邮件',
        opening: '正在打开您的设置…',
        noScript: '此页面需要 JavaScript。您也可以使用邮箱自带的“退订”。',
      },
      console: { title: '员工工作台', opening: '正在打开…', noScript: '员工工作台需要 JavaScript。' },
    },
    notFound: {
      title: '这里没有页面',
      text: '地址可能有误，或被邮件程序截断。请完整打开我们邮件中的链接。',
      toForm: '前往投诉表单',
    },
    privacyTitle: '我们如何使用您的信息',
    privacyContact: '如需查询我们持有的信息或提出异议，请写信至',
  },
};
