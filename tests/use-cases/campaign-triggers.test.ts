import { expect, test } from 'vitest';
import type {
  CampaignDefinition,
  CampaignStep,
  CampaignTrigger,
} from '../../functions/domain/campaign/definition.ts';
import { checkDefinition } from '../../functions/domain/campaign/check-definition.ts';
import { changeBetween } from '../../functions/domain/customer/merge-customer.ts';
import type { Tier } from '../../functions/domain/customer/customer.ts';
import {
  createCampaign,
  pauseCampaign,
  redefineCampaign,
  runCampaign,
} from '../../functions/use-cases/campaign-desk.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { tryCampaign } from '../../functions/use-cases/try-campaign.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { rememberedFor, waitingCampaigns } from '../../functions/use-cases/waiting-campaigns.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { aComplaint } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, subjectsIn } from '../support/campaign-firm.ts';

const silence: CampaignTrigger = { when: 'crosses', what: 'silence', from: 3, back: 2, at: '06:00' };
const falls: CampaignTrigger = { when: 'happens', what: 'tier-falls' };

const daysPass = async (firm: ReturnType<typeof aCampaignFirm>, days: number): Promise<void> => {
  for (let day = 0; day < days; day += 1) {
    firm.timePasses(1);
    await firm.sweeps();
  }
};

/** A firm with a campaign that waits for facts, and what the stream brings of moves between tiers. */
async function aWaitingFirm(
  told: Partial<CampaignDefinition> = {},
  steps: readonly CampaignStep[] = [aMail('sorry')],
) {
  const firm = aCampaignFirm();
  const made = await createCampaign(
    firm,
    {
      name: 'Falls',
      segment: { all: [] },
      trigger: falls,
      again: { afterDays: 30 },
      holdoutShare: 0,
      mailsAtMost: 5,
      steps: [...steps],
      ...told,
    },
    'mara',
  );
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const { id } = made.value;
  const command = async () => ({
    campaignId: id,
    version: (await firm.campaigns.byId(id))?.version ?? 0,
    by: 'mara',
  });
  const started = await runCampaign(firm, await command());
  if (!started.ok) throw new Error(started.reason);
  const machines = {
    start: () => Promise.reject(new Error('no machine')),
    wake: () => Promise.reject(new Error('none')),
  };
  /** What an import writes when the tier of a customer moves, if it calls for anything, as the stream brings it. */
  const moved = async (from: Tier, to: Tier, at: string, version = 2) => {
    const before = { ...(await firm.customers.byId('cus_1')), tier: from, version: version - 1 } as never;
    const after = { ...(before as object), tier: to, version, updatedAt: at } as never;
    const { tierMove } = changeBetween(before, after);
    if (tierMove?.dispatch === undefined) return 'nothing to dispatch';
    await dispatchFact(
      { ...firm, waiting: () => waitingCampaigns(firm), machines },
      JSON.parse(JSON.stringify(tierMove)),
    );
    return 'dispatched';
  };
  return { ...firm, id, command, moved };
}

test('who falls silent against their own rhythm hears from us once, when they cross the line', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', { lastOrderOn: '2026-03-01', rhythmDays: 10 });
  await firm.hasCustomer('long-silent', { lastOrderOn: '2025-01-01', rhythmDays: 10 });
  await firm.begins([aMail('hello')], { trigger: silence, again: { afterDays: 1 } });
  expect(firm.outbox).toEqual([]);

  await daysPass(firm, 27);
  expect(firm.outbox).toEqual([]);
  await daysPass(firm, 1);
  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org']);
  await daysPass(firm, 20);
  expect(firm.outbox).toHaveLength(1);

  await firm.hasCustomer('1', { lastOrderOn: '2026-04-20' });
  await daysPass(firm, 40);
  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org', '1@example.org']);
});

/** Far below every line of risk. */
const safe = {
  since: '2015-01-01',
  contractType: 'Two year',
  satisfaction: 5,
  lastOrderOn: '2026-03-01',
  orders: 50,
};

test('risk that rises over the line is seen at the next look, and not again while it stays there', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', safe);
  const risky = {
    since: '2026-02-01',
    contractType: 'Month-to-month',
    satisfaction: 1,
    monthlyCharge: 10_000,
  };
  const trigger = { when: 'crosses', what: 'risk', from: 0.3, back: 0.2, at: '06:00' } as const;
  const id = await firm.begins([aMail('hello')], { trigger, again: { afterDays: 1 } });
  await daysPass(firm, 1);
  expect(firm.outbox).toEqual([]);

  await firm.hasCustomer('1', risky);
  await daysPass(firm, 5);

  expect(firm.outbox).toHaveLength(1);
  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ sent: 1, 'not-crossing': 4 });
});

test('an import that raises the risk is followed by a look of its own, and by no second one', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', safe);
  const trigger = { when: 'crosses', what: 'risk', from: 0.3, back: 0.2, at: '06:00' } as const;
  const id = await firm.begins([aMail('hello')], { trigger, again: { afterDays: 1 } });
  const hoursPass = async (hours: number): Promise<void> => {
    firm.isNow(new Date(Date.parse(firm.clock.now()) + hours * 3_600_000).toISOString());
    await firm.sweeps();
  };
  const looks = async () => (await firm.campaigns.byId(id))?.considered;

  await firm.hasCustomer('1', {
    since: '2026-02-01',
    contractType: 'Month-to-month',
    satisfaction: 1,
    monthlyCharge: 10_000,
  });
  await hoursPass(2);
  expect(firm.outbox).toEqual([]);
  firm.importEnds();
  await hoursPass(0.1);
  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org']);
  expect(await looks()).toBe(2);
  // One import after the other: not more than one look an hour.
  await hoursPass(0.1);
  firm.importEnds();
  await hoursPass(0.1);
  expect(await looks()).toBe(2);
  await hoursPass(1);
  expect(await looks()).toBe(3);
  await hoursPass(2);
  expect(await looks()).toBe(3);
  expect(firm.outbox).toHaveLength(1);
});

test('an import makes no other campaign look', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const id = await firm.begins([aMail('hello')], { trigger: { when: 'daily', at: '06:00' } });
  firm.importEnds();
  firm.isNow('2026-03-03T14:00:00.000Z');
  await firm.sweeps();

  expect((await firm.campaigns.byId(id))?.considered).toBe(1);
});

test('a look that is cut short and taken again lets in who crossed at it, once', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', { lastOrderOn: '2026-03-01', rhythmDays: 1 });
  const id = await firm.begins([aMail('hello')], {
    trigger: { ...silence, from: 5, back: 4 },
    again: { afterDays: 1 },
  });
  firm.timePasses(5);
  const savePage = firm.campaigns.savePage.bind(firm.campaigns);
  firm.campaigns.savePage = () => Promise.reject(new Error('the child is killed'));
  await expect(firm.sweeps()).rejects.toThrow('killed');
  firm.campaigns.savePage = savePage;
  const { shards } = await planCampaign(firm, id);
  for (const shard of shards) await sendCampaignShard(firm, shard);

  expect(firm.outbox).toHaveLength(1);
});

test('a falling tier lets the customer in at once, and the sweeper takes the first step', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');

  expect(await firm.moved('gold', 'silver', '2026-03-03T09:59:00.000Z')).toBe('dispatched');
  await firm.sweeps();
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['sorry']);
  expect(await firm.campaigns.byId(firm.id)).toMatchObject({ status: 'running', counts: { sent: 1 } });
  expect(await firm.moved('silver', 'gold', '2026-03-03T09:59:30.000Z')).toBe('nothing to dispatch');
});

test('the same fact delivered twice, or an older one after it, lets the customer in once', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');
  const later = '2026-03-03T09:59:00.000Z';

  await firm.moved('gold', 'silver', later, 3);
  await firm.moved('gold', 'silver', later, 3);
  await firm.sweeps();
  await firm.moved('gold', 'silver', later, 3);
  await firm.moved('diamond', 'gold', '2026-01-01T00:00:00.000Z', 2);
  await firm.sweeps();

  expect(firm.outbox).toHaveLength(1);
});

test('after the days that the campaign says, the customer may come in again; before, not', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');
  await firm.moved('gold', 'silver', '2026-03-03T09:00:00.000Z', 2);
  await firm.sweeps();

  firm.timePasses(29);
  await firm.moved('gold', 'silver', '2026-04-01T09:00:00.000Z', 4);
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(1);
  firm.timePasses(2);
  await firm.moved('gold', 'silver', '2026-04-03T10:00:00.000Z', 6);
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(2);
});

test('whom the campaign is not for is turned away at the door, with the reason', async () => {
  const firm = await aWaitingFirm({ segment: { field: 'tier', op: '=', value: 'silver' } });
  await firm.hasCustomer('1', { tier: 'standard' });

  await firm.moved('silver', 'standard', '2026-03-03T09:59:00.000Z');
  await firm.sweeps();

  expect(firm.outbox).toEqual([]);
  expect((await firm.campaigns.journeys(firm.id, ['cus_1'])).get('cus_1')?.endedBecause).toBe(
    'not-in-segment',
  );
});

test('a campaign that is paused, or not started, lets nobody in', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');
  await pauseCampaign(firm, await firm.command());

  await firm.moved('gold', 'silver', '2026-03-03T09:59:00.000Z');

  expect((await firm.campaigns.journeys(firm.id, ['cus_1'])).size).toBe(0);
});

test('a campaign that waits for facts looks at nobody when it starts, and cannot be started twice', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');
  await firm.sweeps();

  expect(firm.outbox).toEqual([]);
  expect(await runCampaign(firm, await firm.command())).toEqual({ ok: false, reason: 'waits-for-facts' });
  await daysPass(firm, 3);
  expect((await firm.campaigns.byId(firm.id))?.status).toBe('running');
});

test('a promised time that passes tells the account manager through the campaign, once for the case', async () => {
  const customer = {
    id: 'cus_1',
    version: 1,
    customerNumber: '1',
    emails: ['ada@example.org'],
    marketingConsent: true,
  };
  const world = aWorld({
    customers: [
      {
        ...customer,
        ...{
          attributes: {},
          value: 100_000,
          tier: 'gold',
          source: 'import',
          updatedAt: '2026-01-01T00:00:00.000Z',
        },
      },
    ],
  });
  const made = await createCampaign(
    world.work,
    {
      name: 'Broken promises',
      segment: { all: [] },
      trigger: { when: 'happens', what: 'promise-broken' },
      again: { afterDays: 30 },
      holdoutShare: 0,
      mailsAtMost: 1,
      steps: [
        { id: 'call', do: 'hand-over', to: 'team', note: 'We promised and did not keep it. Please call.' },
      ],
    },
    'mara',
  );
  if (!made.ok) throw new Error('the campaign makes no sense');
  const { id } = made.value;
  await runCampaign(world.work, { campaignId: id, version: 1, by: 'mara' });
  await world.customerComplains({
    ...aComplaint(),
    email: 'ada@example.org',
    body: 'The parcel burst into flames and my child is burned. I will call my lawyer.',
  });

  await world.daysPass(4);

  const journey = (await world.work.campaigns.journeys(id, ['cus_1'])).get('cus_1');
  expect(journey).toMatchObject({ next: 'call', done: [], enteredBy: expect.stringMatching(/^fct_/) });
  expect(journey?.version).toBe(1);
});

test('what makes no sense as a trigger is said', () => {
  const problemsOf = (trigger: CampaignTrigger, more: Partial<CampaignDefinition> = {}) =>
    checkDefinition({
      ...{ name: 'x', segment: { all: [] }, holdoutShare: 0, mailsAtMost: 1, steps: [aMail('a')] },
      trigger,
      ...more,
    }).map(({ path, message }) => `${path} ${message}`);

  expect(problemsOf({ ...silence, back: 3 }, { again: { afterDays: 1 } })).toEqual([
    'trigger.back must be below 3, or somebody at the line would cross it every day',
  ]);
  expect(problemsOf({ ...silence, what: 'risk' }, { again: { afterDays: 1 } })).toEqual([
    'trigger.from risk is a chance between 0 and 1, such as 0.5',
  ]);
  expect(problemsOf(falls)).toEqual([
    'again it can happen again: say after how many days a customer may enter again',
  ]);
});

test('what waits for facts is looked up once in so many seconds, and a campaign that ends is heeded after them', async () => {
  const firm = await aWaitingFirm();
  let looks = 0;
  const list = firm.campaigns.list.bind(firm.campaigns);
  const campaigns = {
    ...firm.campaigns,
    list: (...given: Parameters<typeof list>) => {
      looks += 1;
      return list(...given);
    },
  };
  const waiting = rememberedFor(30, { ...firm, campaigns });

  expect((await waiting()).map(({ campaignId }) => campaignId)).toEqual([firm.id]);
  await pauseCampaign(firm, await firm.command());
  expect(await waiting()).toHaveLength(1);
  expect(looks).toBe(1);
  firm.timePasses(1);
  expect(await waiting()).toEqual([]);
});

test('a campaign that looked daily and is told to wait for facts lets nobody in by looking', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const definition = {
    ...{ name: 'Daily', holdoutShare: 0, mailsAtMost: 5, steps: [aMail('hello')], again: { afterDays: 1 } },
    segment: { field: 'tier', op: '=' as const, value: 'gold' },
  };
  const id = await firm.begins([aMail('hello')], { ...definition, trigger: { when: 'daily', at: '06:00' } });
  const version = (await firm.campaigns.byId(id))?.version ?? 0;
  const told = { ...definition, segment: { all: [] }, trigger: falls };
  expect(await redefineCampaign(firm, { campaignId: id, version, by: 'mara' }, told)).toMatchObject({
    ok: true,
  });

  await daysPass(firm, 3);

  expect(firm.outbox).toEqual([]);
  expect((await firm.campaigns.byId(id))?.status).toBe('running');
});

test('a dry run of a campaign that draws a line says how many are over it, and so do not enter', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('silent', { lastOrderOn: '2025-01-01', rhythmDays: 10 });
  await firm.hasCustomer('busy', { lastOrderOn: '2026-03-01', rhythmDays: 10 });
  const tried = await tryCampaign(firm, 'cmp_1', {
    ...{ name: 'Silence', segment: { all: [] }, trigger: silence, again: { afterDays: 30 } },
    ...{ holdoutShare: 0, mailsAtMost: 5, steps: [aMail('hello')] },
  });

  expect(tried.counts).toEqual({ 'not-crossing': 1, 'not-in-segment': 1 });
});

test('a fact whose journey somebody else changes at every try is told again by the stream, not forgotten', async () => {
  const firm = await aWaitingFirm();
  await firm.hasCustomer('1');
  const saveJourney = firm.campaigns.saveJourney.bind(firm.campaigns);
  firm.campaigns.saveJourney = () => Promise.resolve('stale');
  await expect(firm.moved('gold', 'silver', '2026-03-03T10:00:00.000Z')).rejects.toThrow(
    'changed at every try',
  );
  firm.campaigns.saveJourney = saveJourney;
  await firm.moved('gold', 'silver', '2026-03-03T10:00:00.000Z');
  await firm.sweeps();

  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org']);
});
