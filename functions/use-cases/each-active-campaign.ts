import type { Campaign } from '../domain/campaign/campaign.ts';
import type { Campaigns } from '../ports/campaigns.ts';

/**
 * Does something for each campaign that runs or is paused. One that fails holds up no other.
 * @returns of how many it was done: those for which `work` says so
 * @throws AggregateError when it failed for some, after all others
 */
export async function eachActiveCampaign(
  campaigns: Pick<Campaigns, 'list'>,
  work: (campaign: Campaign) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = [];
  let done = 0;
  let cursor: string | undefined;
  do {
    const page = await campaigns.list('active', cursor);
    for (const campaign of page.campaigns) {
      try {
        if (await work(campaign)) done += 1;
      } catch (failure) {
        failures.push(failure);
      }
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (failures.length > 0)
    throw new AggregateError(failures, `of the campaigns that are not over, ${failures.length} failed`);
  return done;
}
