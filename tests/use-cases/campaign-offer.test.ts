import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsBudget } from '../../functions/domain/offer/budget.ts';
import type { CampaignDefinition, CampaignStep } from '../../functions/domain/campaign/definition.ts';
import { CONTROL_GROUP } from '../../functions/domain/experiment/arm.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import type { Offer, OfferAnswer } from '../../functions/domain/offer/offer.ts';
import {
  createCampaign,
  pauseCampaign,
  resumeCampaign,
  stopCampaign,
} from '../../functions/use-cases/campaign-desk.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { testSend } from '../../functions/use-cases/test-send.ts';
import { tryCampaign } from '../../functions/use-cases/try-campaign.ts';
import { eventOf } from '../../functions/domain/event/domain-event.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { recordGrantAnswer } from '../../functions/use-cases/answer-grant.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { offerOfLink, showOffer } from '../../functions/use-cases/show-offer.ts';
import { triageCase } from '../../functions/use-cases/triage-case.ts';
import { ownJudge } from '../../functions/adapters/system/own-judge.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aCampaignFirm, aMail, NOW, subjectsIn } from './campaign-firm.ts';

const texts = {
  en: { subject: 'Something for you', point: 'we have something for you.', text: 'words' },
  'zh-Hans': { subject: '为您准备', point: '我们为您准备了一份心意。', text: '内容' },
};

const COST = 1_000;
const gift = (id: string, over: Partial<Edition['offers'][number]> = {}) =>
  aGift({
    id,
    fulfilment: 'voucher',
    cost: { rule: 'fixed', amount: COST },
    prior: { a: 9, b: 1 },
    validForDays: 14,
    approvalThreshold: 5_000,
    eligibility: { ...aGift().eligibility, categories: ['campaign'], maxPerYear: 2 },
    ...over,
  });

/** Offers `gift` and asks what became of it: who accepted is done, who wants a call gets a person, the rest a mail. */
const offering = (
  over: Partial<CampaignStep & { do: 'offer' }> = { offers: ['gift'] },
): readonly CampaignStep[] => [
  { id: 'offer', do: 'offer', texts, ...over },
  {
    id: 'what',
    do: 'branch',
    cases: [
      { offer: { step: 'offer', is: 'accepted' }, go: 'thanks' },
      { offer: { step: 'offer', is: 'call-me' }, go: 'person' },
      { offer: { step: 'offer', is: 'expired' }, go: 'last' },
      { offer: { step: 'offer', is: 'not-made' }, go: 'plain' },
    ],
    otherwise: 'done',
  },
  aMail('thanks'),
  { id: 'then', do: 'end' },
  { id: 'person', do: 'hand-over', to: 'team', note: 'Please call.' },
  { id: 'and', do: 'end' },
  aMail('last'),
  { id: 'over', do: 'end' },
  aMail('plain'),
  { id: 'done', do: 'end' },
];

/** A firm with one gift in its catalogue and customers worth keeping, who are likely to leave. */
async function anOfferingFirm({
  customers = 1,
  budget = 100_000,
  offers = [gift('gift')],
  told = {},
  more = {},
}: {
  customers?: number;
  budget?: number;
  offers?: Edition['offers'];
  told?: Partial<Customer>;
  more?: object;
} = {}) {
  const firm = aCampaignFirm({ more });
  firm.store.editions.push({
    edition: 1,
    offersPerYear: 3,
    warnAtShare: 0.8,
    budgetPerMonth: budget,
    offers,
  });
  for (let n = 1; n <= customers; n += 1)
    await firm.hasCustomer(String(n), { value: 5_000_000, since: '2020-01-01', ...told });
  const offerOf = (customerId = 'cus_1'): Offer => {
    const found = [...firm.store.offers.values()].find((one) => one.campaign?.customerId === customerId);
    if (!found) throw new Error(`${customerId} has no offer`);
    return found;
  };
  return {
    ...firm,
    offerOf,
    offers: firm.offers,
    answers: (answer: OfferAnswer, customerId?: string) =>
      recordOfferAnswer(firm, offerOf(customerId).id, answer),
    caseOf: (customerId = 'cus_1') =>
      [...firm.store.cases.values()].find(({ record }) => record.offerId === offerOf(customerId).id),
    held: async () => (await firm.offers.standing('cus_1', NOW.slice(0, 7))).held,
    decisions: () => {
      const of = [...firm.store.offerFacts.values()];
      return of.flatMap(({ happened }) => (happened.type === 'OfferDecided' ? [happened.decision] : []));
    },
  };
}

const textOf = (raw: Uint8Array | undefined): string =>
  new TextDecoder()
    .decode(raw)
    .replaceAll(/=\r?\n/g, '')
    .replaceAll('=3D', '=');
const tokenIn = (raw: Uint8Array | undefined): string =>
  /\/offer\/#(v1\.[\w-]+\.[\w-]+)/.exec(textOf(raw))?.[1] ?? '';

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

test('the page says by which facts the customer was chosen, and no case', async () => {
  const firm = await anOfferingFirm({ told: { tier: 'gold' } });
  await firm.begins(offering(), {
    segment: {
      all: [
        { field: 'risk', op: '>', value: 0 },
        { field: 'tier', op: '=', value: 'gold' },
      ],
    },
  });
  const offer = await offerOfLink(firm, tokenIn(firm.outbox[0]?.raw));
  if (!offer) throw new Error('the link opens nothing');

  const shown = await showOffer(firm, offer);

  expect(shown).toMatchObject({ caseNumber: null, remedy: null, status: 'open' });
  expect(shown.offer?.howChosen).toMatch(/not about a complaint.*risk of leaving, tier/);
  expect(shown.offer?.howChosen).not.toMatch(/\d|gold/);
});

test('who accepts has the voucher at once, a mail that confirms it, and goes on where the campaign leads', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  expect(await firm.answers('accept')).toEqual({ kind: 'recorded', answer: 'accept' });
  expect(await firm.answers('accept')).toMatchObject({ kind: 'already-answered' });
  const opened = firm.caseOf();
  expect(opened?.record).toMatchObject({ status: 'closed', kind: 'enquiry', channel: 'link' });
  await triageCase({ ...firm, judge: ownJudge }, opened?.record.id ?? '');
  await firm.sweeps();
  await firm.sweeps();

  expect(firm.offerOf()).toMatchObject({ status: 'accepted', grant: { state: 'applied', by: 'voucher' } });
  expect(firm.store.cases.size).toBe(1);
  expect(subjectsIn(firm.outbox)).toEqual([
    'Something for you',
    expect.stringMatching(/^You accepted our offer/),
    'thanks',
  ]);
  expect(textOf(firm.outbox[1]?.raw)).toContain(firm.offerOf().grant?.reference);
  expect(await firm.held()).toBe(COST);
});

test('who declines opens no case, gives the money back and hears no more of it', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  await firm.answers('decline');
  await firm.sweeps();

  expect(firm.store.cases.size).toBe(0);
  expect(await firm.held()).toBe(0);
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
  expect([...firm.store.offerFacts.values()].map(({ happened }) => happened.type)).toEqual([
    'OfferDecided',
    'OfferMade',
    'OfferAnswered',
  ]);
});

test('who asks to be called is in front of a person, by the case and by the campaign', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  await firm.answers('call-me');
  await firm.sweeps();

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { queue: 'enquiries', reasons: ['call-me'] },
  });
  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org', firm.settings.teamMailbox]);
});

test('a contract can be cancelled by the link before an answer, after it and after the end', async () => {
  for (const before of [undefined, 'decline', 'accept', 'expired'] as const) {
    const firm = await anOfferingFirm();
    await firm.begins(offering());
    if (before === 'expired') {
      firm.timePasses(15);
      await firm.sweeps();
    } else if (before) await firm.answers(before);

    expect(await firm.answers('cancel-contract')).toEqual({ kind: 'recorded', answer: 'cancel-contract' });
    await firm.answers('cancel-contract');

    const record = firm.caseOf()?.record;
    expect(record).toMatchObject({ status: 'with-person', person: { queue: 'cancellations' } });
    expect(record?.cancellationAt).toBeDefined();
    expect(firm.caseOf()?.mails.map(({ purpose }) => purpose)).toContain('cancellation-confirmed');
    expect(firm.store.cases.size).toBe(1);
  }
});

test('an offer nobody answers expires, gives its money back, and the way goes on by that', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  firm.timePasses(13);
  await firm.sweeps();
  expect(firm.offerOf().status).toBe('open');
  firm.timePasses(1);
  await firm.sweeps();

  expect(firm.offerOf().status).toBe('expired');
  expect(await firm.held()).toBe(0);
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you', 'last']);
});

test('who still wants the offer after its end gets nothing by rule, and a person who decides', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());
  firm.timePasses(15);
  await firm.sweeps();

  expect(await firm.answers('accept')).toEqual({ kind: 'expired', recorded: 'accept' });
  expect(await firm.answers('accept')).toEqual({ kind: 'expired', recorded: 'accept' });

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { reasons: ['offer-unanswered'] },
  });
  expect(firm.offerOf().grant).toBeUndefined();
  expect(await firm.held()).toBe(0);
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

test('an offer above the threshold goes to a person, and the customer is told nothing', async () => {
  const firm = await anOfferingFirm({ offers: [gift('gift', { approvalThreshold: 10 })] });
  const id = await firm.begins(offering());

  expect(firm.store.offers.size).toBe(0);
  expect(firm.outbox.map(({ to }) => to)).toEqual([firm.settings.teamMailbox]);
  expect(textOf(firm.outbox[0]?.raw)).toMatch(/second person/);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ 'needs-approval': 1 });
  expect(firm.decisions()).toMatchObject([{ action: 'gift', needsApproval: true }]);
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

test('the held-out get no offer, it is known which they would have got, and both arms take part', async () => {
  const firm = await anOfferingFirm({ customers: 80 });
  const told: Partial<CampaignDefinition> = { holdoutShare: 0.5 };
  const id = await firm.begins(offering(), told);

  const { counts } = (await firm.campaigns.byId(id)) ?? {};
  const offered = firm.store.offers.size;
  expect(counts).toMatchObject({ sent: offered, holdout: 80 - offered });
  expect(offered).toBeGreaterThan(20);
  const decisions = firm.decisions();
  expect(decisions.filter(({ arm }) => arm === 'holdout')).toHaveLength(80 - offered);
  expect(decisions.filter(({ arm }) => arm === 'holdout').every(({ drawn }) => drawn === 'gift')).toBe(true);
  const [part] = await firm.experiments.ofCustomer(
    firm.offerOf([...firm.store.offers.values()][0]?.campaign?.customerId).customerKey,
  );
  expect(part).toMatchObject({
    arm: 'treated',
    strata: { offer: 'gift' },
    offerId: expect.stringMatching(/^off_/),
  });
});

test('the control group gets no offer', async () => {
  const firm = await anOfferingFirm({ customers: 40, more: { controlGroupShare: 0.2 } });
  await firm.begins(offering());

  for (const customerId of Array.from({ length: 40 }, (_, n) => `cus_${n + 1}`)) {
    const parts = await firm.experiments.ofCustomer(customerId);
    const isControl = parts.some(({ experiment, arm }) => experiment === CONTROL_GROUP && arm === 'holdout');
    const hasOffer = [...firm.store.offers.values()].some((one) => one.campaign?.customerId === customerId);
    expect(hasOffer).toBe(!isControl);
  }
});

test('a worker that ends between holding an offer and mailing it loses a mail, and neither doubles nor keeps the money', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.broken = true;
  const id = await firm.begins(offering());
  firm.postOffice.broken = false;
  const { shards } = await planCampaign(firm, id);
  for (const shard of shards) await sendCampaignShard(firm, shard);
  await firm.sweeps();

  expect(firm.outbox).toEqual([]);
  expect(firm.store.offers.size).toBe(1);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ unconfirmed: 1 });
  firm.timePasses(15);
  await firm.sweeps();
  expect(await firm.held()).toBe(0);
  expect(firm.offerOf().status).toBe('expired');
});

test('two children with the same customer make one offer and send one mail', async () => {
  const firm = await anOfferingFirm({ customers: 3 });
  const id = await firm.begins(offering());
  await Promise.all([
    sendCampaignShard(firm, { campaignId: id, pass: 1, part: 0 }),
    sendCampaignShard(firm, { campaignId: id, pass: 1, part: 0 }),
  ]);

  expect(firm.outbox).toHaveLength(3);
  expect(firm.store.offers.size).toBe(3);
  expect(await firm.held()).toBe(3 * COST);
});

test('an offer stays good when its campaign is paused or stopped', async () => {
  for (const act of [pauseCampaign, stopCampaign]) {
    const firm = await anOfferingFirm();
    const campaignId = await firm.begins(offering());
    const version = (await firm.campaigns.byId(campaignId))?.version ?? 0;
    await act(firm, { campaignId, version, by: 'mara' });

    expect(await firm.answers('accept')).toEqual({ kind: 'recorded', answer: 'accept' });
    await firm.sweeps();
    expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
    if (act === pauseCampaign) {
      const now = (await firm.campaigns.byId(campaignId))?.version ?? 0;
      await resumeCampaign(firm, { campaignId, version: now, by: 'mara' });
      await firm.sweeps();
      expect(subjectsIn(firm.outbox)).toContain('thanks');
    }
  }
});

test('what billing could not carry out goes to a person, as with any offer', async () => {
  const firm = await anOfferingFirm({ offers: [gift('gift', { fulfilment: 'billing' })] });
  await firm.begins(offering());
  await firm.answers('accept');
  expect(firm.caseOf()?.facts.map(({ happened }) => happened.type)).toContain('OfferGrantRequested');

  await recordGrantAnswer(firm, firm.offerOf().id, { result: 'failed' }, { id: 'mara' });

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { reasons: ['grant-failed'] },
  });
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

test('an answer of which the stream never tells lets the way go on when the offer ends', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());
  await firm.answers('accept');
  firm.stream.splice(0);

  await firm.sweeps();
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
  firm.timePasses(14);
  await firm.sweeps();
  expect(subjectsIn(firm.outbox)).toContain('thanks');
});

test('a dry run says what would become of everybody, and makes no offer', async () => {
  const firm = await anOfferingFirm({ customers: 3, offers: [gift('gift')] });
  await firm.hasCustomer('4', { value: 10 });
  const made = await createCampaign(
    firm,
    {
      ...{ name: 'Spring', segment: { all: [] }, trigger: { when: 'asked' as const } },
      ...{ holdoutShare: 0, mailsAtMost: 2, steps: [...offering()] },
    },
    'mara',
  );
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
  const definition: CampaignDefinition = {
    ...{ name: 'Spring', segment: { all: [] }, trigger: { when: 'asked' } },
    ...{ holdoutShare: 0, mailsAtMost: 2, steps: [...offering()] },
  };

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
    {
      ...{ name: 'Spring', segment: { all: [] }, trigger: { when: 'asked' as const } },
      ...{ holdoutShare: 0, mailsAtMost: 2, steps: [...offering({ offers: ['gift', 'sorry', 'yacht'] })] },
    },
    'mara',
  );

  expect(made.ok ? [] : made.problems.map(({ path }) => path)).toEqual([
    'steps.0.offers.1',
    'steps.0.offers.2',
  ]);
});

test('a mail that the mail service will never take gives the money of its offer back at once', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.send = () => Promise.resolve({ kind: 'refused' as const });
  const id = await firm.begins(offering());

  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ 'not-deliverable': 1 });
  expect(firm.offerOf().status).toBe('withdrawn');
  expect(await firm.held()).toBe(0);
});

test('no name, address or word of a customer is in what is told of a campaign offer', async () => {
  const firm = await anOfferingFirm({ told: { name: 'Ada Archer' } });
  await firm.begins(offering());
  await firm.answers('accept');

  const facts = [...firm.store.offerFacts.values(), ...(firm.caseOf()?.facts ?? [])];
  const told = facts.flatMap((fact) => eventOf(fact) ?? []);
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

test('whatever customers answer, when, and how often, the books are right and there is one case at most', async () => {
  const does = fc.oneof(
    fc.constantFrom<OfferAnswer | 'sweep'>('accept', 'decline', 'call-me', 'cancel-contract', 'sweep'),
    fc.integer({ min: 1, max: 9 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(does, { maxLength: 8 }), async (season) => {
      const firm = await anOfferingFirm();
      await firm.begins(offering());
      for (const one of season) {
        if (typeof one === 'number') firm.timePasses(one);
        else if (one === 'sweep') await firm.sweeps();
        else await firm.answers(one);
      }

      const { status, cost, grant, caseId } = firm.offerOf();
      expect(await firm.held()).toBe(holdsBudget(status) ? cost : 0);
      expect(grant !== undefined).toBe(status === 'accepted');
      expect([...firm.store.vouchers.values()]).toHaveLength(status === 'accepted' ? 1 : 0);
      expect(firm.store.cases.size).toBe(caseId === undefined ? 0 : 1);
      expect(firm.caseOf()?.record.cancellationAt !== undefined).toBe(season.includes('cancel-contract'));
      expect(subjectsIn(firm.outbox).filter((subject) => subject === 'Something for you')).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});

const quarterLater = (from: string): string => new Date(Date.parse(from) + 15 * 60_000).toISOString();

test('what became of a customer is put down to the offer that reached them, also where the first try was put off', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.closed = true;
  await firm.begins(offering(), { holdoutShare: 0.01 });
  expect(await firm.held()).toBe(0);
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  const open = [...firm.store.offers.values()].filter(({ status }) => status === 'open');
  expect(open).toHaveLength(1);
  const [part] = await firm.experiments.ofCustomer('cus_1');
  expect(part).toMatchObject({ arm: 'treated', offerId: open[0]?.id });
});

test('a person hears of an offer above the threshold once the mail service takes mail again', async () => {
  const firm = await anOfferingFirm({ offers: [gift('gift', { approvalThreshold: 10 })] });
  firm.postOffice.closed = true;
  const id = await firm.begins(offering());
  expect((await firm.campaigns.byId(id))?.counts).toEqual({ deferred: 1 });
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(firm.outbox.map(({ to }) => to)).toEqual([firm.settings.teamMailbox]);
  expect(firm.decisions()).toHaveLength(1);
});

test('where the offer is above the threshold, who is held out and who is put before a person take part alike', async () => {
  const firm = await anOfferingFirm({
    customers: 40,
    offers: [gift('gift', { approvalThreshold: 10 })],
  });
  await firm.begins(offering(), { holdoutShare: 0.5 });

  const parts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => firm.experiments.ofCustomer(`cus_${n + 1}`)),
  );
  const arms = parts.flat().map(({ arm }) => arm);
  expect(arms.filter((arm) => arm === 'treated')).toHaveLength(firm.outbox.length);
  expect(arms).toHaveLength(40);
});

test('who is held out, by the campaign or in the control group, is not put before a person either, and both arms take part', async () => {
  const call: CampaignStep = { id: 'call', do: 'hand-over', to: 'team', note: 'Please call.' };
  for (const [share, more, experiment] of [
    [0.5, {}, undefined],
    [0, { controlGroupShare: 0.2 }, CONTROL_GROUP],
  ] as const) {
    const firm = await anOfferingFirm({ customers: 40, more });
    const id = await firm.begins([call, aMail('plain')], { holdoutShare: share });
    await firm.sweeps();

    const parts = await Promise.all(
      Array.from({ length: 40 }, (_, n) => firm.experiments.ofCustomer(`cus_${n + 1}`)),
    );
    const own = parts.flat().filter((one) => one.experiment === (experiment ?? `campaign-${id}`));
    const treated = own.filter(({ arm }) => arm === 'treated').length;
    expect(own).toHaveLength(40);
    expect(treated).toBeLessThan(40);
    expect(firm.outbox.filter(({ to }) => to === firm.settings.teamMailbox)).toHaveLength(treated);
    expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ holdout: 40 - treated });
  }
});

test('a campaign that found no offer for somebody and wrote nothing has not kept them', async () => {
  const firm = await anOfferingFirm({ told: { value: 10 } });
  const [only] = offering();
  const later: CampaignStep[] = [{ id: 'rest', do: 'wait', days: 30 }, aMail('plain')];
  const id = await firm.begins(only ? [only, ...later] : later);
  const bought = {
    id: 'crm-1',
    customerId: 'cus_1',
    kind: 'bought',
    on: '2026-03-09',
    source: 'crm',
  } as const;
  await firm.experiments.note(bought);

  expect(await countKept(firm, 'cus_1')).toBe(0);
  expect(await firm.campaigns.tallies(id)).toMatchObject({ kept: 0 });
});

test('where the mail service will never take the offer, it is taken back, and the way goes on at once as without it', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.refuses = true;
  await firm.begins(offering());
  expect(firm.offerOf().status).toBe('withdrawn');
  expect(await firm.held()).toBe(0);
  firm.postOffice.refuses = false;
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['plain']);
});
