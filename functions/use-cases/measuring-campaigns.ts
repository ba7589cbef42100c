import type { Campaign } from '../domain/campaign/campaign.ts';
import { measuresOn } from '../domain/campaign/kept.ts';
import { plusSeconds, type Day, type Instant } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';

/** Ids of the campaigns of which a word about this day can say something. */
export type MeasuringCampaigns = (on: Day) => Promise<readonly string[]>;

/** The list of ids may miss a campaign of a moment ago: it is read again until this long after a change was seen. */
const SETTLING_SECONDS = 5;

interface MeasuringDeps {
  readonly campaigns: Pick<Campaigns, 'changes' | 'ids' | 'byId'>;
  readonly clock: Clock;
}

/**
 * The campaigns there are, looked up again when one has changed, so that what a word costs depends on those whose 90 days
 * hold its day and not on how many there ever were. One that is over changes no more and is read once.
 */
export function measuringCampaigns({ campaigns, clock }: MeasuringDeps): MeasuringCampaigns {
  const known = new Map<string, Campaign>();
  let seen: { readonly changes: number; readonly settled: Instant } | undefined;
  let isSettled = false;
  return async (on) => {
    const [changes, now] = [await campaigns.changes(), clock.now()];
    if (changes !== seen?.changes) {
      seen = { changes, settled: plusSeconds(now, SETTLING_SECONDS) };
      isSettled = false;
    }
    if (!isSettled) {
      const unsettled = (await campaigns.ids()).filter((id) => known.get(id)?.finishedAt === undefined);
      for (const campaign of await Promise.all(unsettled.map((id) => campaigns.byId(id))))
        if (campaign) known.set(campaign.id, campaign);
      isSettled = now >= seen.settled;
    }
    return [...known.values()].flatMap((one) => (measuresOn(one, on) ? [one.id] : []));
  };
}
