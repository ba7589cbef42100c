import { expect, test } from 'vitest';
import { plusDays } from '../../functions/domain/instant.ts';
import { createCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { testSend } from '../../functions/use-cases/test-send.ts';
import { tryCampaign } from '../../functions/use-cases/try-campaign.ts';
import { NOW, subjectsIn } from '../support/campaign-firm.ts';
import { COST, gift, offering, anOfferingFirm, textOf, tokenIn } from '../support/offering-firm.ts';
import { aCampaign } from '../support/campaign-definition.ts';

test('a campaign makes an offer once, in one mail with the way out, and its cost is held', async () => {
  const firm = await anOfferingFirm();
  const id = await firm.begins(offering());
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
  const mail = textOf(firm.outbox[0]?.raw);
  expect(mail).toMatch(/^List-Unsubscribe:\s+</im);
  expect(mail).toMatch(/end your contract/);
  expect(firm.offerOf()).toMatchObject({
    status: 'open',
    catalogueId: 'gift',
    campaign: { campaignId: id, definition: 1, step: 'offer', customerId: 'cus_1' },
  });
  expect(firm.offerOf().caseId).toBeUndefined();
  expect(await firm.held()).toBe(COST);
  expect(firm.decisions()).toMatchObject([
    { action: 'gift', arm: 'offer', propensity: 1, edition: 1, experiment: `campaign-${id}` },
  ]);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ sent: 1 });
});

test('the money runs out half-way: the rest is told why, counted, and goes another way', async () => {
  const firm = await anOfferingFirm({ customers: 5, budget: 2 * COST });
  const id = await firm.begins(offering());
  await firm.sweeps();

  const { counts } = (await firm.campaigns.byId(id)) ?? {};
  const spent = (counts?.['budget-spent'] ?? 0) + (counts?.['budget-paced'] ?? 0);
  expect(firm.store.offers.size).toBe(2);
  expect(spent).toBe(3);
  expect(subjectsIn(firm.outbox).sort()).toEqual([
    'Something for you',
    'Something for you',
    'plain',
    'plain',
    'plain',
  ]);
  expect(await firm.held()).toBe(2 * COST);
});

test('without a way on, who got no offer is not kept, and gets one when there is money again', async () => {
  const firm = await anOfferingFirm({ budget: 0 });
  const [only] = offering();
  const id = await firm.begins(only ? [only] : [], { trigger: { when: 'daily', at: '06:00' } });
  expect(await firm.campaigns.journeys(id, ['cus_1'])).toEqual(new Map());

  firm.store.editions.push({ ...firm.store.editions[0]!, edition: 2, budgetPerMonth: 100_000 });
  firm.timePasses(1);
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
});

test('an offer that would lose money is not made, whatever the campaign says', async () => {
  const firm = await anOfferingFirm({ told: { value: 10 } });
  const id = await firm.begins(offering());

  expect(firm.store.offers.size).toBe(0);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ 'nothing-pays': 1 });
});

test('who is not to be disturbed, has unsubscribed, or has an open complaint is made no offer', async () => {
  const firm = await anOfferingFirm({ customers: 2, told: { attributes: { doNotDisturb: 'yes' } } });
  await firm.hasCustomer('3', { value: 5_000_000, attributes: {} });
  firm.hasCase('3@example.org', 'in-recovery');
  const id = await firm.begins(offering());

  expect(firm.store.offers.size).toBe(0);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ 'do-not-disturb': 2, 'open-complaint': 1 });
});

test('who has an offer that waits for an answer gets no second one', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());
  firm.timePasses(8);
  const second = await firm.begins(offering());

  expect(firm.store.offers.size).toBe(1);
  expect((await firm.campaigns.byId(second))?.counts).toMatchObject({ 'offer-open': 1 });
});

test('the first of the named offers that the customer may have is made, and those passed over are on record', async () => {
  const firm = await anOfferingFirm({
    offers: [
      gift('for-gold', { eligibility: { ...gift('x').eligibility, tiers: ['gold'] } }),
      gift('second', { prior: { a: 1, b: 9 } }),
      gift('better'),
    ],
  });
  await firm.begins(offering({ offers: ['for-gold', 'second', 'better'] }));

  expect(firm.offerOf().catalogueId).toBe('second');
  const [decision] = firm.decisions();
  expect(decision?.propensity).toBe(1);
  expect(decision?.candidates.map(({ catalogueId, whyNot }) => [catalogueId, whyNot])).toEqual([
    ['second', undefined],
    ['for-gold', 'tier'],
  ]);
});

test('left to the policy, offers are drawn by the chance that they are best, among those meant for campaigns', async () => {
  const firm = await anOfferingFirm({
    customers: 60,
    offers: [
      gift('one'),
      gift('two', { prior: { a: 8, b: 2 } }),
      gift('complaints', { eligibility: { ...gift('x').eligibility, categories: ['delivery'] } }),
    ],
  });
  await firm.begins(offering({ choose: true }));

  const decisions = firm.decisions();
  const made = [...firm.store.offers.values()].map(({ catalogueId }) => catalogueId);
  expect(new Set(made)).toEqual(new Set(['one', 'two']));
  expect(decisions.every(({ propensity }) => propensity > 0 && propensity < 1)).toBe(true);
  expect(decisions[0]?.candidates.map(({ catalogueId }) => catalogueId).sort()).toEqual(['one', 'two']);
});

test('who comes through the campaign again may be made the offer again', async () => {
  const firm = await anOfferingFirm();
  const id = await firm.begins(offering(), {
    trigger: { when: 'daily', at: '06:00' },
    again: { afterDays: 30 },
  });
  await firm.answers('decline');
  await firm.sweeps();
  for (let day = 0; day < 31; day += 1) {
    firm.timePasses(1);
    await firm.sweeps();
  }

  expect(firm.store.offers.size).toBe(2);
  expect(new Set([...firm.store.offers.values()].map(({ campaign }) => campaign?.campaignId))).toEqual(
    new Set([id]),
  );
  expect(plusDays(NOW, 31) > NOW).toBe(true);
});

test('a dry run says what would become of everybody, and makes no offer', async () => {
  const firm = await anOfferingFirm({ customers: 3, offers: [gift('gift')] });
  await firm.hasCustomer('4', { value: 10 });
  const made = await createCampaign(firm, aCampaign({ mailsAtMost: 2, steps: [...offering()] }), 'mara');
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const kept = await firm.campaigns.definition(made.value.id, 1);
  if (!kept) throw new Error('the draft has no definition');

  const tried = await tryCampaign(firm, made.value.id, kept.definition);

  expect(tried.counts).toEqual({ sent: 3, 'nothing-pays': 1 });
  expect([firm.store.offers.size, firm.store.offerFacts.size, firm.outbox.length]).toEqual([0, 0, 0]);
});

test('a test send shows the offer in both languages, with a link that opens nothing', async () => {
  const firm = await anOfferingFirm();
  const [mara] = firm.settings.staff;
  if (!mara) throw new Error('nobody works here');
  const definition = aCampaign({ mailsAtMost: 2, steps: [...offering()] });

  await testSend(firm, 'cmp_spring', definition, mara);

  const tests = firm.outbox.filter(({ raw }) => textOf(raw).includes('/offer/'));
  expect(tests.map(({ to }) => to)).toEqual([mara.address, mara.address]);
  expect(tests.map(({ raw }) => tokenIn(raw))).toEqual(['', '']);
  expect(textOf(tests[0]?.raw)).toContain('US$10.00 for you');
  expect(firm.store.offers.size).toBe(0);
});

test('an offer that the catalogue does not have, or keeps for complaints, is refused when the campaign is made', async () => {
  const firm = await anOfferingFirm({
    offers: [
      gift('gift'),
      gift('sorry', { eligibility: { ...gift('x').eligibility, categories: ['delivery'] } }),
    ],
  });
  const made = await createCampaign(
    firm,
    aCampaign({ mailsAtMost: 2, steps: [...offering({ offers: ['gift', 'sorry', 'yacht'] })] }),
    'mara',
  );

  expect(made.ok ? [] : made.problems.map(({ path }) => path)).toEqual([
    'steps.0.offers.1',
    'steps.0.offers.2',
  ]);
});

test('no name, address or word of a customer is in what is told of a campaign offer', async () => {
  const firm = await anOfferingFirm({ told: { name: 'Ada Archer' } });
  await firm.begins(offering());
  await firm.answers('accept');

  const told = firm.told();
  expect(told.map(({ type }) => type)).toEqual([
    'OfferMade',
    'CaseBegunByOffer',
    'OfferAccepted',
    'OfferGranted',
    'CaseResolved',
    'CaseClosed',
  ]);
  expect(JSON.stringify(told)).not.toMatch(/Ada|Archer|example\.org/);
  expect(told[0]?.detail).toMatchObject({ offerId: firm.offerOf().id });
});
