import type { Campaign, CampaignFact, Pass } from '../domain/campaign/campaign.ts';
import type { Actor } from '../domain/case/case.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock } from '../ports/world.ts';
import { DUE_PARTS, openPass, partsFor } from './plan-campaign.ts';
import { sizeOfBase } from './size-of-base.ts';

export interface StartPassDeps {
  readonly campaigns: Pick<Campaigns, 'save'>;
  readonly customers: Pick<Customers, 'count'>;
  readonly clock: Clock;
}

/** The campaign with one more thing that happened to it. */
export function withFact(
  campaign: Campaign,
  { at, by }: { readonly at: Instant; readonly by: Actor },
  happened: CampaignFact['happened'],
  dispatch?: 'campaign',
): { readonly campaign: Campaign; readonly fact: CampaignFact } {
  const number = campaign.factCount + 1;
  return {
    campaign: { ...campaign, factCount: number },
    fact: {
      id: factIdOf(campaign.id, number),
      subjectId: campaign.id,
      number,
      at,
      by,
      happened,
      ...(dispatch && { dispatch }),
    },
  };
}

/** A campaign with its next pass begun, and the fact that starts the machine; not kept yet. */
export async function withPass(
  { customers, clock }: Pick<StartPassDeps, 'customers' | 'clock'>,
  campaign: Campaign,
  kind: Pass['kind'],
  by: Actor,
): Promise<{ readonly campaign: Campaign; readonly fact: CampaignFact }> {
  const at = clock.now();
  const size = kind === 'base' ? await sizeOfBase(customers) : 0;
  const pass: Pass = {
    number: (campaign.pass?.number ?? 0) + 1,
    kind,
    definition: campaign.definition,
    parts: kind === 'base' ? partsFor(size) : DUE_PARTS,
    size,
    startedAt: at,
    ...(kind === 'base' && campaign.lookedAt && { before: campaign.lookedAt }),
  };
  return withFact(
    {
      ...campaign,
      status: 'running',
      startedAt: campaign.startedAt ?? at,
      pass,
      ...(kind === 'base' && { lookedAt: { at, definition: campaign.definition } }),
    },
    { at, by },
    { type: 'PassStarted', pass: pass.number, kind, definition: pass.definition },
    'campaign',
  );
}

/** Begins a pass unless one is under way. */
export async function startPass(
  deps: StartPassDeps,
  before: Campaign,
  kind: Pass['kind'],
  by: Actor,
): Promise<'started' | 'under-way' | 'stale'> {
  if (openPass(before)) return 'under-way';
  const { campaign, fact } = await withPass(deps, before, kind, by);
  const saved = await deps.campaigns.save({ ...campaign, version: before.version + 1 }, { facts: [fact] });
  return saved === 'saved' ? 'started' : 'stale';
}
