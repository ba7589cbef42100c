import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { armOf } from '../../../functions/domain/experiment/arm.ts';
import type { CustomerOutcome } from '../../../functions/domain/experiment/customer-outcome.ts';
import { withOutcome, type Participation } from '../../../functions/domain/experiment/participation.ts';
import {
  addSums,
  ALL,
  contributionOf,
  noSums,
  recount,
  tallyChanges,
  tallyFields,
  type Tally,
} from '../../../functions/domain/experiment/tally.ts';
import { worthInWords } from '../../../functions/domain/experiment/words.ts';
import { worthOf } from '../../../functions/domain/experiment/worth.ts';
import { newDice } from '../../../tools/bench/dice.ts';

const aParticipation = (over: Partial<Participation> = {}): Participation => ({
  experiment: 'recovery-offer-1',
  customerId: 'cus_1',
  version: 1,
  arm: 'treated',
  at: '2026-03-02T09:00:00.000Z',
  worth: 40_000,
  strata: { tier: 'gold' },
  ...over,
});

const anOutcome = (over: Partial<CustomerOutcome> = {}): CustomerOutcome => ({
  id: 'o1',
  customerId: 'cus_1',
  kind: 'stayed',
  on: '2026-04-01',
  source: 'api',
  ...over,
});

describe('what became of a customer', () => {
  test('someone who left stays lost, whatever comes in after', () => {
    const left = withOutcome(aParticipation(), anOutcome({ kind: 'left' }), 0);

    expect(left?.outcome?.kept).toBe(false);
    expect(left && withOutcome(left, anOutcome({ kind: 'stayed', on: '2026-05-01' }), 0)?.outcome?.kept).toBe(
      false,
    );
  });

  test('what happened before the draw or after ninety days says nothing about it', () => {
    expect(withOutcome(aParticipation(), anOutcome({ on: '2026-03-01' }), 0)).toBeUndefined();
    expect(withOutcome(aParticipation(), anOutcome({ on: '2026-05-31' }), 0)).toBeDefined();
    expect(withOutcome(aParticipation(), anOutcome({ on: '2026-06-01' }), 0)).toBeUndefined();
  });

  test('words in another order come to the same', () => {
    const word = fc.record({
      kind: fc.constantFrom('stayed' as const, 'bought' as const, 'left' as const),
      on: fc.integer({ min: 10, max: 28 }).map((day) => `2026-03-${day}`),
      amount: fc.nat(10_000),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, seed) => {
        const dice = newDice(seed);
        const tell = (order: readonly (typeof words)[number][]) =>
          order.reduce<Participation>(
            (one, said) => withOutcome(one, anOutcome(said), 500) ?? one,
            aParticipation(),
          );
        const shuffled = [...words].sort(() => dice.next() - 0.5);
        expect(tell(shuffled).outcome).toEqual(tell(words).outcome);
      }),
    );
  });
});

describe('running sums', () => {
  test('equal a recount from the participations after any history', () => {
    const step = fc.record({
      customer: fc.nat(5),
      kind: fc.constantFrom('stayed' as const, 'bought' as const, 'left' as const),
      day: fc.integer({ min: 3, max: 28 }),
      amount: fc.nat(100_000),
      cost: fc.nat(3_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const people = Array.from({ length: 6 }, (_, n) =>
          aParticipation({
            customerId: `cus_${n}`,
            arm: n % 3 === 0 ? 'holdout' : 'treated',
            worth: n * 7_001 - 5_000,
            strata: { tier: n % 2 === 0 ? 'gold' : 'silver' },
          }),
        );
        const running = new Map<string, Tally>();
        for (const { customer, kind, day, amount, cost } of steps) {
          const before = people[customer] ?? aParticipation();
          const on = `2026-03-${String(day).padStart(2, '0')}`;
          const after = withOutcome(before, anOutcome({ kind, on, amount }), cost);
          if (!after) continue;
          people[customer] = after;
          for (const { day: drawn, stratum, arm, add } of tallyChanges(before, after)) {
            const key = `${drawn} ${stratum} ${arm}`;
            const row = running.get(key) ?? { day: drawn, stratum, arm, ...noSums };
            running.set(key, { ...row, ...addSums(row, add) });
          }
        }
        const sorted = [...running.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
        expect(sorted).toEqual(recount(people));
      }),
    );
  });
});

/** A season with known response: gold customers stay with 0.6, silver with 0.8; treating adds 0.08 and 0.02. */
function aSeason(seed: number, customers: number): Tally[] {
  const dice = newDice(seed);
  // Customers by gold, treated, kept, granted: each a bit, so that a season takes milliseconds.
  const cells = new Int32Array(16);
  for (let n = 0; n < customers; n += 1) {
    const gold = dice.next() < 0.25;
    const treated = armOf(dice.next(), 0.2) === 'treated';
    const kept = dice.next() < (gold ? 0.6 : 0.8) + (treated ? (gold ? 0.08 : 0.02) : 0);
    const granted = treated && dice.next() < 0.5;
    cells[(gold ? 8 : 0) + (treated ? 4 : 0) + (kept ? 2 : 0) + (granted ? 1 : 0)]! += 1;
  }
  return (['treated', 'holdout'] as const).map((arm) => {
    const sums = { ...noSums };
    cells.forEach((count, cell) => {
      if (((cell & 4) !== 0) !== (arm === 'treated')) return;
      const outcome = { kept: (cell & 2) !== 0, on: '2026-04-01', bought: 0, cost: (cell & 1) * 1_000 };
      const one = contributionOf(
        aParticipation({ arm, worth: (cell & 8) !== 0 ? 200_000 : 50_000, outcome }),
      );
      for (const field of tallyFields) sums[field] += count * one[field];
    });
    return { day: '2026-03-02', stratum: ALL, arm, ...sums };
  });
}
const TRUE_SAVED = 0.25 * 0.08 + 0.75 * 0.02;
const TRUE_NET = 0.25 * 0.08 * 200_000 + 0.75 * 0.02 * 50_000 - 500;

test('over simulated seasons of 100,000 customers the report holds the truth in at least 19 of 20', () => {
  const SEASONS = 100;
  let saved = 0;
  let net = 0;
  for (let season = 1; season <= SEASONS; season += 1) {
    const worth = worthOf(aSeason(season, 100_000));
    const holds = (interval: { low: number; high: number } | null, truth: number): boolean =>
      interval !== null && interval.low <= truth && truth <= interval.high;
    if (holds(worth.saved.interval, TRUE_SAVED)) saved += 1;
    if (holds(worth.netPerCustomer.interval, TRUE_NET)) net += 1;
  }

  expect(saved).toBeGreaterThanOrEqual(95);
  expect(net).toBeGreaterThanOrEqual(95);
});

describe('what it was worth, in a sentence', () => {
  const say = (tallies: readonly Tally[], locale: 'en' | 'zh-Hans' = 'en') =>
    worthInWords(worthOf(tallies), 'GBP', locale);

  test('a season of 100,000 customers says what was kept and earned', () => {
    expect(say(aSeason(1, 100_000))).toMatch(
      /^It keeps \d\.\d more of every 100 customers \(between .* Net gain so far: £/,
    );
    expect(say(aSeason(1, 100_000), 'zh-Hans')).toMatch(/^与不采取行动相比，每 100 位客户多留住/);
  });

  test('a beginning says how many customers are missing', () => {
    expect(say(aSeason(2, 400))).toMatch(/^Not yet known: about [\d,]+ more customers needed\.$/);
    expect(say(aSeason(2, 400), 'zh-Hans')).toMatch(/^尚无结论：大约还需要 [\d,]+ 位客户的结果。$/);
  });

  test('nothing to count and nothing to compare are said apart', () => {
    expect(say([])).toBe('Not yet known: no customer has a known outcome yet.');
    expect(say(aSeason(3, 300).filter(({ arm }) => arm === 'treated'))).toMatch(/^Cannot be known/);
  });

  test('treating that drives customers away is said to be stopped', () => {
    const [treated, holdout] = aSeason(4, 50_000);
    const swapped = [{ ...treated, kept: Math.round((treated?.n ?? 0) * 0.5) }, { ...holdout }] as Tally[];
    expect(say(swapped)).toMatch(/^It loses .* stop it\./);
    expect(worthInWords(worthOf(aSeason(1, 100_000)), 'GBP', 'en', 'plain')).toContain(' than plain.');
  });
});
