import type { Campaign } from '../domain/campaign/campaign.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { CampaignShard } from './campaign-child.ts';

interface CampaignPlan {
  readonly campaignId: string;
  readonly pass: number;
  readonly shards: readonly CampaignShard[];
}

/** Customers of one child: a minute of looking, and a hundred thousandth of a dollar of orchestration. */
const PART_SIZE = 4000;
/** As many as a machine's state has room for: 256 KB at about 80 bytes each. Larger bases have larger parts. */
const MOST_PARTS = 2500;
/** Those whose step is due are parted by the first hex digit of their place. */
export const DUE_PARTS = 16;

/** How many parts a pass over so many customers of the base has. */
export const partsFor = (size: number): number =>
  Math.min(MOST_PARTS, Math.max(1, Math.ceil(size / PART_SIZE)));

/** What of the pass under way is still to do; nothing when the campaign is paused, stopped or has none. */
export async function planCampaign(
  { campaigns }: { readonly campaigns: Pick<Campaigns, 'byId' | 'parts'> },
  campaignId: string,
): Promise<CampaignPlan> {
  const campaign = await campaigns.byId(campaignId);
  const pass = openPass(campaign);
  if (campaign?.status !== 'running' || !pass) return { campaignId, pass: 0, shards: [] };
  const done = new Set(
    (await campaigns.parts(campaignId, pass.number)).flatMap((one) => (one.done ? [one.part] : [])),
  );
  const shards = Array.from({ length: pass.parts }, (_, part) => ({ campaignId, pass: pass.number, part }));
  return { campaignId, pass: pass.number, shards: shards.filter(({ part }) => !done.has(part)) };
}

/** The pass that is under way; undefined where there is none or it has ended. */
export const openPass = (campaign: Campaign | undefined): Campaign['pass'] =>
  campaign?.pass?.endedAt === undefined ? campaign?.pass : undefined;
