import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saysLeft } from '../../../functions/domain/customer/has-left.ts';
import type { CustomerOutcome } from '../../../functions/domain/experiment/customer-outcome.ts';
import { leavingOf } from '../../../functions/domain/experiment/leaving.ts';

const ann = { id: 'cus_7' };
const word = (over: Partial<CustomerOutcome>): CustomerOutcome => ({
  ...{ id: 'crm-1', customerId: 'cus_7', kind: 'left', on: '2026-03-01', source: 'crm' },
  ...over,
});

describe('a leaving', () => {
  test('is the first of us when nobody has said that the customer left', () => {
    const at = '2026-03-02T09:00:00.000Z';
    expect(leavingOf(ann, [word({ kind: 'stayed' })], at)).toEqual({
      ...{ id: 'amends/leaving-1', customerId: 'cus_7', kind: 'left', on: '2026-03-02' },
      ...{ source: 'amends', at },
    });
  });

  test('that the firm’s books told before, of a day before or after, stands as they told it', () => {
    const told = word({ on: '2026-03-09' });

    expect(leavingOf(ann, [told], '2026-03-02')).toBe(told);
    expect(leavingOf(ann, [told], '2026-12-01')).toBe(told);
  });

  test.each([
    ['a purchase that the books tell', ann, [word({ id: 'crm-2', kind: 'bought', on: '2026-06-01' })]],
    ['an order', { ...ann, lastOrderOn: '2026-06-01' }, []],
    ['a new start', { ...ann, since: '2026-06-01' }, []],
  ] as const)('is another one only after a sign of having come back: %s', (_, customer, more) => {
    const first = leavingOf(ann, [], '2026-03-02');

    expect(leavingOf(customer, [first, ...more], '2026-09-01')).toMatchObject({
      id: 'amends/leaving-2',
      on: '2026-09-01',
    });
  });

  test('is said once, however many notice it, on whatever days and in whatever order', () => {
    const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 8 }), (noticed) => {
        const said = new Map<string, CustomerOutcome>();
        for (const on of noticed) {
          const one = leavingOf(ann, [...said.values()], on);
          said.set(one.id, said.get(one.id) ?? one);
        }
        expect([...said.values()].map(({ on }) => on)).toEqual([noticed[0]]);
      }),
    );
  });
});

test.each([
  ['Cancelled', true],
  ['former customer', true],
  ['已解约', true],
  ['active', false],
  ['inactive', false],
  ['cancellation pending', false],
  [undefined, false],
])('a status %s says that the customer is gone: %s', (status, gone) => {
  expect(saysLeft(status)).toBe(gone);
});
