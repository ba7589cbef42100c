import { expect, test } from 'vitest';
import { rankOffers } from '../../../functions/domain/offer/rank.ts';
import { aGift, aPlan } from './situations.ts';

const costing = (amount: number) =>
  aGift({ id: `gift-${amount}`, cost: { rule: 'fixed', amount }, approvalThreshold: 9_000 });

const handling = (offers: ReturnType<typeof rankOffers>) =>
  Object.fromEntries(offers.map((offer) => [offer.catalogueId, offer.handling]));

test('a handler makes small offers alone, dearer ones with a second person, and none above their limit', () => {
  const offers = rankOffers(aPlan({ catalogue: [costing(1_000), costing(3_000), costing(6_000)] }), {
    limit: 5_000,
    approvalThreshold: 2_000,
  });
  expect(handling(offers)).toEqual({
    'gift-1000': 'may-make',
    'gift-3000': 'needs-approval',
    'gift-6000': 'not-possible',
  });
  expect(offers.at(-1)).toMatchObject({ eligible: false, whyNot: 'over-limit' });
});

test('the threshold of the catalogue binds a person who could go further alone', () => {
  const offers = rankOffers(aPlan({ catalogue: [costing(9_500)] }), {
    limit: 50_000,
    approvalThreshold: 50_000,
  });
  expect(handling(offers)).toEqual({ 'gift-9500': 'needs-approval' });
});

test('the holdout of the automatic way does not hide offers from a person', () => {
  const ranked = rankOffers(aPlan({ draw: 0 }), { limit: 50_000, approvalThreshold: 50_000 });
  expect(ranked[0]?.handling).toBe('may-make');
});
