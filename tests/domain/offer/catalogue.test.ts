import { describe, expect, test } from 'vitest';
import { offerTextIn } from '../../../functions/domain/offer/offer-text.ts';
import { defaultCatalogue, shippedEdition } from '../../../functions/domain/offer/default-catalogue.ts';
import { catalogueDraftSchema } from '../../../functions/domain/offer/catalogue-draft.ts';
import { costOf } from '../../../functions/domain/offer/net-value.ts';
import { planOffer } from '../../../functions/domain/offer/plan.ts';
import { categorySchema } from '../../../functions/domain/triage/categories.ts';
import { aCustomer, aGift, aPlan } from './situations.ts';

describe('the catalogue a firm starts with', () => {
  test('is a valid catalogue of at least eight offers', () => {
    expect(catalogueDraftSchema.parse(shippedEdition).offers).toEqual(defaultCatalogue);
    expect(defaultCatalogue).toHaveLength(11);
  });

  test('is refused when an offer appears twice', () => {
    const offers = [...defaultCatalogue, defaultCatalogue[0]];
    expect(catalogueDraftSchema.safeParse({ offers }).error?.issues).toMatchObject([
      { path: ['offers'], message: 'an id appears twice' },
    ]);
  });

  test.each(defaultCatalogue.map((offer) => [offer.id, offer] as const))(
    '%s names an amount only where the customer gets that amount, and in both languages alike',
    (_id, offer) => {
      const named = (['en', 'zh-Hans'] as const).map((locale) =>
        JSON.stringify(offer.texts[locale]).includes('{amount}'),
      );
      expect(named[0]).toBe(named[1]);
      if (offer.cost.rule === 'share-of-monthly-charge') expect(named[0]).toBe(false);
    },
  );

  test('every category an offer names is one that triage can find, or campaigns', () => {
    const known = new Set(['campaign', ...categorySchema.options.flatMap((id) => [id, id.split('.')[0]])]);
    const named = defaultCatalogue.flatMap((offer) => offer.eligibility.categories);
    expect(named.filter((category) => !known.has(category))).toEqual([]);
  });

  test.each(['safety.injury', 'privacy.data'])('offers nothing to somebody who reports %s', (category) => {
    const decision = planOffer(
      aPlan({ category, churn: { probability: 1 }, customer: aCustomer({ value: 9_999_999 }) }),
    );
    expect(decision).toMatchObject({ action: 'none', reasons: ['nothing-eligible'] });
  });
});

describe('what an offer costs', () => {
  test('a share of the monthly charge is not rounded up by binary dust', () => {
    expect(
      costOf(
        aGift({ cost: { rule: 'share-of-monthly-charge', share: 0.6 } }),
        aCustomer({ monthlyCharge: 5_000 }),
      ),
    ).toBe(3_000);
    expect(
      costOf(
        aGift({ cost: { rule: 'share-of-monthly-charge', share: 0.6 } }),
        aCustomer({ monthlyCharge: 4_999 }),
      ),
    ).toBe(3_000);
  });

  test('a share of the spending stays within its bounds', () => {
    const offer = aGift({ cost: { rule: 'share-of-spend', share: 0.02, atLeast: 300, atMost: 5_000 } });
    const costs = [1_000, 100_000, 9_000_000, undefined].map((spend12m) =>
      costOf(offer, aCustomer({ spend12m })),
    );
    expect(costs).toEqual([300, 2_000, 5_000, undefined]);
  });
});

test('the customer reads the amount in their own language', () => {
  const money = { cost: 1_000, currency: 'GBP' };
  expect(offerTextIn(aGift(), 'en', money).whatYouGet).toBe('£10.00 for you');
  const voucher = defaultCatalogue.find((offer) => offer.id === 'voucher')!;
  expect(offerTextIn(voucher, 'zh-Hans', money).title).toBe('£10.00 代金券');
});
