import { addCounts, type Campaign } from '../domain/campaign/campaign.ts';
import { theSystem } from '../domain/case/case.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';

/** Adds up what became of everybody and closes the campaign; once more, it finds it closed. */
export async function closeCampaign(
  {
    campaigns,
    clock,
  }: { readonly campaigns: Pick<Campaigns, 'byId' | 'save' | 'closedShards'>; readonly clock: Clock },
  campaignId: string,
): Promise<{ readonly campaignId: string; readonly status: Campaign['status'] }> {
  const campaign = await campaigns.byId(campaignId);
  if (!campaign) throw new Error(`${campaignId} is not in the store`);
  if (campaign.status === 'finished') return { campaignId, status: 'finished' };

  const shards = await campaigns.closedShards(campaignId);
  const counts = addCounts(
    shards.map((outcomes) =>
      Object.fromEntries(Object.entries(outcomes).map(([outcome, ids]) => [outcome, ids.length])),
    ),
  );
  const considered = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const at = clock.now();
  const saved = await campaigns.save(
    { ...campaign, version: campaign.version + 1, status: 'finished', finishedAt: at, considered, counts },
    {
      id: factIdOf(campaignId, 2),
      subjectId: campaignId,
      number: 2,
      at,
      by: theSystem,
      happened: { type: 'CampaignFinished', considered, counts },
    },
  );
  // Somebody else closed it in the same moment, with the same sums.
  return {
    campaignId,
    status: saved === 'saved' ? 'finished' : ((await campaigns.byId(campaignId))?.status ?? 'running'),
  };
}
