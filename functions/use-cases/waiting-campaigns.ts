import type { CampaignDefinition } from '../domain/campaign/definition.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';

/** A running campaign that customers enter by what happens to them. */
export interface WaitingCampaign {
  readonly campaignId: string;
  readonly number: number;
  readonly definition: CampaignDefinition;
}

interface WaitingDeps {
  readonly campaigns: Pick<Campaigns, 'list' | 'definition'>;
  readonly clock: Clock;
}

/** Campaigns that run and wait for facts. */
export async function waitingCampaigns({ campaigns }: WaitingDeps): Promise<readonly WaitingCampaign[]> {
  const waiting: WaitingCampaign[] = [];
  let cursor: string | undefined;
  do {
    const page = await campaigns.list('active', cursor);
    for (const { id, status, definition: number } of page.campaigns) {
      const kept = status === 'running' ? await campaigns.definition(id, number) : undefined;
      if (kept?.definition.trigger.when === 'happens')
        waiting.push({ campaignId: id, number, definition: kept.definition });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return waiting;
}

/**
 * The same, looked up again after so many seconds: an import can bring thousands of falling tiers at once, and cases wait
 * behind them in the stream. A campaign begun or paused since is heeded that much later.
 */
export function rememberedFor(seconds: number, deps: WaitingDeps): () => Promise<readonly WaitingCampaign[]> {
  let known: { readonly until: Instant; readonly waiting: readonly WaitingCampaign[] } | undefined;
  return async () => {
    const now = deps.clock.now();
    if (!known || known.until <= now)
      known = { until: plusSeconds(now, seconds), waiting: await waitingCampaigns(deps) };
    return known.waiting;
  };
}
