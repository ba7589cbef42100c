import type { Locale } from '../../language.ts';

export interface PointsWords {
  readonly title: string;
  readonly have: string;
  readonly balance: (points: number) => string;
  readonly worth: (amount: string) => string;
  readonly endsTitle: string;
  readonly ends: (points: number, day: string) => string;
  readonly nothingEnds: string;
  readonly spendTitle: string;
  readonly noRewards: string;
  readonly takes: (points: number) => string;
  readonly spend: (points: number) => string;
  readonly leaves: (points: number) => string;
  readonly confirm: (points: number) => string;
  readonly short: (points: number) => string;
  readonly byTeam: string;
  readonly movementsTitle: string;
  readonly noMovements: string;
  readonly columns: { readonly day: string; readonly what: string; readonly points: string };
  readonly code: string;
  readonly older: (movements: number) => string;
  readonly linkEnds: (day: string) => string;
  readonly notOpenTitle: string;
  readonly notOpen: string;
  readonly takenTitle: string;
  readonly taken: (points: number, title: string) => string;
  readonly known: string;
  readonly codeByMail: string;
  readonly refusedTitle: string;
  readonly refused: {
    readonly short: (missing: number) => string;
    readonly byTeam: string;
    readonly gone: string;
    readonly unclear: string;
  };
}

const points = (count: number): string =>
  count === 1 ? '1 point' : `${count.toLocaleString('en-GB')} points`;
const inChinese = (count: number): string => `${count.toLocaleString('zh-CN')} 积分`;

/** The words of the page on which customers see and spend their points. */
export const wordsOfPoints: Readonly<Record<Locale, PointsWords>> = {
  en: {
    title: 'Your points',
    have: 'You have',
    balance: points,
    worth: (amount) => `They are worth ${amount}.`,
    endsTitle: 'What ends when',
    ends: (count, day) => `${points(count)} after ${day}`,
    nothingEnds: 'You have no points that could end.',
    spendTitle: 'Spend them',
    noRewards: 'Tell our team what you would like to use them for:',
    takes: points,
    spend: (count) => `Spend ${points(count)} on this`,
    leaves: (count) => `You then have ${points(count)} left. This cannot be undone.`,
    confirm: (count) => `Yes, spend ${points(count)}`,
    short: (count) => `You need ${points(count)} more.`,
    byTeam: 'Our team arranges this for you. Write to us:',
    movementsTitle: 'What came and went',
    noMovements: 'Nothing yet. Points that you earn or spend are listed here.',
    columns: { day: 'Day', what: 'What for', points: 'Points' },
    code: 'Code',
    older: (count) =>
      `${count === 1 ? 'One older entry is' : `${count} older entries are`} with our team. Write to us, and we send them.`,
    linkEnds: (day) =>
      `This page is open until ${day} for whoever has its address, so please do not pass it on. Ask us for a new one at any time.`,
    notOpenTitle: 'This link does not open',
    notOpen:
      'It may be older than 90 days, or not whole. Your points are not affected. Please use the newest mail from us, or ask us for a new link:',
    takenTitle: 'It is yours',
    taken: (count, title) => `You spent ${points(count)} on this: ${title}.`,
    known: 'You had taken this already. Nothing more was taken from your points.',
    codeByMail: 'We have sent it to you by email as well.',
    refusedTitle: 'Nothing was spent',
    refused: {
      short: (count) => `You need ${points(count)} more for this.`,
      byTeam: 'Our team arranges this for you. Please write to us.',
      gone: 'This is not offered any more. Please choose something else.',
      unclear: 'We could not tell what you wanted to spend points on. Please choose again.',
    },
  },
  'zh-Hans': {
    title: '您的积分',
    have: '您现有',
    balance: inChinese,
    worth: (amount) => `价值 ${amount}。`,
    endsTitle: '到期时间',
    ends: (count, day) => `${inChinese(count)}，${day}后到期`,
    nothingEnds: '您没有即将到期的积分。',
    spendTitle: '使用积分',
    noRewards: '请告诉我们的团队您想如何使用：',
    takes: inChinese,
    spend: (count) => `使用 ${inChinese(count)}兑换`,
    leaves: (count) => `兑换后您还有 ${inChinese(count)}。兑换后不可撤销。`,
    confirm: (count) => `确认使用 ${inChinese(count)}`,
    short: (count) => `还差 ${inChinese(count)}。`,
    byTeam: '此项由我们的团队为您办理，请写信给我们：',
    movementsTitle: '积分明细',
    noMovements: '暂无记录。您获得或使用的积分会显示在这里。',
    columns: { day: '日期', what: '事由', points: '积分' },
    code: '兑换码',
    older: (count) => `更早的 ${count} 条记录由我们的团队保管，您可写信索取。`,
    linkEnds: (day) => `任何持有此网址的人在${day}之前都能打开本页，请勿转发。您可随时向我们索取新的链接。`,
    notOpenTitle: '此链接无法打开',
    notOpen: '链接可能已超过 90 天，或不完整。您的积分不受影响。请使用我们最近的邮件，或向我们索取新的链接：',
    takenTitle: '兑换成功',
    taken: (count, title) => `您已使用 ${inChinese(count)}兑换：${title}。`,
    known: '您此前已兑换过此项，没有再扣除积分。',
    codeByMail: '我们也已通过邮件发送给您。',
    refusedTitle: '没有扣除积分',
    refused: {
      short: (count) => `兑换此项还差 ${inChinese(count)}。`,
      byTeam: '此项由我们的团队为您办理，请写信给我们。',
      gone: '此项已不再提供，请另选一项。',
      unclear: '我们无法确定您想兑换什么，请重新选择。',
    },
  },
};
