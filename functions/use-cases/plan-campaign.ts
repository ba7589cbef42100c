import type { Campaigns } from '../ports/campaigns.ts';
import { partOfBase, shareOfBase, wholeBase, type BaseRange } from '../domain/customer/base-place.ts';
import type { Customers } from '../ports/customers.ts';

/** Customers considered by one child: seconds of work, and 400 slices of ids for 200,000 customers fit a machine's state. */
const SHARD_SIZE = 500;

export interface CampaignShard extends BaseRange {
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
  }: { readonly campaigns: Pick<Campaigns, 'byId' | 'save'>; readonly customers: Pick<Customers, 'count'> },
  campaignId: string,
): Promise<CampaignPlan> {
  const campaign = await campaigns.byId(campaignId);
  if (campaign?.status !== 'running') return { campaignId, shards: [] };
  const parts = Math.max(1, Math.ceil((await sizeOfBase(customers)) / SHARD_SIZE));
  await campaigns.save({ ...campaign, version: campaign.version + 1, shards: parts });
  return {
    campaignId,
    shards: Array.from({ length: parts }, (_, number) => ({
      campaignId,
      number,
      ...partOfBase(number, parts),
    })),
  };
}

/** A sample this large tells the size to within 10 % (two standard deviations of 400 are 40). */
const SAMPLE = 400;
const SMALLEST_SHARE = 1 / 4096;
const WIDER = 16;

/** About how many customers there are: counted in a small part of the base, which is a random sample of it. */
export async function sizeOfBase(customers: Pick<Customers, 'count'>): Promise<number> {
  for (let share = SMALLEST_SHARE; share < 1; share *= WIDER) {
    const range = partOfBase(0, Math.round(1 / share));
    const found = await customers.count(range);
    if (found >= SAMPLE) return Math.round(found / shareOfBase(range));
  }
  return customers.count(wholeBase);
}
