import { expect, test } from 'vitest';
import { plusSeconds } from '../../functions/domain/instant.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { closeCampaign } from '../../functions/use-cases/close-campaign.ts';
import { startDuePasses } from '../../functions/use-cases/due-campaigns.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm } from '../support/campaign-firm.ts';

/** A campaign begun by one machine and carried out by another, whose clock differs by so many seconds. */
async function aCampaignWithClocksApart(seconds: number, daily: boolean) {
  const firm = aCampaignFirm();
  for (let n = 0; n < 5; n += 1) await firm.hasCustomer(String(n));
  const made = await createCampaign(
    firm,
    {
      ...{ name: 'Skewed', segment: { all: [] }, holdoutShare: 0, mailsAtMost: 5, steps: [aMail('hello')] },
      ...(daily ? { trigger: { when: 'daily', at: '10:00' } } : { trigger: { when: 'asked' } }),
    },
    'mara',
  );
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const { id } = made.value;
  await runCampaign(firm, { campaignId: id, version: 1, by: 'mara' });
  const clock = { now: () => plusSeconds(firm.clock.now(), seconds) };
  const child = { ...firm, clock };
  return { firm, id, child };
}

test.each([
  ['behind, at its first look', -2, false],
  ['behind, at a later look', -2, true],
  ['ahead', 2, false],
])(
  'a child whose clock is %s, and which is killed before it kept its page, counts each mail once and sends it once',
  async (_, seconds, daily) => {
    const { firm, id, child } = await aCampaignWithClocksApart(seconds, daily);
    if (daily) {
      // Everybody is turned away at the first look, and written to at the second.
      for (let n = 0; n < 5; n += 1) await firm.hasCustomer(String(n), { marketingConsent: false });
      await firm.work(id);
      for (let n = 0; n < 5; n += 1) await firm.hasCustomer(String(n), { marketingConsent: true });
      firm.timePasses(1);
      await startDuePasses(firm);
    }
    const { shards } = await planCampaign(firm, id);
    const savePage = firm.campaigns.savePage.bind(firm.campaigns);
    firm.campaigns.savePage = () => Promise.reject(new Error('killed'));
    for (const shard of shards) await expect(sendCampaignShard(child, shard)).rejects.toThrow('killed');
    firm.campaigns.savePage = savePage;
    for (const shard of shards) await sendCampaignShard(child, shard);
    await closeCampaign(firm, id);

    expect(firm.outbox).toHaveLength(5);
    expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ sent: 5 });
  },
);
