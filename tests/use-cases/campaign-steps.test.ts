import { expect, test } from 'vitest';
import { answerQuestion, showQuestion } from '../../functions/use-cases/answer-campaign.ts';
import {
  pauseCampaign,
  redefineCampaign,
  resumeCampaign,
  runCampaign,
  stopCampaign,
} from '../../functions/use-cases/campaign-desk.ts';
import { startCampaign } from '../../functions/use-cases/start-campaign.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import type { CampaignStep } from '../../functions/domain/campaign/definition.ts';
import { readyMade } from '../../functions/domain/campaign/ready-made.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, aQuestion, subjectsIn, tokenIn } from '../support/campaign-firm.ts';

const command = async (firm: ReturnType<typeof aCampaignFirm>, campaignId: string) => ({
  campaignId,
  version: (await firm.campaigns.byId(campaignId))?.version ?? 0,
  by: 'mara',
});

test('the second mail goes out when the wait is over, not before', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const id = await firm.begins([aMail('first'), { id: 'rest', do: 'wait', days: 7 }, aMail('second')]);

  firm.timePasses(6);
  await firm.sweeps();
  expect(subjectsIn(firm.outbox)).toEqual(['first']);
  firm.timePasses(1);
  await firm.sweeps();
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['first', 'second']);
  firm.timePasses(1);
  await firm.sweeps();
  expect(await firm.campaigns.byId(id)).toMatchObject({ status: 'finished', counts: { sent: 2 } });
});

test('who bought meanwhile gets no second mail, and who did not gets one', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  await firm.hasCustomer('2');
  const id = await firm.begins([
    aMail('first'),
    { id: 'rest', do: 'wait', days: 7 },
    {
      id: 'bought',
      do: 'branch',
      cases: [{ rule: { field: 'lastOrderOn', op: 'within-days', value: 7 }, go: 'done' }],
      otherwise: 'second',
    },
    aMail('second'),
    { id: 'done', do: 'end' },
  ]);
  await firm.hasCustomer('1', { lastOrderOn: '2026-03-05' });

  firm.timePasses(7);
  await firm.sweeps();

  expect(firm.outbox.map(({ to }) => to).sort()).toEqual(['1@example.org', '2@example.org', '2@example.org']);
  expect((await firm.recount(id))['ended']).toEqual(['cus_1']);
});

const question: readonly CampaignStep[] = [
  aQuestion(),
  {
    id: 'who',
    do: 'branch',
    cases: [{ answer: { step: 'ask', is: 'no' }, go: 'person' }],
    otherwise: 'done',
  },
  { id: 'person', do: 'hand-over', to: 'account-manager', note: 'Please call.' },
  { id: 'done', do: 'end' },
];

test('an answer counts once, a look at the page counts nothing, and a person gets whoever is not content', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', { name: 'Ada Archer', accountManager: 'mara' });
  await firm.hasCustomer('2');
  const id = await firm.begins(question);
  const mine = firm.outbox.find(({ to }) => to === '1@example.org');
  const token = tokenIn(mine?.raw ?? new Uint8Array());

  expect(await showQuestion(firm, token)).toMatchObject({ question: 'are you content?', given: undefined });
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(2);
  expect((await answerQuestion(firm, token, 'maybe')).kind).toBe('no-such-answer');
  expect((await answerQuestion(firm, token, 'no')).kind).toBe('recorded');
  expect((await answerQuestion(firm, token, 'yes')).kind).toBe('answered-before');
  expect((await answerQuestion(firm, `${token.slice(0, -2)}AA`, 'yes')).kind).toBe('unknown');
  await firm.sweeps();

  expect(firm.outbox.slice(2).map(({ to }) => to)).toEqual(['mara@amends.localhost']);
  expect(new TextDecoder().decode(firm.outbox[2]?.raw)).not.toContain('Ada');
  expect(await firm.campaigns.tallies(id)).toMatchObject({ answered: 1 });
  firm.timePasses(10);
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(3);
  expect((await firm.recount(id))['ended']).toEqual(['cus_2']);
});

test('an answer that was kept and not yet counted when a worker ended is counted by the next click, once', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const id = await firm.begins(question);
  const token = tokenIn(firm.outbox[0]?.raw ?? new Uint8Array());
  const countAnswer = () => Promise.reject(new Error('the worker was ended'));
  const ended = { ...firm, campaigns: { ...firm.campaigns, countAnswer } };

  await expect(answerQuestion(ended, token, 'no')).rejects.toThrow('ended');
  for (let click = 0; click < 3; click += 1)
    expect((await answerQuestion(firm, token, 'no')).kind).toBe('answered-before');

  expect(await firm.campaigns.tallies(id)).toMatchObject({ answered: 1 });
});

test('each of two texts goes to its share, and to the same people whatever is retried', async () => {
  const firm = aCampaignFirm();
  for (let n = 0; n < 200; n += 1) await firm.hasCustomer(String(n));
  const [texts] = aMail('x').do === 'mail' ? (aMail('x') as CampaignStep & { do: 'mail' }).variants : [];
  const id = await firm.begins([
    {
      id: 'split',
      do: 'mail',
      variants: [
        { ...texts!, name: 'old', share: 0.25 },
        { ...texts!, name: 'new', share: 0.75 },
      ],
    },
  ]);

  const { pages } = await firm.campaigns.pages(id);
  const count = (name: string) =>
    pages
      .flatMap(({ groups }) => groups)
      .filter(({ variant }) => variant === name)
      .reduce((sum, { customerIds }) => sum + customerIds.length, 0);
  expect(count('old') + count('new')).toBe(200);
  expect(count('old')).toBeGreaterThan(25);
  expect(count('old')).toBeLessThan(75);
});

test('at night nobody is written to: the mail goes out when their morning comes', async () => {
  const firm = aCampaignFirm();
  firm.isNow('2026-03-03T22:30:00.000Z');
  await firm.hasCustomer('london');
  await firm.hasCustomer('tokyo', { timeZone: 'Asia/Tokyo' });
  await firm.hasCustomer('denver', { timeZone: 'America/Denver' });
  const id = await firm.begins([aMail('first')]);
  expect(firm.outbox.map(({ to }) => to)).toEqual(['denver@example.org']);

  firm.isNow('2026-03-03T23:01:00.000Z');
  await firm.sweeps();
  expect(firm.outbox.map(({ to }) => to)).toEqual(['denver@example.org', 'tokyo@example.org']);
  firm.isNow('2026-03-04T08:01:00.000Z');
  await firm.sweeps();

  expect(firm.outbox).toHaveLength(3);
  expect(await firm.campaigns.byId(id)).toMatchObject({ counts: { sent: 3, deferred: 2 } });
});

test('the week has its cap over all campaigns, and after it the next is sent', async () => {
  const firm = aCampaignFirm({ more: { contactsPerWeek: 1 } });
  await firm.hasCustomer('1');
  await firm.begins([aMail('first')]);
  const second = await firm.begins([aMail('second')]);

  expect(await firm.recount(second)).toEqual({ 'weekly-cap': ['cus_1'] });
  firm.timePasses(8);
  await firm.begins([aMail('third')]);
  expect(subjectsIn(firm.outbox)).toEqual(['first', 'third']);
});

test('a complaint that ended a short while ago still keeps selling away', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  firm.hasCase('1@example.org', 'closed', 'complaint', '2026-02-25T00:00:00.000Z');

  expect(await firm.recount(await firm.begins([aMail('first')]))).toEqual({ 'cool-down': ['cus_1'] });
  firm.timePasses(14);
  await firm.begins([aMail('second')]);
  expect(subjectsIn(firm.outbox)).toEqual(['second']);
});

test('an address from which mail came back is not written to again', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  firm.bouncesAt('1@example.org');

  expect(await firm.recount(await firm.begins([aMail('first')]))).toEqual({ bounced: ['cus_1'] });
});

test('a paused campaign writes to nobody, a resumed one goes on, a stopped one is over', async () => {
  const firm = aCampaignFirm();
  for (const n of ['1', '2', '3']) await firm.hasCustomer(n);
  const id = await firm.begins([aMail('first'), { id: 'rest', do: 'wait', days: 1 }, aMail('second')]);
  firm.timePasses(1);
  expect(await pauseCampaign(firm, await command(firm, id))).toMatchObject({ ok: true });
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(3);

  expect(await resumeCampaign(firm, await command(firm, id))).toMatchObject({ ok: true });
  await firm.sweeps();
  expect(firm.outbox).toHaveLength(6);
  expect(await stopCampaign(firm, await command(firm, id))).toMatchObject({ ok: true });
  expect(await runCampaign(firm, await command(firm, id))).toEqual({ ok: false, reason: 'over' });
  expect(await stopCampaign(firm, { campaignId: id, version: 1, by: 'mara' })).toEqual({
    ok: false,
    reason: 'stale',
  });
});

test('those on their way keep the definition they entered under; who enters later follows the new one', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const steps = [aMail('first'), { id: 'rest', do: 'wait', days: 3 } as const, aMail('second')];
  const id = await firm.begins(steps);
  await firm.hasCustomer('2');
  const definition = (await firm.campaigns.definition(id, 1))!.definition;
  const changed = await redefineCampaign(firm, await command(firm, id), {
    ...definition,
    steps: [aMail('other')],
  });
  expect(changed).toMatchObject({ ok: true, value: { definition: 2 } });

  firm.timePasses(3);
  await firm.sweeps();
  await runCampaign(firm, await command(firm, id));
  await firm.work(id);

  expect(subjectsIn(firm.outbox)).toEqual(['first', 'second', 'other']);
  expect((await firm.recount(id))['entered-before']).toEqual(['cus_1']);
});

test('a birthday is remembered every year, once', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', { birthday: '1990-03-05' });
  const birthday = readyMade.find(({ id }) => id === 'birthday')!.definition;
  const id = await firm.begins(birthday.steps, { ...birthday, holdoutShare: 0 });
  expect(firm.outbox).toHaveLength(0);

  for (let day = 0; day < 400; day += 1) {
    firm.timePasses(1);
    await firm.sweeps();
  }

  expect(firm.outbox).toHaveLength(2);
  expect((await firm.campaigns.byId(id))?.status).toBe('running');
});

test('a child that is killed at any step of its page is taken up by the next, and nobody is mailed twice', async () => {
  for (let killAt = 1; killAt <= 30; killAt += 1) {
    const firm = aCampaignFirm({ holdoutShare: 0.2 });
    for (let n = 0; n < 5; n += 1) await firm.hasCustomer(String(n));
    firm.hasCase('3@example.org', 'with-person');
    await firm.hasCustomer('6', { marketingConsent: false });
    let calls = 0;
    const dying = {
      ...firm,
      campaigns: new Proxy(firm.campaigns, {
        get: (target, name: string) => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return async (...given: unknown[]) => {
            calls += 1;
            const isHere = calls === killAt;
            if (isHere && killAt % 2 === 1) throw new Error('killed before');
            const answer: unknown = await Reflect.apply(method, target, given);
            if (isHere) throw new Error('killed after');
            return answer;
          };
        },
      }),
    };
    const { campaignId } = await startCampaign(firm, '2026-03-03T10:00:00.000Z');
    const { shards } = await planCampaign(firm, campaignId);
    for (const shard of shards) await sendCampaignShard(dying, shard).catch(() => undefined);
    await firm.work(campaignId);

    const to = firm.outbox.map((one) => one.to);
    expect(new Set(to).size).toBe(to.length);
    const campaign = await firm.campaigns.byId(campaignId);
    expect(campaign?.considered).toBe(6);
    const recounted = Object.values(await firm.recount(campaignId)).flat();
    expect(recounted.sort()).toEqual(['cus_0', 'cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_6']);
  }
});
