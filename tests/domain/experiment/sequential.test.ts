import { expect, test } from 'vitest';
import { secretDigests } from '../../../functions/adapters/system/digests.ts';
import { armOf } from '../../../functions/domain/experiment/arm.ts';
import {
  customersNeeded,
  difference,
  isKnown,
  LEAST_IN_AN_ARM,
  radius,
  type Sums,
} from '../../../functions/domain/experiment/sequential.ts';
import { newDice, type Dice } from '../../../tools/bench/dice.ts';

const none: Sums = { n: 0, sum: 0, squares: 0 };
const plus = (sums: Sums, value: number): Sums => ({
  n: sums.n + 1,
  sum: sums.sum + value,
  squares: sums.squares + value ** 2,
});

/** Customers who stay with this chance, counted. */
const arm = (n: number, chance: number, dice: Dice): Sums => {
  let kept = 0;
  for (let one = 0; one < n; one += 1) if (dice.next() < chance) kept += 1;
  return { n, sum: kept, squares: kept };
};

test('nothing is said about a handful of customers', () => {
  const few = { n: LEAST_IN_AN_ARM - 1, sum: 0, squares: 0 };
  const many = { n: 5_000, sum: 5_000, squares: 5_000 };

  expect(difference(many, few, 1).interval).toBeUndefined();
  expect(isKnown(difference(many, few, 1))).toBe(false);
  expect(isKnown(difference(many, { n: LEAST_IN_AN_ARM, sum: 0, squares: 0 }, 1))).toBe(true);
});

test('an interval narrows with the number of customers and widens with their variety', () => {
  expect(radius(10_000, 1)).toBeLessThan(radius(1_000, 1));
  expect(radius(1_000, 4)).toBeCloseTo(2 * radius(1_000, 1), 10);
  expect(radius(0, 1)).toBe(Number.POSITIVE_INFINITY);
});

test('the number of customers asked for is just enough', () => {
  const needed = customersNeeded(1, 0.1) ?? 0;

  expect(radius(needed, 1)).toBeLessThan(0.1);
  expect(radius(needed - 1, 1)).toBeGreaterThanOrEqual(0.1);
  expect(customersNeeded(1, 0)).toBeUndefined();
});

test('looking every day at two equal groups sees a difference in at most one of twenty of 2,000 experiments', () => {
  const dice = newDice(20_261_127);
  let deceived = 0;
  for (let experiment = 0; experiment < 2_000; experiment += 1) {
    let treated = none;
    let control = none;
    for (let day = 0; day < 60; day += 1) {
      for (let customer = 0; customer < 10; customer += 1) {
        const kept = dice.next() < 0.7 ? 1 : 0;
        if (dice.next() < 0.3) control = plus(control, kept);
        else treated = plus(treated, kept);
      }
      if (isKnown(difference(treated, control, 1))) {
        deceived += 1;
        break;
      }
    }
  }

  expect(deceived / 2_000).toBeLessThanOrEqual(0.05);
});

test('the keyed draw is as good as chance: of 2,000 experiments without any effect one look calls about one in twenty significant', async () => {
  const digests = secretDigests(() => Promise.resolve('a key of at least sixteen characters'));
  const dice = newDice(7);
  const customers = Array.from({ length: 120 }, (_, n) => `cus_${n}`);
  let significant = 0;
  for (let experiment = 0; experiment < 2_000; experiment += 1) {
    const sums = { treated: 0, holdout: 0 };
    const n = { treated: 0, holdout: 0 };
    for (const customer of customers) {
      const arm = armOf(await digests.draw(`a/a ${experiment}`, customer), 0.5);
      n[arm] += 1;
      sums[arm] += dice.next();
    }
    // What was spent is uniform in [0, 1): its variance is 1/12.
    const error = Math.sqrt((1 / n.treated + 1 / n.holdout) / 12);
    if (Math.abs(sums.treated / n.treated - sums.holdout / n.holdout) > 1.96 * error) significant += 1;
  }

  // 5 % of 2,000, and twice the standard error of such a count, which is 9.7.
  expect(significant).toBeGreaterThan(100 - 20);
  expect(significant).toBeLessThan(100 + 20);
});

test('a real difference is found, and the interval holds the truth at every one of a hundred looks in 19 of 20 seasons', () => {
  const dice = newDice(11);
  let found = 0;
  let covered = 0;
  const SEASONS = 300;
  for (let season = 0; season < SEASONS; season += 1) {
    let treated = none;
    let control = none;
    let always = true;
    for (let look = 0; look < 100; look += 1) {
      const more = arm(80, 0.76, dice);
      const less = arm(20, 0.7, dice);
      treated = {
        n: treated.n + more.n,
        sum: treated.sum + more.sum,
        squares: treated.squares + more.squares,
      };
      control = {
        n: control.n + less.n,
        sum: control.sum + less.sum,
        squares: control.squares + less.squares,
      };
      const { interval } = difference(treated, control, 1);
      if (interval && (interval.low > 0.06 || interval.high < 0.06)) always = false;
    }
    if (isKnown(difference(treated, control, 1))) found += 1;
    if (always) covered += 1;
  }

  expect(covered / SEASONS).toBeGreaterThanOrEqual(0.95);
  expect(found / SEASONS).toBeGreaterThan(0.8);
});
