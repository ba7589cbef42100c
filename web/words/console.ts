import type { Locale } from '../../functions/domain/language.ts';

interface ConsoleWords {
  readonly title: string;
  readonly text: string;
  readonly calls: readonly { readonly call: string; readonly does: string }[];
  readonly openApi: string;
}

const calls = {
  queue: 'GET /api/staff/cases?queue=…',
  open: 'GET /api/staff/cases/{id}',
  act: 'POST /api/staff/cases/{id}/{claim|acknowledge|reply|resolve|…}',
} as const;

export const wordsOfConsole: Readonly<Record<Locale, ConsoleWords>> = {
  en: {
    title: 'Staff console',
    text: 'The console is not built yet. Staff work through the API below, signed in with their account; mails to the owner of a case name the case to act on.',
    calls: [
      { call: calls.queue, does: 'See a queue, most urgent first' },
      { call: calls.open, does: 'Open a case with its messages, facts and ranked offers' },
      { call: calls.act, does: 'Act on a case' },
    ],
    openApi: 'Every call, as OpenAPI',
  },
  'zh-Hans': {
    title: '员工工作台',
    text: '工作台尚未完成。员工目前登录后通过以下接口工作；发给负责人的邮件会写明要处理的个案。',
    calls: [
      { call: calls.queue, does: '查看队列，最紧急的在前' },
      { call: calls.open, does: '打开个案：往来、事实和可选优惠' },
      { call: calls.act, does: '处理个案' },
    ],
    openApi: '全部接口（OpenAPI）',
  },
};
