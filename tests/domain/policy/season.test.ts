import { describe, expect, test } from 'vitest';
import { decisionSchema } from '../../../functions/domain/offer/decision.ts';
import { defaultCatalogue } from '../../../functions/domain/offer/default-catalogue.ts';
import { choiceOf, loggedLineSchema } from '../../../functions/domain/policy/logged-choice.ts';
import { runSeason } from '../../../functions/domain/policy/season.ts';

const CUSTOMERS = 700;
const seasons = [1, 2, 3].map((seed) =>
  runSeason({
    seed,
    customers: CUSTOMERS,
    catalogue: defaultCatalogue,
    budget: 60 * CUSTOMERS,
    holdoutShare: 0.1,
  }),
);
const total = (policy: string, field: 'gained' | 'regret'): number =>
  seasons
    .flatMap(({ results }) => results)
    .filter((one) => one.policy === policy)
    .reduce((sum, one) => sum + one[field], 0);

describe('three seasons of customers whose response is known', () => {
  test('brings more under the current policy than under any simple one, with a tenth held out', () => {
    for (const other of ['no offers', 'always discount', 'rank by churn']) {
      expect(total('current policy', 'gained')).toBeGreaterThan(total(other, 'gained'));
      expect(total('current policy', 'regret')).toBeLessThan(total(other, 'regret'));
    }
  });

  test('never spends more than the budget of its months', () => {
    for (const { spent } of seasons.flatMap(({ results }) => results))
      expect(spent).toBeLessThanOrEqual(9 * 60 * CUSTOMERS);
  });

  test('logs decisions that give back every chance', () => {
    for (const line of seasons.flatMap(({ log }) => log)) {
      expect(decisionSchema.parse(line.decision)).toEqual(line.decision);
      const read = choiceOf(loggedLineSchema.parse(line));
      if (!('choice' in read)) continue;
      const all = read.choice.options.reduce((sum, { logged }) => sum + logged, 0);
      expect(all).toBeCloseTo(1, 9);
      const done = read.choice.options.find(({ action }) => action === read.choice.done);
      expect(done?.logged).toBeCloseTo(line.decision.propensity, 9);
    }
  });
});
