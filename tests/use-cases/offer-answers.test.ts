import { expect, test } from 'vitest';
import type { OfferAnswer } from '../../functions/domain/offer/offer.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { showOffer } from '../../functions/use-cases/show-offer.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const ann = 'ann@example.org';

async function anOpenOffer() {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  const { id: offerId } = await world.offer(id);
  const answer = (given: OfferAnswer) => recordOfferAnswer(world.work, offerId, given);
  return { world, id, offerId, answer };
}

test('the first answer stands: the same again is known, another is told which was recorded', async () => {
  const { world, id } = await anOpenOffer();

  expect(await world.customerAnswers(id, 'accept')).toEqual({ kind: 'recorded', answer: 'accept' });
  expect(await world.customerAnswers(id, 'accept')).toEqual({ kind: 'already-answered', recorded: 'accept' });
  expect(await world.customerAnswers(id, 'decline')).toEqual({
    kind: 'already-answered',
    recorded: 'accept',
  });

  expect(await world.case(id)).toMatchObject({ status: 'closed' });
  expect(await world.mailsTo(ann)).toHaveLength(3);
  expect((await world.facts(id)).filter((type) => type === 'OfferAnswered')).toHaveLength(1);
});

test('of two answers at once one is recorded and the other hears of it', async () => {
  const { world, id, answer } = await anOpenOffer();

  const both = await Promise.all([answer('accept'), answer('decline')]);
  await world.runner.quiet();

  expect(both.map(({ kind }) => kind).sort()).toEqual(['already-answered', 'recorded']);
  const recorded = both.find(({ kind }) => kind === 'recorded');
  const other = both.find(({ kind }) => kind === 'already-answered');
  expect(recorded).toMatchObject({ answer: other && 'recorded' in other ? other.recorded : 'nothing' });
  expect((await world.facts(id)).filter((type) => type === 'OfferAnswered')).toHaveLength(1);
});

test('an answer after the last day is recorded, grants nothing, and is told so', async () => {
  const { world, id } = await anOpenOffer();
  await world.daysPass(15);
  const before = await world.case(id);

  expect(await world.customerAnswers(id, 'accept')).toEqual({ kind: 'expired', recorded: 'accept' });

  expect(await world.offer(id)).toMatchObject({ status: 'expired', lateAnswer: 'accept' });
  expect(await world.case(id)).toMatchObject({ status: 'with-person', remedy: before.remedy });
  expect(await world.mailsTo('hana@amends.localhost')).toEqual(['owner-notice', 'offer-answer']);
  expect((await world.work.offers.standing('cus_7', '2026-03')).held).toBe(0);
});

test('an answer in the moment between the last day and its timer is late and frees the budget once', async () => {
  const { world, id, answer } = await anOpenOffer();
  await world.daysPass(13);
  const { validUntil } = await world.offer(id);
  const seconds = (Date.parse(validUntil) - Date.parse(world.runner.now())) / 1000;
  await world.runner.secondsPass(seconds - 1);
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });

  const late = answer('decline');
  await world.runner.secondsPass(1);
  await late;
  await world.runner.quiet();

  expect(await world.case(id)).toMatchObject({ status: 'with-person' });
  expect((await world.work.offers.standing('cus_7', '2026-03')).held).toBe(0);
});

test('ending the contract is never refused: after accepting, after declining and after the last day', async () => {
  for (const first of ['accept', 'decline', 'nothing'] as const) {
    const { world, id } = await anOpenOffer();
    if (first === 'nothing') await world.daysPass(15);
    else await world.customerAnswers(id, first);

    expect(await world.customerAnswers(id, 'cancel-contract')).toEqual({
      kind: 'recorded',
      answer: 'cancel-contract',
    });
    expect(await world.customerAnswers(id, 'cancel-contract')).toEqual({
      kind: 'recorded',
      answer: 'cancel-contract',
    });

    expect(await world.case(id)).toMatchObject({ status: 'with-person' });
    expect((await world.case(id)).cancellationAt).toBeDefined();
    const mails = await world.mailsTo(ann);
    expect(mails.filter((purpose) => purpose === 'cancellation-confirmed')).toHaveLength(1);
  }
});

test('who accepts and at once ends the contract is not closed by rule', async () => {
  const { world, id, answer } = await anOpenOffer();

  await Promise.all([answer('accept'), answer('cancel-contract')]);
  await world.runner.quiet();
  await world.hoursPass(1);

  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { queue: 'cancellations' } });
});

test('an accepted offer stays owed when the contract is ended afterwards', async () => {
  const { world, id } = await anOpenOffer();
  await world.customerAnswers(id, 'accept');
  const { cost } = await world.offer(id);

  await world.customerAnswers(id, 'cancel-contract');

  expect(await world.offer(id)).toMatchObject({ status: 'accepted' });
  expect((await world.work.offers.standing('cus_7', '2026-03')).held).toBe(cost);
});

test('looking at an offer decides nothing', async () => {
  const { world, id } = await anOpenOffer();
  const before = await world.file(id);

  const shown = await showOffer(world.work, await world.offer(id));

  expect(shown).toMatchObject({ status: 'open', remedy: { text: before.case.remedy?.text.en } });
  expect(await world.file(id)).toEqual(before);
});

test('who asks why they got an offer is told what it is for and who chose it, and no figure about them', async () => {
  const { world, id } = await anOpenOffer();
  const offer = await world.offer(id);
  const said = (await showOffer(world.work, offer)).offer?.howChosen ?? '';
  const byPerson = (await showOffer(world.work, { ...offer, madeBy: 'hana' })).offer?.howChosen ?? '';

  expect(said).toMatch(/about “Late delivery”.* a program chose/);
  expect(byPerson).toMatch(/a member of our team chose/);
  expect(said + byPerson).not.toMatch(/\d|hana|silver|gold|diamond|%/i);
});
