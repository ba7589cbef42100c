import { expect, test } from 'vitest';
import { defaultCatalogue } from '../../functions/domain/offer/default-catalogue.ts';
import { runSeason } from '../../functions/domain/policy/season.ts';

const CUSTOMERS = 4_000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

test.each([
  ['a tight budget', 40],
  ['a usual budget', 100],
  ['all the money it wants', 100_000],
])('over eight seasons with %s, the current policy gains more than any simple one', (_, perCustomer) => {
  const gained = new Map<string, number>();
  for (const seed of SEEDS) {
    const { results } = runSeason({
      seed,
      customers: CUSTOMERS,
      catalogue: defaultCatalogue,
      budget: perCustomer * CUSTOMERS,
      holdoutShare: 0.1,
    });
    for (const one of results) gained.set(one.policy, (gained.get(one.policy) ?? 0) + one.gained);
  }
  const { 'current policy': current = 0, ...others } = Object.fromEntries(gained);
  for (const other of Object.values(others)) expect(current).toBeGreaterThan(other);
});
