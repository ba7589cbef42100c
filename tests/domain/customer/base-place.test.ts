import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCustomer } from '../../support/case-builders.ts';
import {
  atTheirPlace,
  basePlaceOf,
  isWithTheirAddress,
  partOfBase,
  placeOf,
  shareOfBase,
  wholeBase,
} from '../../../functions/domain/customer/base-place.ts';

test('every place lies in exactly one part, however many there are', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 5000 }), (id, parts) => {
      const place = placeOf(id);
      expect(place).toMatch(/^[0-9a-f]{8}$/);
      const guess = Math.floor((Number.parseInt(place, 16) * parts) / 2 ** 32);
      const holding = [guess - 1, guess, guess + 1].filter((number) => {
        if (number < 0 || number >= parts) return false;
        const { from, through } = partOfBase(number, parts);
        return from <= place && place <= through;
      });
      expect(holding).toHaveLength(1);
    }),
  );
  expect(partOfBase(0, 1)).toEqual(wholeBase);
  expect(partOfBase(4, 5).through).toBe(wholeBase.through);
  expect(shareOfBase(wholeBase)).toBe(1);
});

test('customers numbered in a row are spread evenly, so that any part of the base is a fair sample', () => {
  const counts = Array.from({ length: 64 }, () => 0);
  for (let n = 0; n < 64_000; n += 1) {
    const part = Math.floor(Number.parseInt(placeOf(`cus_C${String(n).padStart(7, '0')}`), 16) / 2 ** 26);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  // Chi-squared with 63 degrees of freedom: above 103 in one case of a thousand.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquared).toBeLessThan(103);
});

test('a customer stands where the address that we write to has its place, and without one at that of their id', () => {
  const customer = { id: 'cus_1', emails: ['Ada@Example.org', 'work@example.org'] };
  expect(basePlaceOf(customer)).toBe(placeOf('ada@example.org'));
  expect(basePlaceOf({ ...customer, id: 'cus_2' })).toBe(basePlaceOf(customer));
  expect(basePlaceOf({ ...customer, emails: [] })).toBe(placeOf('cus_1'));
});

test('a customer keeps their place whatever address they change to, and forgets it where they come back', () => {
  const emails = fc.array(fc.constantFrom('a@example.org', 'b@example.org', 'C@example.org'), {
    maxLength: 2,
  });
  fc.assert(
    fc.property(fc.array(emails, { minLength: 1, maxLength: 6 }), ([first = [], ...later]) => {
      const born = atTheirPlace(undefined, aCustomer({ id: 'cus_1', emails: first }));
      expect(born.basePlace).toBeUndefined();
      let customer = born;
      for (const next of later) {
        customer = atTheirPlace(customer, { ...customer, emails: next });
        expect(basePlaceOf(customer)).toBe(basePlaceOf(born));
        expect(isWithTheirAddress(customer)).toBe(customer.basePlace === undefined);
      }
    }),
  );
});
