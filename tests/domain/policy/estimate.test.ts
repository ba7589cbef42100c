import { describe, expect, test } from 'vitest';
import { advantage, evaluate, lackingFor, verdictOf } from '../../../functions/domain/policy/estimate.ts';
import type { LoggedChoice } from '../../../functions/domain/policy/logged-choice.ts';
import {
  alwaysCheapest,
  asLogged,
  highestRiskFirst,
  noOffers,
} from '../../../functions/domain/policy/policies.ts';
import { verdictInWords } from '../../../functions/domain/policy/words.ts';
import { seededDice } from '../../../functions/domain/table/dice.ts';

const truth = { none: 5_000, cheap: 5_500, dear: 6_500 };
const actions = ['none', 'cheap', 'dear'] as const;
const logged = { none: 0.1, cheap: 0.3, dear: 0.6 };

/** Decisions drawn with the chances above; each brings its true value on average. `believed` is what was expected. */
function aLog(rows: number, believed: Readonly<Record<string, number>> = truth, seed = 1): LoggedChoice[] {
  const dice = seededDice(seed);
  return Array.from({ length: rows }, () => {
    const draw = dice.next();
    const done = draw < 0.1 ? 'none' : draw < 0.4 ? 'cheap' : 'dear';
    return {
      options: actions.map((action) => ({
        action,
        logged: logged[action],
        expected: believed[action] ?? 0,
        cost: action === 'none' ? 0 : action === 'cheap' ? 300 : 900,
      })),
      done,
      net: truth[done] + (dice.next() - 0.5) * 8_000,
      risk: dice.next(),
    };
  });
}

describe('judging another policy by the log', () => {
  const log = aLog(4_000);

  test('each estimate holds the truth in its interval, and the doubly robust one is the narrowest', () => {
    const { inverse, normalised, robust, effective, unseen } = evaluate(log, alwaysCheapest);
    for (const estimate of [inverse, normalised, robust]) {
      expect(estimate.low).toBeLessThan(truth.cheap);
      expect(estimate.high).toBeGreaterThan(truth.cheap);
    }
    expect(robust.high - robust.low).toBeLessThan(inverse.high - inverse.low);
    // The 1,200 or so decisions that did what the policy would have done.
    expect(Math.abs(effective - 1_200)).toBeLessThan(120);
    expect(unseen).toBe(0);
  });

  test('the doubly robust estimate is right though what was believed is wrong', () => {
    const wrong = aLog(4_000, { none: 0, cheap: 20_000, dear: -3_000 });
    const { robust } = evaluate(wrong, alwaysCheapest);
    expect(robust.low).toBeLessThan(truth.cheap);
    expect(robust.high).toBeGreaterThan(truth.cheap);
  });

  test('its intervals hold the truth about nineteen times in twenty', () => {
    const misses = Array.from({ length: 200 }, (_, seed) =>
      evaluate(aLog(300, truth, seed + 1), alwaysCheapest),
    ).filter(({ robust }) => robust.low > truth.cheap || robust.high < truth.cheap);
    expect(misses.length).toBeLessThanOrEqual(20);
  });

  test('the policy of the log is worth what the log brought, the holdout apart', () => {
    const offers = (0.3 * truth.cheap + 0.6 * truth.dear) / 0.9;
    const { robust } = evaluate(log, asLogged);
    expect(robust.low).toBeLessThan(offers);
    expect(robust.high).toBeGreaterThan(offers);
  });

  test('highest risk first makes offers to the riskiest share only', () => {
    const policy = highestRiskFirst(log, 0.3);
    const treated = log.filter((choice) => policy.chances(choice)[0] === 0);
    expect(treated.length / log.length).toBeCloseTo(0.3, 2);
    expect(Math.min(...treated.map(({ risk }) => risk))).toBeGreaterThan(0.65);
  });
});

describe('saying whether it is better', () => {
  const say = (log: readonly LoggedChoice[], other = noOffers) => {
    const difference = advantage(log, asLogged, other);
    const verdict = verdictOf(difference, evaluate(log, asLogged), evaluate(log, other));
    const names = { policy: asLogged.name, other: other.name };
    return verdictInWords(
      names,
      verdict,
      difference,
      (amount) => `${Math.round(amount / 100)}.00`,
      lackingFor(log.length, difference, evaluate(log, asLogged), evaluate(log, other)),
    );
  };

  test('when the log shows it, with the gain and its bounds', () => {
    expect(say(aLog(4_000))).toMatch(
      /^The current policy beats "no offers": by \d+\.00 per 100 decisions, between \d+/,
    );
  });

  test('not when too few decisions did what the other would have done', () => {
    expect(say(aLog(120))).toBe(
      'It is not yet known whether the current policy beats "no offers": too few decisions did what it would have done.',
    );
  });

  test('not when the difference may be luck, with how many more decisions would tell', () => {
    const weak = (rows: number, seed: number) => say(aLog(rows, truth, seed), alwaysCheapest);
    const unsure = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
      .map((seed) => weak(220, seed))
      .filter((one) => one.includes('more decisions'));
    expect(unsure.length).toBeGreaterThan(0);
    for (const said of unsure) {
      const more = Number(
        /: about ([\d,]+) more decisions with a known outcome would tell\.$/
          .exec(said)?.[1]
          ?.replaceAll(',', ''),
      );
      // What was seen may be more or less than the truth by luck, so that so many tell about every other time.
      const known = [21, 22, 23, 24, 25, 26].map((seed) => weak(220 + more, seed));
      expect(
        known.filter((one) => one.includes('beats "always the cheapest": by')).length,
      ).toBeGreaterThanOrEqual(2);
    }
  });

  test('not when the other would do what was never tried', () => {
    const untried = aLog(4_000).map((choice) => ({
      ...choice,
      options: [...choice.options, { action: 'free', logged: 0, expected: 9_000, cost: 1 }],
    }));
    expect(evaluate(untried, alwaysCheapest).unseen).toBe(1);
    expect(say(untried, alwaysCheapest)).toContain('not yet known');
  });
});
