import * as z from 'zod';
import type { Locale } from '../language.ts';
import { formatMoney } from '../money.ts';
import { offerTextSchema } from '../offer/offer-text.ts';
import type { Edition } from '../offer/edition.ts';
import type { Voucher } from '../offer/voucher.ts';
import type { Instant } from '../instant.ts';
import type { Posting } from './points.ts';

/** Words of a reward in one language. `{amount}` stands for its points as money. */
const rewardTextSchema = offerTextSchema.omit({ why: true });
export type RewardText = z.infer<typeof rewardTextSchema>;

/** What a customer may spend points on, as the catalogue has it. */
export const rewardSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().positive(),
  /** What it takes. A voucher is worth as many minor units. */
  points: z.int().positive().max(1_000_000),
  /** `voucher`: Amends gives a code in the same step; `person`: somebody of the firm hands it over. */
  fulfilment: z.enum(['voucher', 'person']),
  /** The team agrees first, so a customer asks for it and cannot take it alone. */
  needsApproval: z.boolean().default(false),
  texts: z.strictObject({ en: rewardTextSchema, 'zh-Hans': rewardTextSchema }),
});
export type Reward = z.infer<typeof rewardSchema>;

/** Kinds of rewards in one catalogue: as many as a person reads through on a phone. */
export const REWARDS_MOST = 20;

const rewardsSchema = z.array(rewardSchema);

/** The rewards of an edition, cheapest first; none where the team says what points buy. */
export const rewardsIn = ({ rewards = [] }: Pick<Edition, 'rewards'>): readonly Reward[] =>
  rewardsSchema.parse(rewards).toSorted((a, b) => a.points - b.points);

/** Whether only the team can spend points on it for a customer. */
export const isByTeam = ({ fulfilment, needsApproval }: Pick<Reward, 'fulfilment' | 'needsApproval'>) =>
  needsApproval || fulfilment === 'person';

export function rewardTextIn(
  { points, texts }: Pick<Reward, 'points' | 'texts'>,
  locale: Locale,
  currency: string,
): RewardText {
  const amount = formatMoney(points, currency, locale);
  const filled = (words: string): string => words.replaceAll('{amount}', () => amount);
  const { title, whatYouGet, conditions } = texts[locale];
  return { title: filled(title), whatYouGet: filled(whatYouGet), conditions: conditions.map(filled) };
}

/** What taking a reward writes, all of it or nothing. */
interface RewardTaken {
  readonly posting: Posting;
  readonly voucher?: Voucher;
}

/**
 * The points spent on a reward, and the voucher they bought.
 * @param code for a reward that is a voucher
 */
export function takenReward(
  reward: Reward,
  spent: { readonly customerKey: string; readonly key: string; readonly at: Instant; readonly by?: string },
  currency: string,
  code: () => string,
): RewardTaken {
  const { customerKey, key, at } = spent;
  const titles = {
    en: rewardTextIn(reward, 'en', currency).title,
    'zh-Hans': rewardTextIn(reward, 'zh-Hans', currency).title,
  };
  const bought = reward.fulfilment === 'voucher' ? code() : undefined;
  const { id, version, points } = reward;
  return {
    posting: {
      ...spent,
      ...{ points: -points, house: 'rewards' },
      reward: { id, version, titles, ...(bought !== undefined && { voucher: bought }) },
    },
    ...(bought !== undefined && {
      voucher: { code: bought, reward: { customerKey, key }, catalogueId: id, amount: points, issuedAt: at },
    }),
  };
}
