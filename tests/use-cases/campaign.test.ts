import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { memoryCampaigns, memorySuppressions } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import { consider } from '../../functions/domain/campaign/consider.ts';
import type { Case, CaseStatus } from '../../functions/domain/case/case.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { customerSchema, type Customer } from '../../functions/domain/customer/customer.ts';
import { closeCampaign } from '../../functions/use-cases/close-campaign.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { startCampaign } from '../../functions/use-cases/start-campaign.ts';
import { showSubscription, unsubscribe } from '../../functions/use-cases/unsubscribe.ts';

const NOW = '2026-03-03T10:00:00.000Z';
const keys = () => Promise.resolve(['a key of sixteen characters', 'the one before that key']);

/** A firm whose campaign rule everybody meets, unless a test says otherwise. */
function aFirm({ riskFrom = 0, holdoutShare = 0 } = {}) {
  let ids = 0;
  const outbox: { to: string; raw: Uint8Array }[] = [];
  const cases = new Map<string, Pick<Case, 'id' | 'kind' | 'status' | 'receivedAt'> & { email: string }>();
  const postOffice = {
    broken: false,
    send: (mail: { to: string; raw: Uint8Array }) => {
      if (postOffice.broken) return Promise.reject(new Error('the mail service does not answer'));
      outbox.push(mail);
      return Promise.resolve({
        kind: 'sent' as const,
        messageId: `<${String(outbox.length)}@email.amazonses.com>`,
      });
    },
  };
  const deps = {
    campaigns: memoryCampaigns(),
    suppressions: memorySuppressions(),
    customers: memoryCustomers(),
    cases: {
      openedBy: (address: string) =>
        Promise.resolve(
          [...cases.values()].flatMap((one) =>
            one.email === address ? [{ caseId: one.id, receivedAt: one.receivedAt }] : [],
          ),
        ),
      read: (caseId: string) => Promise.resolve(cases.get(caseId) as Case | undefined),
    },
    churnModel: generalModel(),
    digests: secretDigests(() => Promise.resolve('a key of sixteen characters')),
    links: hmacLinks(keys),
    postOffice,
    ids: { next: (prefix: string) => `${prefix}${String((ids += 1)).padStart(26, '0')}` },
    clock: { now: () => NOW },
    firm: {
      settings: { firmName: 'Acme', timeZone: 'Europe/London', intakeAddress: 'care@acme.example' },
      publicUrl: 'https://acme.example',
      mailFrom: 'complaints@acme.example',
    },
    settings: { campaignRisk: riskFrom, holdoutShare },
    outbox,
  };
  return {
    ...deps,
    hasCustomer: (number: string, more: Partial<Customer> = {}) =>
      deps.customers.save(
        customerSchema.parse({
          id: `cus_${number}`,
          version: 1,
          customerNumber: number,
          name: `Customer ${number}`,
          emails: [`${number}@example.org`],
          marketingConsent: true,
          attributes: {},
          value: 1000,
          tier: 'standard',
          source: 'import',
          updatedAt: NOW,
          ...more,
        }),
        undefined,
      ),
    hasCase: (email: string, status: CaseStatus, kind: Case['kind'] = 'complaint') =>
      void cases.set(`cas_${cases.size}`, {
        id: `cas_${cases.size}`,
        email,
        status,
        kind,
        receivedAt: '2026-03-01T00:00:00.000Z',
      }),
    run: async () => {
      const { campaignId } = await startCampaign(deps, NOW);
      const { shards } = await planCampaign(deps, campaignId);
      for (const shard of shards) await sendCampaignShard(deps, shard);
      await closeCampaign(deps, campaignId);
      return deps.campaigns.byId(campaignId);
    },
  };
}

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
  const firm = aFirm({ riskFrom: 0.3 });
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
    counts: { 'low-risk': 1, 'no-consent': 1, 'no-address': 1 },
  });
  expect(firm.outbox).toEqual([]);
});

test('everybody in the holdout is left alone, the same people in every campaign', async () => {
  const firm = aFirm({ holdoutShare: 0.5 });
  for (let n = 0; n < 60; n += 1) await firm.hasCustomer(String(n));

  const report = await firm.run();
  const first = firm.outbox.map(({ to }) => to);
  const again = await startCampaign(firm, '2026-03-10T10:00:00.000Z');
  const { shards } = await planCampaign(firm, again.campaignId);
  for (const shard of shards) await sendCampaignShard(firm, shard);

  expect(report?.counts?.holdout).toBeGreaterThan(15);
  expect(report?.counts?.holdout).toBeLessThan(45);
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
  const { campaignId } = await startCampaign(firm, '2026-03-10T10:00:00.000Z');
  const { shards } = await planCampaign(firm, campaignId);
  for (const shard of shards) await sendCampaignShard(firm, shard);

  expect(firm.outbox).toHaveLength(1);
  expect(await firm.campaigns.closedShards(campaignId)).toEqual([{ unsubscribed: ['cus_1'] }]);
});

test('a forged link, or one for something else, unsubscribes nobody', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  await firm.run();
  const token = tokenIn(firm.outbox[0]?.raw ?? new Uint8Array());
  const elsewhere = await firm.links.token('offer', firm.links.idIn(token) ?? '', '2028-03-02T10:00:00.000Z');

  expect(await unsubscribe(firm, `${token.slice(0, -2)}AA`)).toBeUndefined();
  expect(await unsubscribe(firm, elsewhere)).toBeUndefined();
  expect(await showSubscription(firm, token)).toMatchObject({ status: 'subscribed' });
});

test('a schedule that fires twice starts one campaign, and a shard that runs twice mails nobody twice', async () => {
  const firm = aFirm();
  await firm.hasCustomer('1');
  expect((await startCampaign(firm, NOW)).result).toBe('started');
  expect((await startCampaign(firm, NOW)).result).toBe('exists');
  const { shards } = await planCampaign(firm, 'cmp_risk-20260303T100000Z');

  for (const shard of [...shards, ...shards]) await sendCampaignShard(firm, shard);

  expect(firm.outbox).toHaveLength(1);
  expect(firm.campaigns.facts.map(({ happened, dispatch }) => [happened.type, dispatch])).toEqual([
    ['CampaignStarted', 'campaign'],
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
  await closeCampaign(firm, campaignId);

  const to = firm.outbox.map((mail) => mail.to);
  expect(new Set(to).size).toBe(to.length);
  expect(await firm.campaigns.byId(campaignId)).toMatchObject({
    considered: 10,
    counts: { sent: 7, unconfirmed: 3 },
  });
});

test('no customer with an open complaint is ever written to, whatever else is true', () => {
  fc.assert(
    fc.property(
      fc.record({
        probability: fc.double({ min: 0, max: 1, noNaN: true }),
        isUnsubscribed: fc.boolean(),
        draw: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.record({
        riskFrom: fc.double({ min: 0, max: 1, noNaN: true }),
        holdoutShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      (circumstances, rules) =>
        consider({ ...circumstances, hasOpenComplaint: true }, rules) === 'open-complaint',
    ),
  );
  expect(
    consider(
      { hasOpenComplaint: false, probability: 0.9, isUnsubscribed: true, draw: 0.9 },
      { riskFrom: 0.5, holdoutShare: 0.1 },
    ),
  ).toBe('unsubscribed');
});
