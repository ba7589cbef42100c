import { describe, expect, test } from 'vitest';
import { netValuePolicy } from '../../../functions/domain/offer/candidates.ts';
import { decisionSchema } from '../../../functions/domain/offer/decision.ts';
import { planOffer } from '../../../functions/domain/offer/plan.ts';
import { usedOffers } from '../../../functions/domain/offer/used-offers.ts';
import { aCustomer, aGift, aPlan, now } from './situations.ts';

const onlyGift = (over = {}) => aPlan({ catalogue: [aGift()], ...over });

describe('choosing an offer', () => {
  test('a customer at risk gets the offer with the highest expected net value', () => {
    const decision = planOffer(
      aPlan({ catalogue: [aGift({ id: 'weak', prior: { a: 1, b: 9 } }), aGift({ id: 'strong' })] }),
    );
    expect(decision).toMatchObject({ arm: 'offer', action: 'strong', reasons: ['best-expected-net-value'] });
    // (1 − 0.4 · 0.5) − (1 − 0.4) = 0.2 of 600.00 is 120.00, less 10.00.
    expect(decision.candidates[0]).toMatchObject({
      chanceWithout: 0.6,
      chanceWith: 0.8,
      expectedNetValue: 11_000,
    });
  });

  test('the ordinary customer of the default catalogue gets something', () => {
    const decision = planOffer(aPlan());
    expect(decision.action).not.toBe('none');
    expect(decisionSchema.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
  });

  test('a customer held out gets none, and the decision says with which chance', () => {
    expect(planOffer(onlyGift({ draw: 0.05 }))).toMatchObject({
      arm: 'holdout',
      action: 'none',
      propensity: 0.1,
      reasons: ['holdout'],
    });
    expect(planOffer(onlyGift({ draw: 0.1 }))).toMatchObject({
      arm: 'offer',
      action: 'gift',
      propensity: 0.9,
    });
  });

  test.each([
    ['nothing pays', { churn: { probability: 0.001 } }, 'nothing-pays'],
    ['the budget is spent', { budget: { period: '2026-11', limit: 5_000, held: 4_001 } }, 'budget-spent'],
    ['no offer is meant for this complaint', { category: 'safety.injury' }, 'nothing-eligible'],
    ['another offer is open', { used: { lastYear: {}, ever: [], open: true } }, 'offer-open'],
    ['the customer forbids profiling', { permission: 'profiling-off' as const }, 'profiling-off'],
    ['the customer is not to be disturbed', { permission: 'do-not-disturb' as const }, 'do-not-disturb'],
  ])('when %s there is no offer, and no draw could have changed it', (_case, over, reason) => {
    for (const draw of [0.05, 0.5]) {
      expect(planOffer(onlyGift({ ...over, draw }))).toMatchObject({
        action: 'none',
        propensity: 1,
        reasons: [reason],
      });
    }
  });

  test('without profiling no offer is even weighed', () => {
    expect(planOffer(onlyGift({ permission: 'profiling-off' })).candidates).toEqual([]);
  });

  test('when the budget does not cover the best offer, the next one that pays is made', () => {
    const decision = planOffer(
      aPlan({
        catalogue: [
          aGift({ id: 'dear', prior: { a: 8, b: 2 }, cost: { rule: 'fixed', amount: 2_000 } }),
          aGift(),
        ],
        budget: { period: '2026-11', limit: 10_000, held: 8_500 },
      }),
    );
    expect(decision.action).toBe('gift');
    expect(decision.candidates.find((one) => one.catalogueId === 'dear')?.whyNot).toBe('over-budget');
  });

  test('an offer above the approval threshold is chosen but marked for a second person', () => {
    const dear = aGift({ cost: { rule: 'fixed', amount: 5_001 } });
    expect(planOffer(aPlan({ catalogue: [dear] }))).toMatchObject({
      action: 'gift',
      needsApproval: true,
      reasons: ['best-expected-net-value', 'needs-approval'],
    });
  });

  test('the threshold of the firm binds where the catalogue would allow more', () => {
    const policy = { ...netValuePolicy, approvalThreshold: 999 };
    expect(planOffer(onlyGift({ policy })).needsApproval).toBe(true);
    expect(planOffer(onlyGift({ policy: { ...policy, approvalThreshold: 1_000 } })).needsApproval).toBe(
      false,
    );
  });

  test('of two offers worth the same, the cheaper is made, then the first by name', () => {
    const free = aGift({ id: 'b-gift', cost: { rule: 'fixed', amount: 0 }, prior: { a: 1, b: 1 } });
    // 20 % of 50.00 is 10.00: as much as the dearer one costs more.
    const customer = aCustomer({ value: 5_000 });
    const dearer = aGift({ id: 'a-gift', prior: { a: 9_999_999, b: 1 } });
    expect(planOffer(aPlan({ customer, catalogue: [dearer, free] })).action).toBe('b-gift');
    expect(planOffer(aPlan({ catalogue: [aGift({ id: 'b' }), aGift({ id: 'a' })] })).action).toBe('a');
  });
});

describe('who may have an offer', () => {
  const whyNot = (eligibility: object, over = {}) => {
    const gift = aGift({ eligibility: { ...aGift().eligibility, ...eligibility } });
    return planOffer(aPlan({ catalogue: [gift], ...over })).candidates[0]?.whyNot;
  };

  test.each([
    ['a stranger', {}, { customer: aCustomer({ known: false }) }, 'stranger'],
    ['a complaint it is not meant for', { categories: ['delivery'] }, {}, 'category'],
    ['a category that only begins alike', { categories: ['serv'] }, {}, 'category'],
    ['another tier', { tiers: ['diamond'] }, {}, 'tier'],
    ['another stage', { lifeCycles: ['lost'] }, {}, 'life-cycle'],
    [
      'an unknown stage',
      { lifeCycles: ['lost'] },
      { customer: aCustomer({ lifeCycle: undefined }) },
      'life-cycle',
    ],
    ['a newcomer', { minTenureDays: 731 }, {}, 'tenure'],
    [
      'somebody without a contract',
      { needsContract: true },
      { customer: aCustomer({ contractType: 'none' }) },
      'no-contract',
    ],
    [
      'who had it once',
      { onlyOnce: true },
      { used: { lastYear: {}, ever: ['gift'], open: false } },
      'used-before',
    ],
    [
      'who had it this year',
      {},
      { used: { lastYear: { gift: 1 }, ever: ['gift'], open: false } },
      'used-too-often',
    ],
    [
      'who had enough offers',
      {},
      { used: { lastYear: { other: 3 }, ever: ['other'], open: false } },
      'yearly-limit',
    ],
  ])('an offer is not for %s', (_case, eligibility, over, expected) => {
    expect(whyNot(eligibility, over)).toBe(expected);
  });

  test('an offer is for everyone whom no rule excludes', () => {
    expect(
      whyNot({ tiers: ['silver'], lifeCycles: ['stable'], minTenureDays: 730, needsContract: true }),
    ).toBeUndefined();
  });

  test('an offer whose cost we cannot know is not made', () => {
    const share = aGift({ cost: { rule: 'share-of-monthly-charge', share: 1 } });
    const customer = aCustomer({ monthlyCharge: undefined });
    expect(planOffer(aPlan({ catalogue: [share], customer }))).toMatchObject({
      action: 'none',
      candidates: [{ whyNot: 'cost-unknown', eligible: false }],
    });
  });

  test('offers count against the limits for one year', () => {
    const made = [
      { catalogueId: 'gift', at: '2025-11-22T10:00:00.000Z' },
      { catalogueId: 'voucher', at: '2025-11-24T10:00:00.000Z' },
    ];
    expect(usedOffers(made, false, now)).toEqual({
      lastYear: { voucher: 1 },
      ever: ['gift', 'voucher'],
      open: false,
    });
  });
});

describe('money that goes faster than the month', () => {
  const early = {
    at: '2026-11-04T00:00:00.000Z',
    budget: { period: '2026-11', limit: 100_000, held: 40_000 },
  };

  test('is kept for offers that bring much for their cost', () => {
    // A tenth of the month has gone and four tenths of the money: thirty times the cost is asked for.
    const small = onlyGift({ ...early, customer: aCustomer({ value: 100_000 }) });
    const great = onlyGift({ ...early, customer: aCustomer({ value: 200_000 }) });

    expect(planOffer(small)).toMatchObject({ action: 'none', propensity: 1, reasons: ['budget-paced'] });
    expect(planOffer(great)).toMatchObject({ action: 'gift' });
  });

  test('asks for no more when the month has caught up', () => {
    const later = { ...early, at: '2026-11-13T00:00:00.000Z' };

    expect(planOffer(onlyGift({ ...later, customer: aCustomer({ value: 100_000 }) }))).toMatchObject({
      action: 'gift',
    });
  });
});
