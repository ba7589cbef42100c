import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import type { Reward } from '../../functions/domain/points/reward.ts';

/** A voucher of five pounds for 500 points, which a customer may take alone. */
export const aReward = (over: Partial<Reward> = {}): Reward => ({
  ...{ id: 'voucher-5', version: 1, points: 500, fulfilment: 'voucher', needsApproval: false },
  texts: {
    en: {
      title: 'A voucher of {amount}',
      whatYouGet: '{amount} off any order or bill.',
      conditions: ['Use it once within 12 months.'],
    },
    'zh-Hans': {
      title: '{amount} 代金券',
      whatYouGet: '任意订单或账单均可抵扣 {amount}。',
      conditions: ['12 个月内可使用一次。'],
    },
  },
  ...over,
});

/** Handed over by a person: tea with the team. */
export const aTeamReward = (over: Partial<Reward> = {}): Reward =>
  aReward({
    ...{ id: 'tea', points: 100, fulfilment: 'person' },
    texts: {
      en: { title: 'Tea with our team', whatYouGet: 'An hour and a pot of tea.', conditions: [] },
      'zh-Hans': { title: '与团队喝茶', whatYouGet: '一小时，一壶茶。', conditions: [] },
    },
    ...over,
  });

/** The catalogue we ship, with rewards. */
export const rewarding = (...rewards: readonly Reward[]): Edition => ({
  ...shippedEdition,
  edition: 1,
  appliedAt: '2026-01-05T09:00:00.000Z',
  appliedBy: 'mara',
  rewards: [...rewards],
});
