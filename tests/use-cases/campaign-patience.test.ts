import { describe, expect, test } from 'vitest';
import { checkDefinition } from '../../functions/domain/campaign/check-definition.ts';
import type { CampaignDefinition, CampaignTrigger } from '../../functions/domain/campaign/definition.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { waitingCampaigns } from '../../functions/use-cases/waiting-campaigns.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, subjectsIn } from '../support/campaign-firm.ts';

type Firm = ReturnType<typeof aCampaignFirm>;

const crosses: CampaignTrigger = { when: 'crosses', what: 'silence', from: 3, back: 2, at: '10:00' };
const falls: CampaignTrigger = { when: 'happens', what: 'tier-falls' };
const ann = '1@example.org';

/** The sweeper begins one pass at a time: the look at everybody, then those whose step is due. */
const daysPass = async (firm: Firm, days: number): Promise<void> => {
  for (let day = 0; day < days; day += 1) {
    firm.timePasses(1);
    await firm.sweeps();
    await firm.sweeps();
  }
};

/** Ann crosses the line of silence tomorrow. */
async function aFirmWhereAnnFallsSilent(told: Partial<CampaignDefinition> = {}) {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', { lastOrderOn: '2026-02-02', rhythmDays: 10 });
  const id = await firm.begins([aMail('hello')], { trigger: crosses, again: { afterDays: 60 }, ...told });
  return { ...firm, id };
}

/** Ann's tier falls as often as a test says. */
async function aFirmWhereTiersFall(told: Partial<CampaignDefinition> = {}) {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const id = await firm.begins([aMail('hello')], { trigger: falls, again: { afterDays: 60 }, ...told });
  const machines = { start: () => Promise.resolve(), wake: () => Promise.resolve('woken' as const) };
  const tierFalls = async (version: number, customerId = 'cus_1'): Promise<void> => {
    const at = firm.clock.now();
    const move = {
      ...{ type: 'TierMoved', customerId, version, at, dispatch: 'enrol' },
      ...{ from: 'gold', to: 'silver', value: 100 },
    };
    await dispatchFact({ ...firm, waiting: () => waitingCampaigns(firm), machines }, move);
  };
  return { ...firm, id, tierFalls };
}

describe('a crossing that meets what passes', () => {
  test('waits for the end of an open complaint and of the days after it', async () => {
    const firm = await aFirmWhereAnnFallsSilent();
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 5);
    expect(firm.outbox).toEqual([]);
    firm.caseEnds(ann);
    await daysPass(firm, 13);
    expect(firm.outbox).toEqual([]);

    await daysPass(firm, 1);
    expect(subjectsIn(firm.outbox)).toEqual(['hello']);
    await daysPass(firm, 30);
    expect(firm.outbox).toHaveLength(1);
  });

  test('waits for the cap of the week, until the moment at which it has room', async () => {
    const firm = await aFirmWhereAnnFallsSilent();
    await firm.begins([aMail('one')]);
    await firm.begins([aMail('two')]);
    await daysPass(firm, 6);
    expect(subjectsIn(firm.outbox)).toEqual(['one', 'two']);

    await daysPass(firm, 1);
    expect(subjectsIn(firm.outbox)).toEqual(['one', 'two', 'hello']);
    const looks = (await firm.recount(firm.id))['deferred'];
    expect(looks).toEqual(['cus_1']);
  });

  test('waits no longer than the campaign says, is then let go with its reason, and may cross again', async () => {
    const firm = await aFirmWhereAnnFallsSilent({ patienceDays: 10 });
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 10);
    expect((await firm.recount(firm.id))['open-complaint']).toBeUndefined();
    await daysPass(firm, 3);
    expect((await firm.recount(firm.id))['open-complaint']).toEqual(['cus_1']);

    firm.caseEnds(ann);
    await daysPass(firm, 10);
    expect(firm.outbox).toEqual([]);
    await firm.hasCustomer('1', { lastOrderOn: firm.clock.now().slice(0, 10) });
    await daysPass(firm, 31);
    expect(subjectsIn(firm.outbox)).toEqual(['hello']);
  });

  test('is over when the customer comes back under the line meanwhile', async () => {
    const firm = await aFirmWhereAnnFallsSilent();
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 2);
    await firm.hasCustomer('1', { lastOrderOn: '2026-03-05' });
    firm.caseEnds(ann);
    await daysPass(firm, 17);

    expect(firm.outbox).toEqual([]);
    expect((await firm.campaigns.journeys(firm.id, ['cus_1'])).get('cus_1')?.endedBecause).toBe(
      'not-crossing',
    );
  });

  test('is over when the campaign is no longer for the customer', async () => {
    const firm = await aFirmWhereAnnFallsSilent({
      segment: { field: 'status', op: '!=', value: 'cancelled' },
    });
    await firm.hasCustomer('1', { status: 'active' });
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 2);
    await firm.hasCustomer('1', { status: 'cancelled' });
    await daysPass(firm, 1);

    expect((await firm.recount(firm.id))['not-in-segment']).toEqual(['cus_1']);
  });

  test('does not wait where the campaign has no patience', async () => {
    const firm = await aFirmWhereAnnFallsSilent({ patienceDays: 0 });
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 1);

    expect((await firm.recount(firm.id))['open-complaint']).toEqual(['cus_1']);
    expect((await firm.campaigns.journeys(firm.id, ['cus_1'])).size).toBe(0);
  });
});

describe('a crossing that meets what stands', () => {
  test('is let go: who agrees to mail later has not crossed then', async () => {
    const firm = await aFirmWhereAnnFallsSilent();
    await firm.hasCustomer('1', { marketingConsent: false });
    await daysPass(firm, 3);
    await firm.hasCustomer('1', { marketingConsent: true });
    await daysPass(firm, 10);

    expect(firm.outbox).toEqual([]);
  });

  test('is let go also where the wish for silence comes while it waits', async () => {
    const firm = await aFirmWhereAnnFallsSilent();
    firm.hasCase(ann, 'with-person');
    await daysPass(firm, 2);
    await firm.contacts.stop(await contactIdOf(firm.digests, ann), firm.clock.now());
    firm.caseEnds(ann);
    await daysPass(firm, 20);

    expect(firm.outbox).toEqual([]);
    expect((await firm.recount(firm.id))['unsubscribed']).toEqual(['cus_1']);
  });
});

describe('a fact that meets what passes', () => {
  test('waits like a crossing, and another fact meanwhile changes nothing', async () => {
    const firm = await aFirmWhereTiersFall();
    firm.hasCase(ann, 'with-person');
    await firm.tierFalls(2);
    await daysPass(firm, 1);
    await firm.tierFalls(3);
    await firm.tierFalls(2);
    firm.caseEnds(ann);
    await daysPass(firm, 30);

    expect(subjectsIn(firm.outbox)).toEqual(['hello']);
  });

  test('bars nobody where it was refused for good: who was never written to hears of the next', async () => {
    const firm = await aFirmWhereTiersFall();
    await firm.hasCustomer('1', { marketingConsent: false });
    await firm.tierFalls(2);
    await daysPass(firm, 1);
    expect((await firm.recount(firm.id))['no-consent']).toEqual(['cus_1']);

    await firm.hasCustomer('1', { marketingConsent: true });
    await firm.tierFalls(2);
    await daysPass(firm, 1);
    expect(firm.outbox).toEqual([]);
    await firm.tierFalls(3);
    await daysPass(firm, 1);
    expect(subjectsIn(firm.outbox)).toEqual(['hello']);
    await firm.tierFalls(4);
    await daysPass(firm, 1);
    expect(firm.outbox).toHaveLength(1);
  });

  test('leaves who was drawn into the holdout in it as long as those who were written to', async () => {
    const firm = await aFirmWhereTiersFall({ holdoutShare: 0.5 });
    const ids = Array.from({ length: 12 }, (_, n) => `cus_${n + 1}`);
    for (const id of ids) await firm.hasCustomer(id.slice(4));
    for (const version of [2, 3]) {
      for (const id of ids) await firm.tierFalls(version, id);
      await daysPass(firm, 1);
    }

    const { sent = [], holdout = [] } = await firm.recount(firm.id);
    expect([...sent, ...holdout].sort()).toEqual(ids.sort());
    expect(Math.min(sent.length, holdout.length)).toBeGreaterThan(0);
  });
});

test('patience is for what happens to each customer, and said so', () => {
  const definition = { ...aDefinition, patienceDays: 7 };
  expect(checkDefinition({ ...definition, trigger: crosses })).toEqual([]);
  expect(checkDefinition({ ...definition, trigger: falls })).toEqual([]);
  expect(checkDefinition({ ...definition, trigger: { when: 'daily', at: '10:00' } })).toMatchObject([
    { path: 'patienceDays' },
  ]);
});

const aDefinition: CampaignDefinition = {
  name: 'Patient',
  segment: { all: [] },
  trigger: crosses,
  again: { afterDays: 60 },
  holdoutShare: 0,
  mailsAtMost: 1,
  steps: [aMail('hello')],
};
