import { expect, test } from 'vitest';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { FulfilmentKind } from '../../functions/domain/offer/offer-text.ts';
import { recordGrantAnswer } from '../../functions/use-cases/answer-grant.ts';
import { showOffer } from '../../functions/use-cases/show-offer.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const ann = 'ann@example.org';
const billing = { id: 'lena' };

/** A customer has accepted a gift that is fulfilled this way. */
async function anAcceptedGift(by: FulfilmentKind, over: Parameters<typeof aCustomer>[0] = {}) {
  const world = aWorld({ customers: [aCustomer(over)] });
  const gift = aGift({ fulfilment: by, eligibility: { ...aGift().eligibility, categories: ['delivery'] } });
  await world.work.catalogues.apply({ ...shippedEdition, edition: 1, offers: [gift] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'accept');
  const offer = await world.offer(id);
  const says = (result: 'applied' | 'failed', reference?: string) =>
    recordGrantAnswer(world.work, offer.id, { result, reference }, billing);
  const budget = async () => {
    const { held, spent } = await world.work.offers.standing(offer.customerKey, offer.budgetPeriod);
    return { held, spent };
  };
  return { world, id, offer, says, budget };
}

test('a voucher is given with the acceptance: its code is stored, on the page and in the mail', async () => {
  const { world, offer, budget } = await anAcceptedGift('voucher');
  const code = offer.grant?.reference ?? '';

  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  expect(await world.work.offers.voucher(code)).toMatchObject({ offerId: offer.id, amount: 1_000 });
  expect((await world.lettersTo(ann)).at(-1)).toMatchObject({ purpose: 'closing' });
  expect((await world.lettersTo(ann)).at(-1)?.text).toContain(code);
  expect((await showOffer(world.work, offer)).voucherCode).toBe(code);
  expect(await budget()).toEqual({ held: 1_000, spent: 1_000 });
});

test('points are given with the acceptance, worth what the offer says', async () => {
  const { world, offer } = await anAcceptedGift('points');

  const { balance, postings } = await world.work.points.account('cus_7');

  expect(balance).toBe(1_000);
  expect(postings).toMatchObject([
    { key: `offer:${offer.id}`, house: 'offers', expiresAt: '2028-04-01T00:00:00.000Z' },
  ]);
});

test('billing is asked once and answers once: the same again is known, another is kept as a contradiction', async () => {
  const { world, id, says, budget } = await anAcceptedGift('billing');
  expect(await budget()).toEqual({ held: 1_000, spent: 0 });

  expect(await says('applied', 'inv-1')).toMatchObject({ kind: 'recorded', late: false });
  expect(await says('applied', 'inv-1')).toMatchObject({ kind: 'repeated' });
  expect(await says('failed')).toMatchObject({ kind: 'contradicts', grant: { state: 'applied' } });
  expect(await says('applied', 'inv-2')).toMatchObject({ kind: 'contradicts' });

  expect(await budget()).toEqual({ held: 1_000, spent: 1_000 });
  expect((await world.facts(id)).filter((type) => type.startsWith('OfferGrant'))).toEqual([
    'OfferGrantRequested',
    'OfferGranted',
    'OfferGrantContradicted',
  ]);
  expect(await world.offer(id)).toMatchObject({
    grant: { state: 'applied', reference: 'inv-1', contradicted: { result: 'failed' } },
  });
});

test('what could not be carried out is still owed, and a person gets the case', async () => {
  const { world, id, says, budget } = await anAcceptedGift('billing');
  expect(await world.case(id)).toMatchObject({ status: 'closed' });

  await says('failed', 'no such account');
  await world.runner.quiet();

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['grant-failed'] },
  });
  expect(await budget()).toEqual({ held: 1_000, spent: 0 });
});

test('when nobody says that it was carried out a person is asked, and a late answer is recorded as late', async () => {
  const { world, id, says } = await anAcceptedGift('person');
  await world.daysPass(8);

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['grant-overdue'] },
  });
  expect((await world.facts(id)).filter((type) => type === 'OfferGrantOverdue')).toHaveLength(1);

  expect(await says('applied', 'called on Monday')).toMatchObject({ kind: 'recorded', late: true });
  expect(await world.offer(id)).toMatchObject({ grant: { state: 'applied' } });
});

test('nothing can be said about an offer that was not accepted, or that there is not', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  const { id: offerId } = await world.offer(id);
  const answer = { result: 'applied' } as const;

  expect(await recordGrantAnswer(world.work, offerId, answer, billing)).toEqual({ kind: 'nothing-to-grant' });
  expect(await recordGrantAnswer(world.work, 'off_00000000000000000000099999', answer, billing)).toEqual({
    kind: 'unknown-offer',
  });
});
