import { describe, expect, test } from 'vitest';
import { decisionSchema } from '../../../functions/domain/offer/decision.ts';
import { defaultCatalogue } from '../../../functions/domain/offer/default-catalogue.ts';
import { choiceOf, loggedLineSchema } from '../../../functions/domain/policy/logged-choice.ts';
import { runSeason } from '../../../functions/domain/policy/season.ts';

const CUSTOMERS = 1_000;
const season = runSeason({
  seed: 1,
  customers: CUSTOMERS,
  catalogue: defaultCatalogue,
  budget: 60 * CUSTOMERS,
  holdoutShare: 0.1,
});

describe('a season of customers whose response is known', () => {
  test('brings more under the current policy than under any simple one, with a tenth held out', () => {
    const [current, ...others] = season.results;
    expect(others.map(({ policy }) => policy)).toEqual(['no offers', 'always discount', 'rank by churn']);
    for (const other of others) {
      expect(current?.gained).toBeGreaterThan(other.gained);
      expect(current?.regret).toBeLessThan(other.regret);
    }
  });

  test('never spends more than the budget of its months', () => {
    for (const { spent } of season.results) expect(spent).toBeLessThanOrEqual(9 * 60 * CUSTOMERS);
  });

  test('logs decisions that give back every chance', () => {
    for (const line of season.log) {
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
