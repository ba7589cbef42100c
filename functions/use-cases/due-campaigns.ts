import type { Campaign } from '../domain/campaign/campaign.ts';
import { comesBack, nextPassAfter, waitsForFacts } from '../domain/campaign/next-pass.ts';
import { theSystem } from '../domain/case/case.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Imports } from '../ports/imports.ts';
import { eachActiveCampaign } from './each-active-campaign.ts';
import { openPass } from './plan-campaign.ts';
import { startPass, withFact, type StartPassDeps } from './start-pass.ts';

interface DueCampaignsDeps extends StartPassDeps {
  readonly campaigns: Pick<Campaigns, 'list' | 'save' | 'nextDue' | 'definition'>;
  readonly imports: Pick<Imports, 'recordsChangedAt'>;
  readonly firm: { readonly settings: Pick<RuntimeSettings, 'timeZone'> };
}

/** Index entries may appear a moment after the write they belong to: a pass that just ended may have left some. */
const SETTLING_SECONDS = 120;

/** An import may follow the other; everybody is not looked at more often for it. */
const LOOK_GAP_SECONDS = 3600;

/**
 * Begins what fell due on each campaign that runs: the next look at everybody, or the next steps of those on their way.
 * A campaign that draws a line also looks when an import has changed records since its last look.
 * A campaign with neither to come is finished.
 * @returns how many passes were begun
 * @throws AggregateError when some failed, after all others
 */
export const startDuePasses = (deps: DueCampaignsDeps): Promise<number> =>
  eachActiveCampaign(
    deps.campaigns,
    async (campaign) => campaign.status === 'running' && !openPass(campaign) && begin(deps, campaign),
  );

async function begin(deps: DueCampaignsDeps, campaign: Campaign): Promise<boolean> {
  const now = deps.clock.now();
  const definition = (await deps.campaigns.definition(campaign.id, campaign.definition))?.definition;
  if (!definition) throw new Error(`${campaign.id} has no definition ${campaign.definition}`);
  if (campaign.nextPassAt !== undefined && campaign.nextPassAt <= now) {
    const { nextPassAt: _past, ...rest } = campaign;
    const next = nextPassAfter(definition, now, deps.firm.settings.timeZone);
    const planned = { ...rest, ...(next !== undefined && { nextPassAt: next }) };
    return (await startPass(deps, planned, 'base', theSystem)) === 'started';
  }
  if (definition.trigger.when === 'crosses' && (await recordsChangedSince(deps, campaign, now)))
    return (await startPass(deps, campaign, 'base', theSystem)) === 'started';
  const due = await deps.campaigns.nextDue(campaign.id);
  if (due !== undefined) {
    return due <= now && (await startPass(deps, campaign, 'due', theSystem)) === 'started';
  }
  const endedAt = campaign.pass?.endedAt;
  const isSettled = endedAt === undefined || plusSeconds(endedAt, SETTLING_SECONDS) <= now;
  const goesOn = waitsForFacts(definition) || (comesBack(definition) && campaign.nextPassAt !== undefined);
  if (!isSettled || goesOn) return false;
  const { campaign: finished, fact } = withFact(
    { ...campaign, status: 'finished', finishedAt: now },
    { at: now, by: theSystem },
    { type: 'CampaignFinished', considered: campaign.considered, counts: campaign.counts },
  );
  await deps.campaigns.save({ ...finished, version: campaign.version + 1 }, { facts: [fact] });
  return false;
}

async function recordsChangedSince(
  { imports }: Pick<DueCampaignsDeps, 'imports'>,
  { lookedAt }: Campaign,
  now: Instant,
): Promise<boolean> {
  if (!lookedAt || plusSeconds(lookedAt.at, LOOK_GAP_SECONDS) > now) return false;
  const changedAt = await imports.recordsChangedAt();
  return changedAt !== undefined && changedAt > lookedAt.at;
}
