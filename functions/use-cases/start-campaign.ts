import { riskCampaignId, type Campaign } from '../domain/campaign/campaign.ts';
import { riskCampaign } from '../domain/campaign/ready-made.ts';
import { theSystem } from '../domain/case/case.ts';
import type { Instant } from '../domain/instant.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock } from '../ports/world.ts';
import { keptAs } from './campaign-desk.ts';
import { withPass } from './start-pass.ts';

interface StartCampaignDeps {
  readonly campaigns: Pick<Campaigns, 'create'>;
  readonly customers: Pick<Customers, 'count'>;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'campaignRisk' | 'holdoutShare'>;
}

/**
 * Begins the scheduled risk campaign. Its name is the time it was due, so a schedule that fires twice, or is tried
 * again, begins it once; its rules are fixed here, whatever the settings say later. The machine starts from the fact.
 */
export async function startCampaign(
  deps: StartCampaignDeps,
  dueAt: Instant,
): Promise<{ readonly campaignId: string; readonly result: 'created' | 'exists' }> {
  const { campaigns, clock, settings } = deps;
  const id = riskCampaignId(dueAt);
  const at = clock.now();
  const definition = riskCampaign(settings.campaignRisk, settings.holdoutShare);
  const draft: Campaign = {
    id,
    version: 1,
    name: definition.name,
    status: 'draft',
    definition: 1,
    factCount: 0,
    createdAt: at,
    considered: 0,
    counts: {},
  };
  const { campaign, fact } = await withPass(deps, draft, 'base', theSystem);
  const result = await campaigns.create(
    campaign,
    keptAs({ campaignId: id, number: 1, definition, at, by: theSystem }),
    [fact],
  );
  return { campaignId: id, result };
}
