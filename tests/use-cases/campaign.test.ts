import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { startCampaign } from '../../functions/use-cases/start-campaign.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { reportWorth } from '../../functions/use-cases/report-worth.ts';
import { showSubscription, unsubscribe } from '../../functions/use-cases/unsubscribe.ts';
import { aCampaignFirm as aFirm, NOW } from '../support/campaign-firm.ts';

const tokenIn = (raw: Uint8Array): string =>
  /api\/unsubscribe\/(v1\.[\w-]+\.[\w-]+)/.exec(
    new TextDecoder().decode(raw).replaceAll(/\r\n[ \t]/g, ''),
  )?.[1] ?? '';

test('one mail goes to the customer at risk and none to one with an open complaint', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  await firm.hasCustomer('2');
  firm.hasCase('2@example.org', 'with-person');

  const report = await firm.run();

  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org']);
  expect(report).toMatchObject({
    status: 'finished',
    considered: 2,
    counts: { sent: 1, 'open-complaint': 1 },
  });
});

test('a complaint that was settled, and spam in their name, do not keep anybody out', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  firm.hasCase('1@example.org', 'closed');
  firm.hasCase('1@example.org', 'received', 'spam');

  expect(await firm.run()).toMatchObject({ counts: { sent: 1 } });
});

test('every customer is considered, and each silence has its reason', async () => {
  const firm = aFirm({ riskFrom: 0.2 });
  await firm.hasCustomer('content', {
    since: '2010-01-01',
    contractType: 'two year',
    orders: 40,
    lastOrderOn: '2026-03-01',
  });
  await firm.hasCustomer('private', { marketingConsent: false });
  await firm.hasCustomer('unknown', { emails: [] });

  const report = await firm.run();

  expect(report).toMatchObject({
    considered: 3,
    counts: { 'not-in-segment': 1, 'no-consent': 1, 'no-address': 1 },
  });
  expect(firm.outbox).toEqual([]);
});

test('everybody in the holdout is left alone, the same people in every campaign', async () => {
  const firm = aFirm({ holdoutShare: 0.5 });
  for (let n = 0; n < 60; n += 1) await firm.hasCustomer(String(n));

  const report = await firm.run();
  const first = firm.outbox.map(({ to }) => to);
  firm.timePasses(8);
  await firm.run();

  expect(report?.counts.holdout).toBeGreaterThan(15);
  expect(report?.counts.holdout).toBeLessThan(45);
  expect(firm.outbox.slice(first.length).map(({ to }) => to)).toEqual(first);
});

test('the mail says how to leave, for people and for mail programs, and speaks the language of the customer', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1', { locale: 'zh-CN', name: '王小明' });
  await firm.run();

  const mail = await PostalMime.parse(firm.outbox[0]?.raw ?? '');

  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  expect(header('list-unsubscribe')).toMatch(/^<https:\/\/acme\.example\/api\/unsubscribe\/v1\..+>$/);
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(mail.subject).toBe('您对我们的服务满意吗？');
  expect(mail.text).toContain('https://acme.example/unsubscribe/#v1.');
});

test('looking at the unsubscribe page changes nothing; asking to stop stops the next campaign', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  await firm.run();
  const token = tokenIn(firm.outbox[0]?.raw ?? new Uint8Array());

  expect(await showSubscription(firm, token)).toEqual({ status: 'subscribed', address: '1…@example.org' });
  expect(await unsubscribe(firm, token)).toEqual({ status: 'unsubscribed', address: '1…@example.org' });
  expect(await unsubscribe(firm, token)).toMatchObject({ status: 'unsubscribed' });
  firm.timePasses(8);

  expect(await firm.run()).toMatchObject({ counts: { unsubscribed: 1 } });
  expect(firm.outbox).toHaveLength(1);
});

test('a forged link, or one for something else, unsubscribes nobody', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  await firm.run();
  const token = tokenIn(firm.outbox[0]?.raw ?? new Uint8Array());
  const elsewhere = await firm.links.token('offer', firm.links.idIn(token) ?? '', '9999-12-31T00:00:00.000Z');

  expect(await unsubscribe(firm, `${token.slice(0, -2)}AA`)).toBeUndefined();
  expect(await unsubscribe(firm, elsewhere)).toBeUndefined();
  expect(await showSubscription(firm, token)).toMatchObject({ status: 'subscribed' });
});

test('a schedule that fires twice starts one campaign, and a shard that runs twice mails nobody twice', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  expect((await startCampaign(firm, NOW)).result).toBe('created');
  expect((await startCampaign(firm, NOW)).result).toBe('exists');
  const { shards } = await planCampaign(firm, 'cmp_risk-20260303T100000Z');

  for (const shard of [...shards, ...shards]) await sendCampaignShard(firm, shard);

  expect(firm.outbox).toHaveLength(1);
  expect(firm.campaigns.facts.map(({ happened, dispatch }) => [happened.type, dispatch])).toEqual([
    ['PassStarted', 'campaign'],
  ]);
});

test('when the mail service breaks down half-way, the retry finishes and nobody gets a second mail', async () => {
  const firm = aFirm();
  for (let n = 0; n < 10; n += 1) await firm.hasCustomer(String(n));
  const { campaignId } = await startCampaign(firm, NOW);
  const { shards } = await planCampaign(firm, campaignId);
  const [shard] = shards;
  const send = firm.postOffice.send;
  firm.postOffice.send = (mail) => {
    if (firm.outbox.length >= 4) firm.postOffice.broken = true;
    return send(mail);
  };
  await expect(sendCampaignShard(firm, shard!)).rejects.toThrow('does not answer');

  firm.postOffice.broken = false;
  firm.postOffice.send = send;
  await sendCampaignShard(firm, shard!);
  await firm.close(campaignId);

  const to = firm.outbox.map((mail) => mail.to);
  expect(new Set(to).size).toBe(to.length);
  const report = await firm.campaigns.byId(campaignId);
  expect(report?.considered).toBe(10);
  // Those in hand when it broke down may have gone out, and are not tried again.
  expect(report?.counts.sent).toBe(to.length);
  expect((report?.counts.sent ?? 0) + (report?.counts.unconfirmed ?? 0)).toBe(10);
  expect(report?.counts.unconfirmed).toBeLessThanOrEqual(8);
});

test('who is left unconfirmed by one failure is counted so, the reason is told, and the others are written to', async () => {
  const firm = aFirm();
  for (let n = 0; n < 10; n += 1) await firm.hasCustomer(String(n));
  const { campaignId } = await startCampaign(firm, NOW);
  const { shards } = await planCampaign(firm, campaignId);
  const send = firm.postOffice.send;
  let tries = 0;
  firm.postOffice.send = (mail) => {
    tries += 1;
    return tries === 4 ? Promise.reject(new Error('the line broke')) : send(mail);
  };
  await sendCampaignShard(firm, shards[0]!);
  await firm.close(campaignId);

  expect((await firm.campaigns.byId(campaignId))?.counts).toMatchObject({ sent: 9, unconfirmed: 1 });
  expect(firm.whyLeftOut).toEqual([new Error('the line broke')]);
});

test('whom a campaign would write to takes part in its experiment, and what it was worth is reported by its id', async () => {
  const firm = aFirm({ holdoutShare: 0.5 });
  for (let n = 0; n < 40; n += 1) await firm.hasCustomer(String(n));
  await firm.hasCustomer('private', { marketingConsent: false });
  const campaign = await firm.run();

  const parts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => firm.experiments.ofCustomer(`cus_${String(n)}`)),
  );
  const arms = parts.map(([part]) => part?.arm);
  expect(arms.filter((arm) => arm === 'treated')).toHaveLength(firm.outbox.length);
  expect(arms.filter((arm) => arm === 'holdout')).toHaveLength(campaign?.counts.holdout ?? 0);
  expect(await firm.experiments.ofCustomer('cus_private')).toEqual([]);

  const world = {
    ...firm,
    offers: { byId: () => Promise.resolve(undefined) },
    beliefs: { learn: () => Promise.resolve('known' as const) },
  };
  await recordOutcome(world, {
    id: 'o',
    customerId: 'cus_3',
    kind: 'stayed',
    on: '2026-03-20',
    source: 'test',
  });
  const report = await reportWorth(
    { ...firm, currency: 'GBP' },
    { report: 'campaign', experiment: campaign?.id ?? '', from: '2026-03-01', to: '2026-03-31' },
  );

  expect(report.experiment).toBe('campaign-risk');
  const [all] = report.rows;
  expect((all?.worth.treated.customers ?? 0) + (all?.worth.holdout.customers ?? 0)).toBe(1);
});
