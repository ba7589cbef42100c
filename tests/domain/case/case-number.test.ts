import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseNumber, readCaseNumber } from '../../../functions/domain/case/case-number.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const aNumber = fc.uint8Array({ minLength: 5, maxLength: 5 }).map((random) => caseNumber(2026, random));
const CODE = 'AM-2026-'.length;

test('a case number is read back as it was given', () => {
  fc.assert(
    fc.property(aNumber, (number) => {
      expect(number).toMatch(/^AM-2026-[0-9A-HJKMNP-TV-Z]{6}$/);
      expect(readCaseNumber(number)).toBe(number);
    }),
  );
});

test('one wrong character in a case number is noticed', () => {
  fc.assert(
    fc.property(aNumber, fc.nat(5), fc.constantFrom(...Array.from(ALPHABET)), (number, place, char) => {
      const at = CODE + place;
      const wrong = number.slice(0, at) + char + number.slice(at + 1);
      expect(readCaseNumber(wrong)).toBe(wrong === number ? number : undefined);
    }),
    { numRuns: 2000 },
  );
});

test('two neighbours changed places in a case number are noticed', () => {
  fc.assert(
    fc.property(aNumber, fc.nat(4), (number, place) => {
      const at = CODE + place;
      const swapped = `${number.slice(0, at)}${number.charAt(at + 1)}${number.charAt(at)}${number.slice(at + 2)}`;
      expect(readCaseNumber(swapped)).toBe(swapped === number ? number : undefined);
    }),
    { numRuns: 2000 },
  );
});

test('small letters, an O for a zero and an L for a one are forgiven', () => {
  fc.assert(
    fc.property(aNumber, (number) => {
      const typed = ` ${number.slice(0, CODE).toLowerCase()}${number
        .slice(CODE)
        .toLowerCase()
        .replaceAll('0', 'o')
        .replaceAll('1', 'l')} `;
      expect(readCaseNumber(typed)).toBe(number);
    }),
  );
});

test.each([
  '',
  'AM-2026-',
  '2026-ABCDEF',
  'AM-26-ABCDEF',
  'AM-2026-ABCDE',
  'AM-2026-ABCDEU',
  'AM-2026-ABC DE',
])('%j is no case number', (typed) => {
  expect(readCaseNumber(typed)).toBeUndefined();
});
