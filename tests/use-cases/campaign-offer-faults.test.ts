import { expect, test } from 'vitest';
import { pauseCampaign, resumeCampaign, stopCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { subjectsIn } from '../support/campaign-firm.ts';
import { COST, offering, anOfferingFirm } from '../support/offering-firm.ts';

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

test('a mail that the mail service will never take gives the money of its offer back at once', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.send = () => Promise.resolve({ kind: 'refused' as const });
  const id = await firm.begins(offering());

  expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ 'not-deliverable': 1 });
  expect(firm.offerOf().status).toBe('withdrawn');
  expect(await firm.held()).toBe(0);
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
