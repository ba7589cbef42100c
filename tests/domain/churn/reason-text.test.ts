import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChurnModel } from '../../../functions/domain/churn/score.ts';
import { shippedModels } from '../../../functions/domain/churn/shipped.ts';
import type { Locale } from '../../../functions/domain/language.ts';
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

const shipped = [...shippedModels].map(([name, open]) => [name, open()] as const);

/** Every text that a shipped model can say of one of its facts. */
function textsOf(model: ChurnModel, language: Locale): string[] {
  return model.features.flatMap((feature) => {
    const values =
      feature.kind === 'category'
        ? [null, ...feature.categories]
        : [null, feature.range[0], feature.median, feature.range[1], feature.range[1] + 2];
    return values.map((value) => reasonText(feature, value, 0.7, language));
  });
}

describe('a handler reads out', () => {
  test.each(shipped)('the reasons of %s in Chinese without a word of English', (_, model) => {
    for (const text of textsOf(model, 'zh-Hans'))
      expect(text.replaceAll(/DSL|UPI/g, '')).not.toMatch(/[a-z]/i);
  });

  test.each(shipped)(
    'the reasons of %s in English without names or short forms of a data set',
    (_, model) => {
      for (const text of textsOf(model, 'en')) {
        expect(text).not.toMatch(/[a-z][A-Z]|\b(?:COD|CC)\b|\(/);
        // One colon, before what it adds.
        expect(text.split(': ')).toHaveLength(2);
        expect(text.charAt(0)).toBe(text.charAt(0).toLowerCase());
      }
    },
  );

  test.each([
    ['complaints90d', 21, '21st complaint in 90 days', '90 天内第 21 次投诉'],
    ['complaints90d', 112, '112th complaint in 90 days', '90 天内第 112 次投诉'],
    ['complaints90d', 3, 'third complaint in 90 days', '90 天内第 3 次投诉'],
    ['NumberOfAddress', 1, 'has 1 address on file', '登记了 1 个地址'],
    ['CouponUsed', 0, 'used no coupon', '没有用过优惠券'],
    ['CityTier', 2, 'lives in a tier 2 city', '住在二线城市'],
    ['OrderAmountHikeFromlastYear', 15, 'spent 15 % more than last year', '消费比去年增加 15%'],
  ])('%s %s as "%s"', (name, value, english, chinese) => {
    const feature = { kind: 'number', name, range: [0, 200], median: 10 } as const;
    expect(reasonText(feature, value, 0.7, 'en')).toBe(`${english}: +0.7`);
    expect(reasonText(feature, value, 0.7, 'zh-Hans')).toBe(`${chinese}：+0.7`);
  });

  test('a charge beyond what the model has seen, counted in the same measure', () => {
    const charge = { kind: 'number', name: 'monthlyCharge', range: [20, 100], median: 50 } as const;
    expect(reasonText(charge, 200, 0.7, 'en')).toBe(
      'monthly charge 4.0 times the usual, counted as 2.0 times, the most this model has seen: +0.7',
    );
    expect(reasonText(charge, 200, 0.7, 'zh-Hans')).toBe(
      '月费是一般客户的 4.0 倍（超出模型见过的范围，按 2.0 倍计）：+0.7',
    );
  });

  test('a contract in the words of the model that knows it', () => {
    const contract = {
      kind: 'category',
      name: 'contractType',
      categories: ['Two year'],
      categoryOf: (value: string) => (value === 'two-year' ? 'Two year' : undefined),
    } as const;
    expect(reasonText(contract, 'two-year', -0.7, 'en')).toBe('two-year contract: -0.7');
    expect(reasonText(contract, 'two-year', -0.7, 'zh-Hans')).toBe('两年期合同：-0.7');
  });
});
