import { VOUCHER_BYTES, voucherCodeOf } from '../domain/offer/voucher.ts';
import type { Posting } from '../domain/points/points.ts';
import { isByTeam, rewardsIn, takenReward } from '../domain/points/reward.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Points } from '../ports/points.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { pointsAt } from './customer-points.ts';

export interface TakeRewardDeps {
  readonly points: Points;
  readonly catalogues: Pick<Catalogues, 'current'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly firm: { readonly settings: Pick<RuntimeSettings, 'currency'> };
}

interface RewardWish {
  readonly customerKey: string;
  readonly rewardId: string;
  /** Of the posting: whatever is asked twice under one key is taken once. */
  readonly key: string;
  /** Staff id of who takes it for the customer; without it the customer does so alone. */
  readonly by?: string;
}

/**
 * - `taken`, or `known` when this key took it before; its voucher, if it is one, is in the posting.
 * - `short`: it takes more points than there are.
 * - `by-team`: the customer cannot take it alone.
 * - `no-such-reward`: the catalogue does not have it, or not any more.
 * - `other`: the key moved other points before.
 */
export type RewardAnswer =
  | { readonly kind: 'taken' | 'known' | 'other'; readonly posting: Posting }
  | { readonly kind: 'short'; readonly balance: number; readonly needed: number }
  | { readonly kind: 'by-team' | 'no-such-reward' };

/** Somebody else posted between our look and our posting. */
const TRIES = 8;

/**
 * Spends points on a reward of the catalogue in force, and keeps its voucher in the same step. It is posted only on the
 * account that was looked at, from which what has ended was taken away: nobody spends points after their end, more than
 * there are, or twice for one key.
 * @throws when others keep posting between look and posting
 */
export async function takeReward(deps: TakeRewardDeps, wish: RewardWish): Promise<RewardAnswer> {
  const { customerKey, rewardId, key, by } = wish;
  const { currency } = deps.firm.settings;
  const code = voucherCodeOf(deps.ids.random(VOUCHER_BYTES));
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const at = deps.clock.now();
    const account = await pointsAt(deps.points, customerKey, at);
    const before = account.postings.find((posting) => posting.key === key);
    if (before) return known(before, rewardId);
    const reward = rewardsIn(await deps.catalogues.current()).find(({ id }) => id === rewardId);
    if (!reward) return { kind: 'no-such-reward' };
    if (by === undefined && isByTeam(reward)) return { kind: 'by-team' };
    const { balance } = account;
    if (balance < reward.points) return { kind: 'short', balance, needed: reward.points };
    const spent = { customerKey, key, at, ...(by !== undefined && { by }) };
    const { posting, voucher } = takenReward(reward, spent, currency, () => code);
    const posted = await deps.points.post(posting, account.version, voucher);
    if (posted.kind === 'posted') return { kind: 'taken', posting };
    if (posted.kind === 'repeated') return known(posted.posting, rewardId);
  }
  throw new Error(`the points of ${customerKey} changed at every try to spend them`);
}

const known = (posting: Posting, rewardId: string): RewardAnswer => ({
  kind: posting.reward?.id === rewardId ? 'known' : 'other',
  posting,
});
