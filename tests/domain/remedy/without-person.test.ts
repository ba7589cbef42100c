import { describe, expect, test } from 'vitest';
import { grantRemedy } from '../../../functions/domain/remedy/rules.ts';
import { mayGrant, type Written } from '../../../functions/domain/remedy/without-person.ts';

const clear: Written = { confidence: 0.8, severity: 2, flags: [], ask: 'none' };
const granted = (category: string) => grantRemedy(category, { currency: 'GBP' }, '2026-03-02T09:00:00.000Z');

describe('a rule answers by itself', () => {
  test.each(['delivery.late', 'delivery.damaged', 'service.outage', 'service.quality'])(
    'a plain case of %s needs no person',
    (category) => {
      expect(mayGrant(granted(category), clear)).toBe(true);
    },
  );

  test('no person is needed for what is owed where the customer needs care or speaks of the press', () => {
    expect(
      mayGrant(granted('service.outage'), { ...clear, severity: 3, flags: ['vulnerable', 'media'] }),
    ).toBe(true);
  });
});

describe('a person finds out what is owed', () => {
  test('a person finds out where the cause is a guess', () => {
    expect(mayGrant(granted('delivery.late'), { ...clear, confidence: 0.49 })).toBe(false);
  });

  test.each(['safety', 'data-breach', 'discrimination'])(
    'a person finds out where somebody is harmed: %s',
    (flag) => {
      expect(mayGrant(granted('delivery.late'), { ...clear, flags: [flag] })).toBe(false);
    },
  );

  test('a person finds out where the rule gives goods and the customer asks for the money', () => {
    expect(mayGrant(granted('product.defective'), { ...clear, ask: 'refund' })).toBe(false);
    expect(mayGrant(granted('delivery.late'), { ...clear, ask: 'refund' })).toBe(true);
  });

  test('a person finds out where the rule has only an apology and the case is severe', () => {
    expect(mayGrant(granted('service.staff'), { ...clear, severity: 3 })).toBe(false);
  });

  test('a person finds out where no rule grants anything', () => {
    expect(mayGrant(granted('billing.refund'), clear)).toBe(false);
  });
});
