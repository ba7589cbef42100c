import type { Campaigns } from '../ports/campaigns.ts';
import type { CustomerSlice, Customers } from '../ports/customers.ts';

/** Customers considered by one child: seconds of work, and 400 slices of ids for 200,000 customers fit a machine's state. */
const SHARD_SIZE = 500;

export interface CampaignShard extends CustomerSlice {
  readonly campaignId: string;
  readonly number: number;
}

export interface CampaignPlan {
  readonly campaignId: string;
  readonly shards: readonly CampaignShard[];
}

/** Cuts the customer base into shards. A finished or unknown campaign has none. */
export async function planCampaign(
  {
    campaigns,
    customers,
  }: { readonly campaigns: Pick<Campaigns, 'byId' | 'save'>; readonly customers: Pick<Customers, 'slices'> },
  campaignId: string,
): Promise<CampaignPlan> {
  const campaign = await campaigns.byId(campaignId);
  if (campaign?.status !== 'running') return { campaignId, shards: [] };
  const slices = await customers.slices(SHARD_SIZE);
  await campaigns.save({ ...campaign, version: campaign.version + 1, shards: slices.length });
  return { campaignId, shards: slices.map((slice, number) => ({ campaignId, number, ...slice })) };
}
