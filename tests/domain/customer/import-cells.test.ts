import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as cell from '../../../functions/domain/customer/cell.ts';
import { importCustomerRow } from '../../../functions/domain/customer/import-customer-row.ts';

const valueOf = <Value>(result: cell.Cell<Value>): Value | undefined =>
  result.ok ? result.value : undefined;

test.each([
  ['12', 1200],
  ['12.5', 1250],
  ['1,234.50', 123_450],
  ['1.005', 101],
  ['108.15000000000001', 10_815],
  ['-3.10', -310],
  ['-0.001', 0],
  ['1.234,50', undefined],
  ['12 USD', undefined],
  ['1e3', undefined],
  ['99999999999999999', undefined],
])('the amount %s is %s minor units', (text, minor) => {
  expect(valueOf(cell.amount(text))).toBe(minor);
});

test('an amount written with two decimals is read back to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (minor) => {
      const sign = minor < 0 ? '-' : '';
      const digits = String(Math.abs(minor)).padStart(3, '0');
      return valueOf(cell.amount(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)) === minor;
    }),
  );
  expect(valueOf(cell.amount('0.00'))).toBe(0);
});

test.each([
  ['2026-03-31', '2026-03-31'],
  ['2026/3/1', '2026-03-01'],
  ['2026-03-31T23:59:00Z', '2026-03-31'],
  ['2026-02-29', undefined],
  ['31.03.2026', undefined],
  ['03/04/2026', undefined],
])('the date %s is read as %s, and what could mean two days is refused', (text, day) => {
  expect(valueOf(cell.day(text))).toBe(day);
});

test.each([
  ['2026-03-31', '2026-03-31T00:00:00.000Z'],
  ['2026-03-31 09:30', '2026-03-31T09:30:00.000Z'],
  ['2026-03-31T09:30:00+08:00', '2026-03-31T01:30:00.000Z'],
  ['2026-03-31T25:00', undefined],
])('the time %s is the instant %s', (text, at) => {
  expect(valueOf(cell.instant(text))).toBe(at);
});

test.each([
  ['+44 (0)7700-900.007', '+447700900007'],
  ['+44 7700-900.007', '+447700900007'],
  ['0086 138 0013 8000', '+8613800138000'],
  ['07700 900007', undefined],
])('the phone number %s is kept as %s', (text, number) => {
  // A number without its country would be a guess, and guesses call strangers.
  expect(valueOf(cell.phone(text))).toBe(number);
});

test('addresses are lower-cased, each once, and one that is none refuses the cell', () => {
  expect(valueOf(cell.emails(' A@example.org; b@example.org ;a@EXAMPLE.org;'))).toEqual([
    'a@example.org',
    'b@example.org',
  ]);
  expect(valueOf(cell.emails('a@example.org;nobody'))).toBeUndefined();
});

test.each([
  ['1990-12-24', '1990-12-24'],
  ['12-24', '--12-24'],
  ['--02-29', '--02-29'],
  ['13-01', undefined],
])('the birthday %s is kept as %s', (text, birthday) => {
  expect(valueOf(cell.birthday(text))).toBe(birthday);
});

test('a line break in a name cannot become a mail header', () => {
  const imported = importCustomerRow({ customerId: '1', name: 'Ada\r\nBcc: all@example.org' });

  expect(imported).toEqual({
    ok: false,
    errors: [{ field: 'name', message: 'contains control characters or a line break' }],
  });
});

test('whatever stands in a row, it is taken or refused with its fields, and nothing of it is in the message', () => {
  const anyCell = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.record({
        customerId: anyCell,
        email: anyCell,
        since: anyCell,
        monthlyCharge: anyCell,
        'a b': anyCell,
      }),
      (row) => {
        const imported = importCustomerRow(row);
        return (
          imported.ok ||
          imported.errors.every(({ message }) => !Object.values(row).some((text) => message.includes(text)))
        );
      },
    ),
  );
  expect(importCustomerRow({}).ok).toBe(false);
});

test('a column is known however it is spelt', () => {
  expect(importCustomerRow({ Customer_ID: '7', 'Monthly charge': '5' })).toMatchObject({
    ok: true,
    record: { customerNumber: '7', monthlyCharge: 500, attributes: {} },
  });
});
