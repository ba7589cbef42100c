import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedBy, beliefIn, lessonOf, meanOf } from '../../../functions/domain/offer/belief.ts';
import { planOffer } from '../../../functions/domain/offer/plan.ts';
import { chancesToBeBest, drawnPlace } from '../../../functions/domain/offer/thompson.ts';
import { aGift, aPlan } from './situations.ts';

const free = (a: number, b: number) => ({ belief: { a, b }, cost: 0 });

describe('the chance to be the best offer', () => {
  test('is even for offers of which we know the same', () => {
    for (const chance of chancesToBeBest([free(2, 8), free(2, 8), free(2, 8)], 10_000))
      expect(chance).toBeCloseTo(1 / 3, 9);
  });

  test('is the chance that one belief exceeds the other', () => {
    // Beta(1, 1) against Beta(2, 1): the chance that the first is larger is 1/3, the integral of 2x(1 − x).
    const [flat = 0, rising = 0] = chancesToBeBest([free(1, 1), free(2, 1)], 10_000);
    expect(flat).toBeCloseTo(1 / 3, 4);
    expect(rising).toBeCloseTo(2 / 3, 4);
  });

  test('falls with the cost: what costs the whole stake more is never best', () => {
    expect(chancesToBeBest([free(5, 5), { ...free(5, 5), cost: 10_000 }], 10_000)).toEqual([1, 0]);
  });

  test('goes to the better offer as outcomes come in, and its rival is not drawn any more', () => {
    const rival = (n: number) =>
      chancesToBeBest([free(1 + 0.3 * n, 1 + 0.7 * n), free(1 + 0.2 * n, 1 + 0.8 * n)], 1);
    const shares = [0, 20, 100, 1_000].map((n) => rival(n)[1] ?? 1);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.at(-1)).toBe(0);
  });

  test('always sums to 1, whatever is believed', () => {
    const contender = fc.record({
      belief: fc.record({ a: fc.integer({ min: 1, max: 3_000 }), b: fc.integer({ min: 1, max: 3_000 }) }),
      cost: fc.nat(20_000),
    });
    fc.assert(
      fc.property(
        fc.array(contender, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 100_000 }),
        (contenders, stake) => {
          const chances = chancesToBeBest(contenders, stake);
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
          for (const chance of chances) expect(chance === 0 || chance >= 0.009).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('is what a fair draw falls on', () => {
    const chances = [0.5, 0, 0.3, 0.2];
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 1_000; n += 1) {
      const place = drawnPlace(chances, n / 1_000);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    expect(counts).toEqual([500, 0, 300, 200]);
  });
});

describe('an offer that may be the best', () => {
  const catalogue = [
    aGift({ id: 'known', prior: { a: 50, b: 50 } }),
    aGift({ id: 'new', prior: { a: 2, b: 3 } }),
  ];

  test('is drawn now and then, and the log says with which chance', () => {
    const decision = planOffer(aPlan({ catalogue, seed: 0.99 }));
    const chance = decision.candidates.find((one) => one.catalogueId === 'new')?.chance ?? 0;

    expect(decision).toMatchObject({ action: 'new', drawn: 'new', seed: 0.99, reasons: ['may-be-best'] });
    expect(chance).toBeGreaterThan(0.1);
    expect(decision.propensity).toBeCloseTo(0.9 * chance, 12);
  });

  test('is not drawn once outcomes say that it is not', () => {
    const learned = { 'new@1': { kept: 2, left: 300 } };
    for (const seed of [0, 0.5, 0.999])
      expect(planOffer(aPlan({ catalogue, learned, seed })).action).toBe('known');
  });

  test('is what a held-out customer would have got', () => {
    expect(planOffer(aPlan({ catalogue, seed: 0.99, draw: 0.01 }))).toMatchObject({
      action: 'none',
      drawn: 'new',
      propensity: 0.1,
    });
  });

  test('is never one that is expected to lose money, however little is known of it', () => {
    const dear = aGift({ id: 'dear', prior: { a: 1, b: 9 }, cost: { rule: 'fixed', amount: 3_000 } });
    for (const seed of [0, 0.5, 0.9, 0.999])
      expect(planOffer(aPlan({ catalogue: [aGift(), dear], seed })).action).toBe('gift');
  });
});

describe('what an outcome teaches', () => {
  const weighed = { segment: 'gold', chanceWithout: 0.6, effect: 0.25 };

  test('nothing from a stay that was certain, all from a leave', () => {
    expect(lessonOf({ kept: true, weighed: { ...weighed, chanceWithout: 1 } })).toEqual({ kept: 0, left: 0 });
    expect(lessonOf({ kept: false, weighed })).toEqual({ kept: 0, left: 1 });
  });

  test('over many customers the belief comes to the true effect', () => {
    const truth = 0.25;
    const leave = 1 - weighed.chanceWithout;
    const customers = 10_000;
    const left = Math.round(customers * leave * (1 - truth));
    const each = lessonOf({ kept: true, weighed });
    const learned = { 'gift@1': { kept: (customers - left) * each.kept, left } };

    expect(meanOf(beliefIn(learned, aGift()))).toBeCloseTo(truth, 2);
  });

  test('the same from the same outcomes in any order, and nothing from a repeat', () => {
    const outcome = (kept: boolean) => ({ id: 'off_1', offer: 'gift@1', weighed, kept });
    const first = addedBy(outcome(true), undefined);
    const second = addedBy(outcome(false), { kept: true });

    expect(addedBy(outcome(true), { kept: true })).toBeUndefined();
    expect((first?.kept ?? 0) + (second?.kept ?? 0)).toBeCloseTo(0, 12);
    expect((first?.left ?? 0) + (second?.left ?? 0)).toBe(1);
  });
});
