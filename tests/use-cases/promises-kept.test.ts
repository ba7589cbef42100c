import { describe, expect, test } from 'vitest';
import type { CampaignDefinition } from '../../functions/domain/campaign/definition.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { FulfilmentKind } from '../../functions/domain/offer/offer-text.ts';
import { plusSeconds } from '../../functions/domain/instant.ts';
import { eventOf } from '../../functions/domain/event/domain-event.ts';
import { readPromiseEvent } from '../../functions/runtime/promise-event.ts';
import { recordGrantAnswer } from '../../functions/use-cases/answer-grant.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { pointsAt } from '../../functions/use-cases/customer-points.ts';
import { earnForPromise } from '../../functions/use-cases/earn-for-promise.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const event = (detail: object, source = 'crm') => ({ source, 'detail-type': 'PromiseKept', detail });

function aFirm(pointsPerPromise: number) {
  const world = aWorld({ customers: [aCustomer({ id: 'cus_7' })], settings: { pointsPerPromise } });
  return {
    world,
    hear: (detail: object) => earnForPromise(world.work, readPromiseEvent(event(detail))),
    balance: async () => (await pointsAt(world.work.points, 'cus_7', monday)).balance,
  };
}

test('a promise that was kept earns once, however often and under which name of the customer it is told', async () => {
  const { world, hear, balance } = aFirm(25);
  const kept = { promiseId: 'p-1', customerId: 7 };

  expect(await hear(kept)).toBe('earned');
  expect(await Promise.all([hear(kept), hear({ ...kept, customerId: 'cus_7' })])).toEqual(['known', 'known']);
  expect(await hear({ ...kept, promiseId: 'p-2', note: 'called back' })).toBe('earned');

  expect(await balance()).toBe(50);
  expect((await world.work.points.account('cus_7')).postings[0]).toEqual({
    ...{ customerKey: 'cus_7', key: 'promise:p-1', at: monday, points: 25, house: 'promises' },
    expiresAt: '2028-04-01T00:00:00.000Z',
  });
});

test('a firm that gives no points for promises gives none', async () => {
  const { hear, balance } = aFirm(0);

  expect(await hear({ promiseId: 'p-1', customerId: '7' })).toBe('none');
  expect(await balance()).toBe(0);
});

test('a promise to nobody we know, or one without a name, is not lost in silence and tells no value', async () => {
  const { hear, balance } = aFirm(25);

  await expect(hear({ promiseId: 'p-1', customerId: '8' })).rejects.toThrow('import customers first');
  expect(() => readPromiseEvent(event({ customerId: '7' }))).toThrow();
  expect(() => readPromiseEvent(event({ promiseId: 'to Ann Archer', customerId: '7' }))).toThrow(
    /^(?!.*Archer).*must be 1 to 64 characters/s,
  );
  expect(await balance()).toBe(0);
});

describe('an accepted offer that somebody has to carry out is a promise of ours', () => {
  async function anAcceptedGift(by: FulfilmentKind, over: Parameters<typeof aCustomer>[0] = {}) {
    const world = aWorld({ customers: [aCustomer(over)], settings: { pointsPerPromise: 25 } });
    const eligibility = { ...aGift().eligibility, categories: ['delivery'], strangers: true };
    const gift = aGift({ fulfilment: by, eligibility });
    await world.work.catalogues.apply({ ...shippedEdition, edition: 1, offers: [gift] });
    const caseId = await world.customerComplains();
    await world.customerAnswers(caseId, 'accept');
    const offer = await world.offer(caseId);
    const says = (result: 'applied' | 'failed') =>
      recordGrantAnswer(world.work, offer.id, { result }, { id: 'lena' });
    /** What is told of the case reaches who gives the points, each twice. */
    const earned = async () => {
      const file = await world.work.cases.file(caseId);
      const told = (file?.facts ?? []).flatMap((fact) => eventOf(fact) ?? []);
      for (const { detail } of told.filter(({ type }) => type === 'PromiseKept'))
        for (const _delivery of [1, 2])
          await earnForPromise(world.work, readPromiseEvent(event(detail, 'amends')));
      const { postings } = await world.work.points.account('cus_7');
      return postings.filter(({ house }) => house === 'promises');
    };
    /** What the firm's CRM tells of the same deed. */
    const crmTells = (detail: object) =>
      earnForPromise(world.work, readPromiseEvent(event({ customerId: '7', ...detail })));
    return { world, caseId, offer, says, earned, crmTells };
  }

  test('a gift that is done by its day is a kept promise: it earns once, however often that is said', async () => {
    const { world, offer, says, earned } = await anAcceptedGift('billing');
    await world.daysPass(3);

    await Promise.all([says('applied'), says('applied')]);
    await says('applied');

    expect(await earned()).toMatchObject([{ key: `promise:${offer.id}`, points: 25 }]);
  });

  test('a kept promise that the CRM tells of as well, by offer, case, number or what billing calls it, earns once in all', async () => {
    const { world, caseId, offer, says, earned, crmTells } = await anAcceptedGift('billing');
    await recordGrantAnswer(world.work, offer.id, { result: 'applied', reference: 'CN-17' }, { id: 'lena' });
    expect(await crmTells({ promiseId: 'p-1', offerId: offer.id })).toBe('earned');
    await says('applied');

    expect(await earned()).toMatchObject([{ key: `promise:${offer.id}` }]);
    const { number } = await world.case(caseId);
    for (const about of [{ caseId }, { caseId: number }, { promiseId: offer.id }, { promiseId: 'CN-17' }])
      expect(await crmTells({ promiseId: 'p-2', ...about })).toBe('known');
    expect(await earned()).toHaveLength(1);
  });

  test('a kept promise that the CRM tells of under a name of its own and of nothing else waits for somebody to say what it is about', async () => {
    const { world, earned, crmTells } = await anAcceptedGift('person');

    await expect(crmTells({ promiseId: 'p-1' })).rejects.toThrow('"offerId": null when it is about none');
    expect(await crmTells({ promiseId: 'p-1', offerId: null })).toBe('earned');
    await world.daysPass(60);
    expect(await crmTells({ promiseId: 'p-2' })).toBe('earned');
    expect((await earned()).map(({ key }) => key)).toEqual(['promise:p-1', 'promise:p-2']);
  });

  test('what was broken, or was no promise, the CRM does not make a kept one', async () => {
    const [late, failed, voucher] = [
      await anAcceptedGift('person'),
      await anAcceptedGift('billing'),
      await anAcceptedGift('voucher'),
    ];
    await late.world.daysPass(8);
    await failed.says('failed');

    for (const { offer, crmTells } of [late, failed, voucher])
      expect(await crmTells({ promiseId: 'p-1', offerId: offer.id })).toBe('none');
    expect(await voucher.crmTells({ promiseId: 'p-1' })).toBe('earned');
  });

  test('an offer, or a case, that is not this customer’s is not lost in silence', async () => {
    const { world, offer, crmTells } = await anAcceptedGift('person');
    await world.work.customers.save(aCustomer({ id: 'cus_8', emails: [] }), undefined);
    const toOther = { promiseId: 'p-1', customerId: '8' };
    await expect(crmTells({ ...toOther, offerId: offer.id })).rejects.toThrow('no offer that we made');
    await expect(crmTells({ promiseId: 'p-1', offerId: 'off_none' })).rejects.toThrow(
      'no offer that we made',
    );
    await expect(crmTells({ promiseId: 'p-1', caseId: 'cas_none' })).rejects.toThrow('not a case of ours');
  });

  test('a gift that is done later, or cannot be done, is no kept promise', async () => {
    const [late, failed] = [await anAcceptedGift('person'), await anAcceptedGift('billing')];
    await late.world.daysPass(8);
    await late.says('applied');
    await failed.says('failed');

    expect(await late.earned()).toEqual([]);
    expect(await failed.earned()).toEqual([]);
  });

  test('a promise is broken when it is done a moment after its day, before anybody had looked', async () => {
    const { world, caseId, says } = await anAcceptedGift('person');
    await world.daysPass(6);
    const late = { ...world.work, clock: { now: () => plusSeconds(world.work.clock.now(), 86_460) } };
    const offer = await world.offer(caseId);
    expect(offer.grant?.overdueAt).toBeUndefined();
    await recordGrantAnswer(late, offer.id, { result: 'applied' }, { id: 'lena' });
    await says('applied');

    const facts = await world.facts(caseId);
    expect(facts.filter((type) => type === 'OfferGrantOverdue')).toHaveLength(1);
    expect(facts).toContain('OfferGranted');
  });

  test('what was given with the acceptance was no promise any more', async () => {
    const { earned } = await anAcceptedGift('voucher');

    expect(await earned()).toEqual([]);
  });

  test('a promise to a stranger is told of to nobody', async () => {
    const { world, caseId, says } = await anAcceptedGift('billing', { emails: ['somebody@else.example'] });
    await says('applied');

    expect(await world.facts(caseId)).toContain('OfferGranted');
    expect(await world.facts(caseId)).not.toContain('PromiseKept');
  });

  test('a promise is broken when its day passes: the customer enters the campaign that waits for that, once', async () => {
    const { world, caseId, says } = await anAcceptedGift('billing', { marketingConsent: true });
    const made = await createCampaign(world.work, whenBroken, 'mara');
    if (!made.ok) throw new Error('the campaign makes no sense');
    const { id } = made.value;
    await runCampaign(world.work, { campaignId: id, version: 1, by: 'mara' });
    const entered = async () => (await world.work.campaigns.journeys(id, ['cus_7'])).get('cus_7');
    expect(await entered()).toBeUndefined();

    await world.daysPass(8);

    const overdue = (await world.work.cases.file(caseId))?.facts.find(
      ({ happened }) => happened.type === 'OfferGrantOverdue',
    );
    expect(await entered()).toMatchObject({ enteredBy: overdue?.id, version: 1 });
    await says('failed');
    await world.daysPass(1);
    expect(await entered()).toMatchObject({ enteredBy: overdue?.id, version: 1 });
  });
});

const whenBroken: CampaignDefinition = {
  ...{ name: 'Broken promises', segment: { all: [] }, holdoutShare: 0, mailsAtMost: 1 },
  trigger: { when: 'happens', what: 'promise-broken' },
  again: { afterDays: 30 },
  steps: [{ id: 'call', do: 'hand-over', to: 'team', note: 'We promised and did not keep it. Please call.' }],
};
