import { theSystem } from '../domain/case/case.ts';
import { riskCampaignId } from '../domain/campaign/campaign.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';

export interface StartCampaignDeps {
  readonly campaigns: Pick<Campaigns, 'start'>;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'campaignRisk' | 'holdoutShare'>;
}

/**
 * Begins the scheduled risk campaign. Its name is the time it was due, so a schedule that fires twice, or is tried
 * again, begins it once; its rules are fixed here, whatever the settings say later. The machine starts from the fact.
 */
export async function startCampaign(
  { campaigns, clock, settings }: StartCampaignDeps,
  dueAt: Instant,
): Promise<{ readonly campaignId: string; readonly result: 'started' | 'exists' }> {
  const id = riskCampaignId(dueAt);
  const at = clock.now();
  const rules = { riskFrom: settings.campaignRisk, holdoutShare: settings.holdoutShare };
  const result = await campaigns.start(
    { id, version: 1, kind: 'risk', status: 'running', startedAt: at, ...rules },
    {
      id: factIdOf(id, 1),
      subjectId: id,
      number: 1,
      at,
      by: theSystem,
      happened: { type: 'CampaignStarted', ...rules },
      dispatch: 'campaign',
    },
  );
  return { campaignId: id, result };
}
