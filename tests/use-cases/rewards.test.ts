import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Posting } from '../../functions/domain/points/points.ts';
import type { Reward } from '../../functions/domain/points/reward.ts';
import { takeReward } from '../../functions/use-cases/take-reward.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aReward, aTeamReward, rewarding } from '../support/rewards.ts';
import { aWorld } from '../support/world.ts';

const customerKey = aCustomer().id;

async function aFirm(earned: number, ...rewards: readonly Reward[]) {
  const world = aWorld({ customers: [aCustomer()], settings: { currency: 'GBP' } });
  await world.work.catalogues.apply(rewarding(...rewards));
  if (earned > 0) await earns('order:1', earned);
  async function earns(key: string, points: number, expiresAt = '2028-04-01T00:00:00.000Z') {
    const posting: Posting = { customerKey, key, at: monday, points, house: 'purchases', expiresAt };
    await world.work.points.post(posting);
  }
  const take = (rewardId: string, key = `reward:${rewardId}@1`, by?: string) =>
    takeReward(world.work, { customerKey, rewardId, key, ...(by !== undefined && { by }) });
  const account = () => world.work.points.account(customerKey);
  return { world, earns, take, account };
}

test('points buy a voucher worth as much, in one step, with the words it had then', async () => {
  const { world, take, account } = await aFirm(620, aReward());

  const taken = await take('voucher-5');

  expect(taken).toMatchObject({
    kind: 'taken',
    posting: { points: -500, house: 'rewards', reward: { titles: { en: 'A voucher of £5.00' } } },
  });
  const code = 'posting' in taken ? taken.posting.reward?.voucher : undefined;
  expect(await world.work.offers.voucher(code ?? '')).toMatchObject({
    ...{ catalogueId: 'voucher-5', amount: 500 },
    reward: { customerKey, key: 'reward:voucher-5@1' },
  });
  expect(await account()).toMatchObject({ balance: 120, version: 2 });
});

test('the same wish again brings the same voucher and takes nothing', async () => {
  const { world, take, account } = await aFirm(1200, aReward());
  const first = await take('voucher-5');

  // Also when the reward has gone from the catalogue since.
  await world.work.catalogues.apply({ ...rewarding(), edition: 2 });
  const again = await take('voucher-5');

  expect(again).toEqual({ ...first, kind: 'known' });
  expect(await account()).toMatchObject({ balance: 700 });
});

test('a key that took something else is said to have done so', async () => {
  const { take } = await aFirm(1200, aReward(), aReward({ id: 'voucher-1', points: 100 }));
  await take('voucher-5', 'reward:call-17', 'lena');

  expect(await take('voucher-1', 'reward:call-17', 'lena')).toMatchObject({ kind: 'other' });
});

test('nobody takes what they cannot pay, what is not there, or what the team has to agree to', async () => {
  const dear = aReward({ id: 'voucher-50', points: 5000 });
  const asked = aReward({ id: 'voucher-4', points: 400, needsApproval: true });
  const { take, account } = await aFirm(600, dear, asked, aTeamReward());

  expect(await take('voucher-50')).toEqual({ kind: 'short', balance: 600, needed: 5000 });
  expect(await take('car')).toEqual({ kind: 'no-such-reward' });
  expect(await take('voucher-4')).toEqual({ kind: 'by-team' });
  expect(await take('tea')).toEqual({ kind: 'by-team' });
  expect(await account()).toMatchObject({ balance: 600, version: 1 });

  expect(await take('voucher-4', 'reward:call-1', 'lena')).toMatchObject({
    ...{ kind: 'taken', posting: { by: 'lena', points: -400 } },
  });
  const tea = await take('tea', 'reward:call-2', 'lena');
  expect(tea).toMatchObject({ kind: 'taken', posting: { by: 'lena', points: -100 } });
  expect('posting' in tea && tea.posting.reward).not.toHaveProperty('voucher');
});

test('points that ended buy nothing', async () => {
  const { earns, take } = await aFirm(0, aReward());
  await earns('order:old', 500, '2026-01-01T00:00:00.000Z');

  expect(await take('voucher-5')).toEqual({ kind: 'short', balance: 0, needed: 500 });
});

test('whatever is asked at once, and however often, vouchers and points spent are equal and nothing is spent twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3000 }),
      fc.array(
        fc.record({
          reward: fc.constantFrom('voucher-5', 'voucher-1'),
          seen: fc.integer({ max: 3, min: 1 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      async (earned, wishes) => {
        const { world, take, account } = await aFirm(
          earned,
          aReward(),
          aReward({ id: 'voucher-1', points: 100 }),
        );

        const answers = await Promise.all(
          wishes.map(({ reward, seen }) => take(reward, `reward:${reward}@${seen}`)),
        );

        const { balance, postings } = await account();
        const spent = postings.filter(({ house }) => house === 'rewards');
        expect(balance).toBeGreaterThanOrEqual(0);
        expect(new Set(spent.map(({ key }) => key)).size).toBe(spent.length);
        const codes = spent.map(({ reward }) => reward?.voucher ?? '');
        const vouchers = await Promise.all(codes.map((code) => world.work.offers.voucher(code)));
        expect(vouchers.map((voucher) => voucher?.amount)).toEqual(spent.map(({ points }) => -points));
        expect(answers.filter(({ kind }) => kind === 'taken')).toHaveLength(spent.length);
      },
    ),
    { numRuns: 40 },
  );
});
