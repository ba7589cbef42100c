import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossing, isNearLine, type OverLine } from '../../../functions/domain/campaign/crossing.ts';
import { plusDays } from '../../../functions/domain/instant.ts';

const customer = { campaignId: 'cmp_1', customerId: 'cus_1' };
const line = { from: 0.6, back: 0.4 };
const day = (n: number): string => plusDays('2026-03-03T06:00:00.000Z', n);

/** Looks once a day, each look as often as `times` says; the days on which the customer crossed. */
function crossings(measured: readonly (number | undefined)[], times: readonly number[] = []): number[] {
  let known: OverLine | undefined;
  return measured.flatMap((value, n) => {
    let crossed = false;
    for (let time = 0; time <= (times[n] ?? 0); time += 1) {
      if (!isNearLine(value, line)) continue;
      const look = { at: day(n), ...{ before: n === 0 ? undefined : day(n - 1) } };
      const { crosses, keep } = crossing(customer, value, line, known, look);
      known = keep ?? known;
      crossed = crosses;
    }
    return crossed ? [n] : [];
  });
}

test('who rises over the line crosses it once, and once more after they had come back below', () => {
  expect(crossings([0.1, 0.7, 0.8, 0.7, 0.3, 0.5, 0.9])).toEqual([1, 6]);
});

test('who is over the line when the campaign begins has not crossed it', () => {
  expect(crossings([0.9, 0.9, 0.9])).toEqual([]);
  expect(crossings([0.9, 0.1, 0.9])).toEqual([2]);
});

test('a measure that flaps around the line crosses it once', () => {
  expect(crossings([0.1, 0.61, 0.59, 0.61, 0.45, 0.7, 0.59, 0.65])).toEqual([1]);
});

test('whom we know nothing about, and then do, has crossed the line when they are over it', () => {
  expect(crossings([undefined, undefined, 0.7])).toEqual([2]);
});

test('crossings are those of the rule as it is said, however often each look is taken', () => {
  const value = fc.option(fc.constantFrom(0.1, 0.39, 0.4, 0.5, 0.59, 0.6, 0.9), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(2), { maxLength: 30 }),
      (values, times) => {
        // Said plainly: over from the first look at or above `from` until a look below `back`.
        let over = false;
        const said = values.flatMap((one, n) => {
          const before = over;
          if (one === undefined || one < line.back) over = false;
          else if (one >= line.from) over = true;
          return over && !before && n > 0 ? [n] : [];
        });
        expect(crossings(values, times)).toEqual(said);
      },
    ),
  );
});
