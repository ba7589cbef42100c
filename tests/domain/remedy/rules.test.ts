import { describe, expect, expectTypeOf, test } from 'vitest';
import { remedySchema } from '../../../functions/domain/remedy/remedy.ts';
import { grantRemedy, remedyRules, type RemedyFindings } from '../../../functions/domain/remedy/rules.ts';
import { categorySchema } from '../../../functions/domain/triage/categories.ts';

const at = '2026-11-23T10:00:00.000Z';
const pounds = { currency: 'GBP' };

describe('what is owed', () => {
  test('a late delivery is owed its fee, told in both languages', () => {
    expect(grantRemedy('delivery.late', pounds, at)).toEqual({
      outcome: 'standard',
      remedy: {
        rule: 'delivery.late',
        kind: 'refund-fee',
        amount: 499,
        text: {
          en: 'Your delivery came too late, or has not come yet. We refund your delivery fee of £4.99 the way you paid.',
          'zh-Hans': '您的包裹未能按时送达。我们将按原付款方式退还配送费 £4.99。',
        },
        grantedAt: at,
      },
    });
  });

  test('the firm sets the amounts', () => {
    const amounts = { deliveryFee: 1_250, outage: 1, missedAppointment: 1 };
    expect(grantRemedy('delivery.late', { currency: 'CNY' }, at, amounts)).toMatchObject({
      remedy: { amount: 1_250, text: { 'zh-Hans': expect.stringContaining('¥12.50') } },
    });
  });

  test.each([
    ['delivery.lost', 'redelivery'],
    ['delivery.damaged', 'replacement'],
    ['product.wrong-item', 'replacement'],
    ['product.defective', 'replacement'],
    ['product.quality', 'replacement'],
    ['service.outage', 'credit'],
    ['service.appointment', 'credit'],
  ])('%s has the standard remedy %s', (category, kind) => {
    expect(grantRemedy(category, pounds, at)).toMatchObject({
      outcome: 'standard',
      remedy: { kind, rule: category },
    });
  });

  test.each(['service.quality', 'service.staff'])(
    '%s is answered with an apology and nothing to pay',
    (category) => {
      expect(grantRemedy(category, pounds, at)).toMatchObject({
        outcome: 'none',
        remedy: { kind: 'none', amount: 0 },
      });
    },
  );

  test.each([
    'billing.overcharge',
    'billing.refund',
    'billing.other',
    'account.access',
    'contract.change',
    'contract.cancellation',
    'privacy.data',
    'safety.injury',
    'other',
  ])('%s needs a person to find out what is owed', (category) => {
    expect(grantRemedy(category, pounds, at)).toEqual({ outcome: 'needs-person' });
  });

  test.each(['weather.rain', '', 'toString', '__proto__'])(
    'a cause without a rule (%j) needs a person',
    (category) => {
      expect(grantRemedy(category, pounds, at)).toEqual({ outcome: 'needs-person' });
    },
  );

  test.each(categorySchema.options)(
    'the rule of %s grants a whole remedy with words, or needs a person',
    (category) => {
      const decision = grantRemedy(category, pounds, at);
      if (decision.outcome === 'needs-person') {
        expect(remedyRules[category]).toMatchObject({
          outcome: 'needs-person',
          why: expect.stringMatching(/\w/),
        });
      } else {
        const remedy = remedySchema.parse(decision.remedy);
        expect(remedy.text.en.length).toBeGreaterThan(20);
        expect(remedy.text['zh-Hans']).toMatch(/\p{Script=Han}/u);
        expect(JSON.stringify(remedy)).not.toContain('{amount}');
      }
    },
  );
});

describe('the remedy wall', () => {
  test('the rules have no way to be told who the customer is', () => {
    expectTypeOf<keyof RemedyFindings>().toEqualTypeOf<'currency'>();
    expect(grantRemedy.length).toBe(3);
  });

  test('tier, score, value and arm smuggled into the findings leave every remedy byte-identical', () => {
    for (const category of categorySchema.options) {
      const plain = JSON.stringify(grantRemedy(category, pounds, at));
      for (const tier of ['diamond', 'gold', 'silver', 'standard']) {
        for (const arm of ['offer', 'holdout']) {
          const smuggled = { ...pounds, tier, arm, probability: 0.9, value: 900_000 };
          expect(JSON.stringify(grantRemedy(category, smuggled, at))).toBe(plain);
        }
      }
    }
  });
});
