import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonText } from '../../../functions/domain/churn/reason-text.ts';

const visits = { kind: 'number', name: 'visits', range: [0, 100], median: 10 } as const;

test('a contribution is said to one digit, rounded as its exact value is', () => {
  const anyContribution = fc.oneof(
    fc.double({ min: -12, max: 12, noNaN: true }),
    // In the middle between two tenths, and right beside it.
    fc
      .tuple(fc.integer({ min: -240, max: 240 }), fc.constantFrom(0, Number.EPSILON, -Number.EPSILON))
      .map(([twentieths, aside]) => (twentieths / 20) * (1 + aside)),
  );
  fc.assert(
    fc.property(anyContribution, (contribution) => {
      const amount = Math.abs(contribution);
      fc.pre(amount >= 0.05);
      const sign = contribution > 0 ? '+' : '-';
      expect(reasonText(visits, 3, contribution, 'en')).toBe(`visits 3: ${sign}${amount.toFixed(1)}`);
    }),
    { numRuns: 2000 },
  );
});
