import fc from 'fast-check';
import { expect } from 'vitest';
import { pointsAt } from '../../functions/use-cases/customer-points.ts';
import { spendByLink } from '../../functions/use-cases/spend-by-link.ts';
import { takeReward } from '../../functions/use-cases/take-reward.ts';
import { aCustomer } from './case-builders.ts';
import { aReward, rewarding } from './rewards.ts';
import { newRuns, newTurns } from './turns.ts';
import { aWorld } from './world.ts';

const customerKey = 'cus_7';
/** The end of a month, and of the points of that month: clocks differ by a second on both sides of it. */
const ENDS = '2026-04-01T00:00:00.000Z';
const clocks = ['2026-03-31T23:59:59.000Z', ENDS, '2026-04-01T00:00:01.000Z'] as const;

/** Who does something with one account at the same time as others; `crashAt` is the stop at which it dies. */
const deed = fc.record({
  does: fc.constantFrom('click', 'team', 'order', 'refund', 'look'),
  which: fc.nat(1),
  clock: fc.constantFrom(...clocks),
  crashAt: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 4 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

const REWARDS = [aReward(), aReward({ id: 'voucher-2', points: 200 })];

/**
 * Lets clicks, the team, orders, refunds and the end of a month meet on one account in this many random orders, and holds
 * the books to: nobody spends what is not there, each wish once, every voucher has its posting and every posting its
 * voucher, and afterwards the account still opens.
 */
export async function holdPointsToRandomOrder(runs: number, seed: number): Promise<void> {
  const seen = { spent: 0, ended: 0, crashed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 2, maxLength: 8 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (deeds, order) => {
        const world = aWorld({ now: clocks[0], customers: [aCustomer()], settings: { currency: 'GBP' } });
        await world.work.catalogues.apply(rewarding(...REWARDS));
        const post = (points: typeof world.work.points, key: string, amount: number, expiresAt?: string) =>
          points.post({
            ...{ customerKey, key, at: clocks[0], points: amount, house: 'purchases' },
            ...(expiresAt !== undefined && { expiresAt }),
          });
        await post(world.work.points, 'order:1', 300, ENDS);
        await post(world.work.points, 'order:2', 400, '2028-04-01T00:00:00.000Z');
        const turns = newTurns((many) => (order.next().value ?? 0) % Math.max(1, many));
        const failed: unknown[] = [];
        const runs = newRuns((error) => void failed.push(error));
        const begin = ({ does, which, clock, crashAt }: Deed, over: () => void): Promise<unknown> => {
          const dies = (): void => {
            seen.crashed += 1;
            over();
          };
          const work = { ...world.work, clock: { now: () => clock } };
          const deps = turns.stopping(
            work,
            crashAt,
            ['points', 'catalogues', 'pointsMails', 'contacts'],
            dies,
          );
          const reward = REWARDS[which]?.id ?? '';
          switch (does) {
            case 'click':
              return spendByLink({ ...deps, leftOut: () => undefined }, { customerKey }, { reward, seen: 2 });
            case 'team':
              return takeReward(deps, {
                customerKey,
                rewardId: reward,
                key: `reward:call-${which}`,
                by: 'lena',
              });
            case 'order':
              // Of a clock that is behind: the month has ended elsewhere.
              return post(deps.points, `order:${which + 3}`, 150, ENDS);
            case 'refund':
              return post(deps.points, `order:2~${which + 1}`, -50);
            case 'look':
              return pointsAt(deps.points, customerKey, clock);
          }
        };
        for (const one of deeds) runs.begin((over) => begin(one, over));
        await turns.runAll(runs.areOver);

        expect(failed).toEqual([]);
        const { balance, postings } = await pointsAt(world.work.points, customerKey, clocks[2]);
        const spent = postings.filter(({ reward }) => reward !== undefined);
        const codes = spent.map(({ reward }) => reward?.voucher);
        expect(balance).toBeGreaterThanOrEqual(0);
        expect([...world.store.vouchers.keys()].sort()).toEqual(codes.sort());
        expect(new Set(spent.map(({ key }) => key)).size).toBe(spent.length);
        expect(spent.length).toBeLessThanOrEqual(4);
        seen.spent += spent.length;
        seen.ended += postings.filter(({ house }) => house === 'expiry').length;
      },
    ),
    { numRuns: runs, seed },
  );
  // The property would hold of a house in which nothing ever happens.
  expect(Math.min(seen.spent, seen.ended, seen.crashed)).toBeGreaterThan(runs / 6);
}
