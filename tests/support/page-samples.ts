import { renderPoints, type PointsPageResult } from '../../functions/domain/page/points.ts';
import { rewardTextIn } from '../../functions/domain/points/reward.ts';
import { aReward, aTeamReward } from './rewards.ts';
import { siteSettings } from './scripted-site.ts';

/** What the API answers in the tests of the pages, in the shapes it promises. */

export const received = {
  caseId: 'cas_01J9ZC3Q8T3V5W7X9Y1Z3A5B7C',
  caseNumber: 'AM-2026-7K3M9P',
  statusUrl: '/case/#status-token',
  answerBy: '2026-12-03T17:30:00.000Z',
};

export const aCase = (changes: object = {}) => ({
  caseNumber: 'AM-2026-7K3M9P',
  status: 'with-person',
  kind: 'complaint',
  subject: 'Second late delivery this month',
  receivedAt: '2026-11-20T09:12:00.000Z',
  answerBy: '2026-12-03T17:30:00.000Z',
  timeZone: 'Europe/London',
  locale: 'en',
  remedy: { text: 'We refund the delivery fee of both orders, $14.90, to the card you paid with.' },
  offer: null,
  messages: [
    {
      id: 'msg_1',
      at: '2026-11-20T09:12:00.000Z',
      from: 'customer',
      channel: 'form',
      text: 'The parcel came six days late, and nobody told me.\n\nI had taken a day off work for it. <script>alert(1)</script>',
    },
    {
      id: 'msg_2',
      at: '2026-11-20T09:12:30.000Z',
      from: 'us',
      channel: 'mail',
      text: 'We have your complaint and answer by Thursday 3 December.',
    },
  ],
  canMessage: true,
  ...changes,
});

export const anOffer = (changes: object = {}) => ({
  caseNumber: 'AM-2026-7K3M9P',
  locale: 'en',
  timeZone: 'Europe/London',
  status: 'open',
  offer: {
    id: 'off_1',
    title: 'A month of service on us',
    whatYouGet: 'Your next monthly charge of $58.00 is not taken.',
    cost: 'Nothing',
    conditions: [
      'It counts for the charge of December 2026.',
      'Your contract and its end date stay as they are.',
    ],
    validUntil: '2026-12-06T23:59:59.000Z',
    why: 'You have been with us for four years, and this month we let you down twice.',
    howChosen:
      'Your case is about “Late delivery”. A member of our team chose this offer. What we owe you does not depend on it.',
  },
  remedy: { text: 'We refund the delivery fee of both orders, $14.90, to the card you paid with.' },
  ...changes,
});

export const aChineseOffer = (changes: object = {}) =>
  anOffer({
    locale: 'zh-Hans',
    offer: {
      id: 'off_1',
      title: '免收一个月服务费',
      whatYouGet: '下个月的月费 58.00 美元不再收取。',
      cost: '无需支付任何费用',
      conditions: ['用于 2026 年 12 月的月费。', '合同和到期日不变。'],
      validUntil: '2026-12-06T23:59:59.000Z',
      why: '您与我们相伴四年，而这个月我们两次没有做好。',
      howChosen: '您的个案属于“配送延误”。我们的工作人员为您选择了这一项。我们应给您的补偿不受此影响。',
    },
    remedy: { text: '我们已将两笔订单的运费共 14.90 美元退回您的付款卡。' },
    ...changes,
  });

export const aSubscription = { status: 'subscribed', address: 'm…@example.com' };

/** A customer's points as the function behind the link renders them. */
export const aPointsPage = (
  locale: 'en' | 'zh-Hans' = 'en',
  result?: PointsPageResult,
  changes: Partial<Parameters<typeof renderPoints>[0]> = {},
): string => {
  const rewards = [aTeamReward(), aReward(), aReward({ id: 'voucher-50', points: 5000 })];
  return renderPoints({
    ...{ locale, balance: 1620, worth: '£16.20', older: 3, seen: 7, settings: siteSettings },
    lots: [
      { expiresAt: '2026-04-01T00:00:00.000Z', points: 620 },
      { expiresAt: '2028-02-01T00:00:00.000Z', points: 1000 },
    ],
    movements: [
      { at: '2026-03-02T09:00:00.000Z', points: 1000, text: 'Earned with a purchase', voucher: null },
      {
        ...{ at: '2026-01-12T09:00:00.000Z', points: -500, text: 'A voucher of £5.00' },
        voucher: '7K2M-0A1B-2C3D-4E5F',
      },
    ],
    rewards: rewards.map((reward) => ({
      ...{ id: reward.id, points: reward.points, ...rewardTextIn(reward, locale, 'GBP') },
      may: reward.fulfilment === 'person' ? 'by-team' : reward.points > 1620 ? 'short' : 'take',
    })),
    linkEndsAt: '2026-06-07T10:00:00.000Z',
    ...(result && { result }),
    ...changes,
  });
};

export const takenVoucher: PointsPageResult = {
  ...{ kind: 'taken', points: 500, title: 'A voucher of £5.00', voucher: '9QRS-0A1B-2C3D-4E5F', told: true },
};
