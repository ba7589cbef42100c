import { MS_PER_DAY, type Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import { formatMoney } from '../money.ts';
import { lotsLeft, type HouseAccount, type Posting } from './points.ts';

const what: Readonly<Record<HouseAccount, Record<Locale, string>>> = {
  purchases: { en: 'Earned with a purchase', 'zh-Hans': '消费获得' },
  promises: { en: 'Earned with a kept promise', 'zh-Hans': '履约获得' },
  offers: { en: 'A present from us', 'zh-Hans': '我们的赠送' },
  corrections: { en: 'Correction', 'zh-Hans': '更正' },
  rewards: { en: 'Spent on a reward', 'zh-Hans': '兑换奖励' },
  expiry: { en: 'Expired', 'zh-Hans': '已过期' },
};

const takenBack: Readonly<Record<Locale, string>> = {
  en: 'Taken back with a refund',
  'zh-Hans': '退款扣回',
};

function textOf({ house, points, reward }: Posting): Readonly<Record<Locale, string>> {
  if (reward) return reward.titles;
  return house === 'purchases' && points < 0 ? takenBack : what[house];
}

/** The last day on which points that end at an instant can be spent. */
export const lastDayOf = (endsAt: Instant): string =>
  new Date(Date.parse(endsAt) - MS_PER_DAY).toISOString().slice(0, 10);

/** Points this close to their end are pointed out. */
const NOTICE_DAYS = 60;

/** A customer's points in words: what there is, what it is worth, what ends soon, and every movement. */
export function statementOf(
  account: { readonly balance: number; readonly postings: readonly Posting[] },
  at: string,
  { locale, currency }: { readonly locale: Locale; readonly currency: string },
) {
  const lots = lotsLeft(account.postings);
  const soon = lots.filter(
    ({ expiresAt }) => Date.parse(expiresAt) - Date.parse(at) <= NOTICE_DAYS * MS_PER_DAY,
  );
  const worth = formatMoney(account.balance, currency, locale);
  return {
    balance: account.balance,
    worth,
    lots,
    words: [
      locale === 'en'
        ? `You have ${account.balance === 1 ? '1 point' : `${account.balance} points`}, worth ${worth}.`
        : `您有 ${account.balance} 积分，价值 ${worth}。`,
      ...soon.map(({ points, expiresAt }) =>
        locale === 'en'
          ? `${points} of them ${points === 1 ? 'ends' : 'end'} after ${lastDayOf(expiresAt)} unless you spend them before.`
          : `其中 ${points} 积分将于 ${lastDayOf(expiresAt)} 后到期，请在此之前使用。`,
      ),
    ],
    postings: account.postings.map((posting) => ({
      ...posting,
      text: textOf(posting)[locale],
    })),
  };
}
