import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOf, caseRow } from '../../functions/adapters/dynamodb/case-row.ts';
import { keys, lookup } from '../../functions/adapters/dynamodb/keys.ts';
import { aCase } from '../support/case-builders.ts';

const anyCase = fc
  .record({
    n: fc.integer({ min: 1, max: 9999 }),
    addresses: fc.array(fc.constantFrom('ann@example.org', 'ann@work.example', 'a@b.example'), {
      maxLength: 3,
    }),
    receivedAt: fc.constantFrom('2026-03-02T09:00:00.000Z', '2024-02-29T23:59:59.999Z'),
  })
  .map(({ n, ...over }) => aCase(n, over));

test('a case comes back from its row as it was, with all its addresses', () => {
  fc.assert(
    fc.property(anyCase, (record) => {
      expect(caseOf({ ...keys.case(record.id), ...caseRow(record) })).toEqual(record);
    }),
  );
});

test('a row of the time when it said everything is still read', () => {
  const record = aCase(7, { addresses: ['ann@work.example'] });
  const row = { ...record, ...lookup.caseOfDay(record.receivedAt, record.id), ...keys.case(record.id) };
  expect(caseOf(row)).toEqual(record);
});

test('a row says neither its id nor its day twice, nor the only address', () => {
  expect(caseRow(aCase(7))).not.toHaveProperty('id');
  expect(caseRow(aCase(7))).not.toHaveProperty('receivedAt');
  expect(caseRow(aCase(7))).not.toHaveProperty('addresses');
});
