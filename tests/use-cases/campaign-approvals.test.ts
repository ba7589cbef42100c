import { expect, test } from 'vitest';
import { plusDays } from '../../functions/domain/instant.ts';
import { pauseCampaign, resumeCampaign, stopCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { measuringCampaigns } from '../../functions/use-cases/measuring-campaigns.ts';
import {
  approveCampaignOffer,
  declineCampaignOffer,
} from '../../functions/use-cases/decide-campaign-offer.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { memoryBeliefs } from '../../functions/adapters/memory/beliefs.ts';
import { aMail } from '../support/campaign-definition.ts';
import { NOW, quarterLater, subjectsIn } from '../support/campaign-firm.ts';
import { anOfferingFirm, COST, gift, offering, textOf } from '../support/offering-firm.ts';

const dear = [gift('gift', { approvalThreshold: 10 })];
type Firm = Awaited<ReturnType<typeof anOfferingFirm>>;

/** A firm whose gift is too dear to be given by rule, and which has asked a lead about it. */
async function aFirmThatAsks(over: Parameters<typeof anOfferingFirm>[0] = {}) {
  const firm = await anOfferingFirm({ offers: dear, ...over });
  const campaignId = await firm.begins(offering());
  return { firm, campaignId };
}

const decision = (firm: Firm, by = 'lena') => {
  const { id: offerId, version } = firm.offerOf();
  return { offerId, version, by };
};
const approve = (firm: Firm, by?: string) => approveCampaignOffer(firm, decision(firm, by));
const decline = (firm: Firm, by?: string) => declineCampaignOffer(firm, decision(firm, by));
const toCustomer = (firm: Firm) => firm.outbox.filter(({ to }) => to === '1@example.org');
const countsOf = async (firm: Firm, id: string) => (await firm.campaigns.byId(id))?.counts;
const unsubscribes = async (firm: Firm, address = '1@example.org') =>
  firm.contacts.stop(await firm.digests.seal('address', address), firm.clock.now());

test('an offer above the threshold waits: its money is held, a lead is told, the customer is told nothing', async () => {
  const { firm, campaignId } = await aFirmThatAsks();
  firm.timePasses(5);
  await firm.sweeps();

  expect(firm.offerOf()).toMatchObject({ status: 'awaiting-approval', catalogueId: 'gift', version: 1 });
  expect(await firm.held()).toBe(COST);
  expect(firm.outbox.map(({ to }) => to)).toEqual(['lena@amends.localhost']);
  expect(textOf(firm.outbox[0]?.raw)).toContain('npm run campaign -- approvals');
  expect((await firm.approvals.waiting()).items.map(({ id }) => id)).toEqual([firm.offerOf().id]);
  expect(await firm.campaigns.byId(campaignId)).toMatchObject({
    status: 'running',
    counts: { 'needs-approval': 1 },
  });
});

test('a lead lets it go out: one mail, all of its days from then, and the way goes on by the answer', async () => {
  const { firm, campaignId } = await aFirmThatAsks();
  firm.timePasses(9);

  expect(await approve(firm)).toMatchObject({ ok: true, value: { goesOutFrom: plusDays(NOW, 9) } });
  await firm.sweeps();
  await firm.sweeps();

  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);
  expect(firm.offerOf()).toMatchObject({
    status: 'open',
    approvedBy: 'lena',
    validUntil: plusDays(NOW, 9 + 14),
  });
  expect((await firm.approvals.waiting()).items).toEqual([]);
  expect(await firm.held()).toBe(COST);
  expect(await firm.answers('accept')).toEqual({ kind: 'recorded', answer: 'accept' });
  await firm.sweeps();
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toContain('thanks');
  expect(await countsOf(firm, campaignId)).toMatchObject({ 'needs-approval': 1, sent: 2 });
  expect(await firm.answered(campaignId)).toBe(1);
  expect(await firm.held()).toBe(COST);
});

test('a yes that the stream tells once more, after the offer went out, does not take the way further', async () => {
  const { firm } = await aFirmThatAsks();
  await approve(firm);
  const told = [...firm.stream];
  await firm.sweeps();
  firm.stream.push(...told);
  await firm.sweeps();
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);

  await firm.answers('accept');
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toContain('thanks');
});

test('a campaign of that one offer is not over while it waits', async () => {
  const firm = await anOfferingFirm({ offers: dear });
  const [only] = offering();
  const id = await firm.begins(only ? [only] : []);
  expect((await firm.campaigns.byId(id))?.status).toBe('running');

  await approve(firm);
  await firm.sweeps();
  firm.timePasses(1);
  await firm.sweeps();

  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);
  expect((await firm.campaigns.byId(id))?.status).toBe('finished');
});

test('a lead says no: the money is free at once and the way goes on as without an offer', async () => {
  const { firm, campaignId } = await aFirmThatAsks();

  expect(await decline(firm)).toMatchObject({ ok: true, value: { status: 'withdrawn' } });
  expect(await firm.held()).toBe(0);
  await firm.sweeps();
  await firm.sweeps();

  expect(subjectsIn(toCustomer(firm))).toEqual(['plain']);
  expect(await countsOf(firm, campaignId)).toMatchObject({ 'needs-approval': 1, 'not-approved': 1, sent: 1 });
  expect(await approve(firm)).toMatchObject({ ok: false, reason: 'not-waiting' });
});

test('a yes can be taken back as long as the offer has not gone out, and not after', async () => {
  const { firm } = await aFirmThatAsks();
  await approve(firm);
  expect(await decline(firm)).toMatchObject({ ok: true });
  await firm.sweeps();
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toEqual(['plain']);

  const out = (await aFirmThatAsks()).firm;
  await approve(out);
  await out.sweeps();
  expect(await decline(out)).toMatchObject({ ok: false, reason: 'not-waiting' });
  expect(out.offerOf().status).toBe('open');
});

test('what nobody decides is taken back when its time is over, also where the campaign was stopped', async () => {
  for (const stop of [false, true]) {
    const { firm, campaignId } = await aFirmThatAsks();
    if (stop)
      await stopCampaign(firm, { campaignId, version: await versionOf(firm, campaignId), by: 'mara' });
    firm.timePasses(13);
    await firm.sweeps();
    expect(firm.offerOf().status).toBe('awaiting-approval');
    firm.timePasses(1);
    await firm.sweeps();
    await firm.sweeps();

    expect(firm.offerOf()).toMatchObject({ status: 'withdrawn', withdrawnFor: 'not-in-time' });
    expect(await firm.held()).toBe(0);
    expect(await approve(firm)).toMatchObject({ ok: false, reason: 'not-waiting' });
    expect(subjectsIn(toCustomer(firm))).toEqual(stop ? [] : ['plain']);
  }
});

const versionOf = async (firm: Firm, campaignId: string): Promise<number> =>
  (await firm.campaigns.byId(campaignId))?.version ?? 0;

test('four eyes: whoever defined the campaign does not approve its offers', async () => {
  const { firm } = await aFirmThatAsks();

  expect(await approve(firm, 'mara')).toMatchObject({ ok: false, reason: 'same-person' });
  expect(firm.offerOf().status).toBe('awaiting-approval');
});

test('a lead hears why an offer cannot go out, and it waits on', async () => {
  const cases: readonly [string, (firm: Firm, campaignId: string) => unknown][] = [
    ['unsubscribed', (firm) => unsubscribes(firm)],
    ['no-consent', (firm) => firm.hasCustomer('1', { marketingConsent: false })],
    ['do-not-disturb', (firm) => firm.hasCustomer('1', { attributes: { doNotDisturb: 'yes' } })],
    ['open-complaint', (firm) => firm.hasCase('1@example.org', 'in-recovery')],
    ['bounced', (firm) => firm.bouncesAt('1@example.org')],
    ['ended', (firm) => firm.timePasses(14)],
    [
      'campaign-over',
      async (firm, campaignId) =>
        stopCampaign(firm, { campaignId, version: await versionOf(firm, campaignId), by: 'mara' }),
    ],
    [
      'budget-spent',
      (firm) =>
        void firm.store.editions.push({ ...firm.store.editions[0]!, edition: 2, budgetPerMonth: COST - 1 }),
    ],
    ['holdout', (firm) => Object.assign(firm.settings, { controlGroupShare: 0.999 })],
  ];
  for (const [reason, happens] of cases) {
    const { firm, campaignId } = await aFirmThatAsks();
    await happens(firm, campaignId);

    expect(await approve(firm), reason).toEqual({ ok: false, reason });
    expect(firm.offerOf(), reason).toMatchObject({ status: 'awaiting-approval', version: 1 });
    expect(await firm.held(), reason).toBe(COST);
  }
});

test('the governor is asked again when it goes out: who unsubscribed after the yes hears nothing, and the money is free', async () => {
  const { firm, campaignId } = await aFirmThatAsks();
  await approve(firm);
  await unsubscribes(firm);
  await firm.sweeps();
  await firm.sweeps();

  expect(toCustomer(firm)).toEqual([]);
  expect(firm.offerOf()).toMatchObject({ status: 'withdrawn', withdrawnFor: 'no-contact' });
  expect(await firm.held()).toBe(0);
  expect(await countsOf(firm, campaignId)).toMatchObject({ 'needs-approval': 1, unsubscribed: 1 });
  expect((await firm.campaigns.journeys(campaignId, ['cus_1'])).get('cus_1')).toMatchObject({
    endedBecause: 'unsubscribed',
  });
});

test('an approved offer waits for what passes by itself, such as a complaint, as long as the yes lasts', async () => {
  for (const [days, goes] of [
    [10, true],
    [15, false],
  ] as const) {
    const { firm, campaignId } = await aFirmThatAsks({ more: { coolDownDays: 0 } });
    await approve(firm);
    firm.hasCase('1@example.org', 'in-recovery', 'complaint');
    await firm.sweeps();
    expect(firm.offerOf().status).toBe('approved');
    for (let day = 1; day <= days; day += 1) {
      firm.timePasses(1);
      if (day === days) firm.caseEnds('1@example.org');
      await firm.sweeps();
    }

    expect(subjectsIn(toCustomer(firm))).toEqual(goes ? ['Something for you'] : ['plain']);
    expect((await countsOf(firm, campaignId))?.deferred).toBe(goes ? 10 : 14);
  }
});

test('approved at night, it goes out in the morning', async () => {
  const { firm } = await aFirmThatAsks();
  firm.isNow('2026-03-03T22:30:00.000Z');

  expect(await approve(firm)).toMatchObject({
    ok: true,
    value: { goesOutFrom: '2026-03-04T08:00:00.000Z' },
  });
  await firm.sweeps();
  expect(toCustomer(firm)).toEqual([]);
  firm.isNow('2026-03-04T08:00:00.000Z');
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);
});

test('an approved offer whose mail is put off goes out later, and nobody is asked a second time', async () => {
  const { firm } = await aFirmThatAsks();
  await approve(firm);
  firm.postOffice.closed = true;
  await firm.sweeps();
  expect(firm.offerOf()).toMatchObject({ status: 'approved', approvedBy: 'lena' });
  expect(await firm.held()).toBe(COST);
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);
  expect(firm.offerOf()).toMatchObject({ status: 'open', validUntil: plusDays(quarterLater(NOW), 14) });
  expect(firm.store.offers.size).toBe(1);
});

test('while the mail service takes nothing, offers are put before a second person all the same, each once', async () => {
  const firm = await anOfferingFirm({ customers: 6, offers: dear });
  firm.postOffice.closed = true;
  const id = await firm.begins(offering());
  await firm.sweeps();
  expect((await firm.approvals.waiting()).items).toHaveLength(6);
  expect(await countsOf(firm, id)).toEqual({ 'needs-approval': 6 });
  expect(firm.outbox).toEqual([]);
  firm.postOffice.closed = false;
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['Spring: 6 offers wait for a lead']);
  expect(firm.store.offers.size).toBe(6);
  expect(firm.decisions().map(({ action }) => action)).toEqual(Array(6).fill('gift'));
  expect(await approve(firm)).toMatchObject({ ok: true });
});

test('while its campaign is paused it does not go out, and when that takes too long it never does', async () => {
  for (const [days, goes] of [
    [3, true],
    [14, false],
  ] as const) {
    const { firm, campaignId } = await aFirmThatAsks();
    await pauseCampaign(firm, { campaignId, version: await versionOf(firm, campaignId), by: 'mara' });
    expect(await approve(firm)).toMatchObject({ ok: true });
    await firm.sweeps();
    expect(toCustomer(firm)).toEqual([]);
    firm.timePasses(days);
    await resumeCampaign(firm, { campaignId, version: await versionOf(firm, campaignId), by: 'mara' });
    await firm.sweeps();
    await firm.sweeps();

    expect(subjectsIn(toCustomer(firm))).toEqual([goes ? 'Something for you' : 'plain']);
    expect(await firm.held()).toBe(goes ? COST : 0);
  }
});

test('a yes of which the stream never tells lets the offer out at the end of its first days', async () => {
  const { firm } = await aFirmThatAsks();
  firm.timePasses(2);
  await approve(firm);
  firm.stream.splice(0);
  await firm.sweeps();
  expect(toCustomer(firm)).toEqual([]);
  firm.timePasses(12);
  await firm.sweeps();

  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you']);
});

test('of two who decide at once one is heard, and a click that comes twice changes nothing', async () => {
  const { firm } = await aFirmThatAsks();
  const first = decision(firm);
  const both = await Promise.all([
    approveCampaignOffer(firm, first),
    declineCampaignOffer(firm, { ...first, by: 'dora' }),
    approveCampaignOffer(firm, first),
  ]);

  expect(both.map((one) => (one.ok ? 'heard' : one.reason)).sort()).toEqual(['heard', 'stale', 'stale']);
  expect(await approveCampaignOffer(firm, first)).toEqual({ ok: false, reason: 'stale' });
});

test('an offer on a case, and one that is not there, are unknown here', async () => {
  const { firm } = await aFirmThatAsks();
  const of = { offerId: 'off_none', version: 1, by: 'lena' };
  expect(await approveCampaignOffer(firm, of)).toEqual({ ok: false, reason: 'unknown-offer' });
  expect(await declineCampaignOffer(firm, of)).toEqual({ ok: false, reason: 'unknown-offer' });
  const { campaign: _, ...onCase } = firm.offerOf();
  firm.store.offers.set(onCase.id, { ...onCase, caseId: 'cas_1' });
  const onItsCase = { offerId: onCase.id, version: 1, by: 'lena' };
  expect(await approveCampaignOffer(firm, onItsCase)).toEqual({ ok: false, reason: 'unknown-offer' });
});

test('while one waits, no other campaign makes the customer an offer', async () => {
  const { firm } = await aFirmThatAsks();
  const second = await firm.begins(offering());

  expect(firm.store.offers.size).toBe(1);
  expect(await countsOf(firm, second)).toMatchObject({ 'offer-open': 1 });
});

test('a customer whose offer waits was not reached, is not counted as kept, and their outcome teaches nothing of it', async () => {
  const { firm, campaignId } = await aFirmThatAsks();
  const outcome = { customerId: 'cus_1', on: '2026-03-09', source: 'crm' } as const;
  const told = { ...firm, beliefs: memoryBeliefs(firm.store) };
  const bought = { ...outcome, id: 'crm-1', kind: 'bought' } as const;
  await recordOutcome(told, bought);
  expect(await countKept({ ...firm, measuring: measuringCampaigns(firm) }, bought)).toBe(0);
  expect(firm.store.lessons.size).toBe(0);
  await decline(firm);
  await recordOutcome(told, { ...outcome, id: 'crm-2', kind: 'stayed' });
  expect(firm.store.lessons.size).toBe(0);
  expect(await firm.campaigns.tallies(campaignId)).toMatchObject({ kept: 0 });
});

test('other systems hear that it waits, that it was approved and that it is open, and of no name', async () => {
  const { firm } = await aFirmThatAsks({ told: { name: 'Ada Archer' } });
  await approve(firm);
  await firm.sweeps();
  const { id, validUntil } = firm.offerOf();

  const told = firm.told();

  expect(told.map(({ type, detail }) => [type, detail['approved'] ?? detail['validUntil']])).toEqual([
    ['OfferMade', false],
    ['OfferApproved', plusDays(NOW, 14)],
    ['OfferOpened', validUntil],
  ]);
  expect(told.every(({ detail }) => detail['offerId'] === id)).toBe(true);
  expect(JSON.stringify(told)).not.toMatch(/Ada|lena|example\.org/);
});

test('the next step is not taken while it waits, whatever the campaign would do next', async () => {
  const firm = await anOfferingFirm({ offers: dear });
  const [offer] = offering();
  await firm.begins([...(offer ? [offer] : []), aMail('next')]);
  firm.timePasses(3);
  await firm.sweeps();
  expect(toCustomer(firm)).toEqual([]);

  await approve(firm);
  await firm.sweeps();
  await firm.answers('decline');
  await firm.sweeps();
  expect(subjectsIn(toCustomer(firm))).toEqual(['Something for you', 'next']);
});
