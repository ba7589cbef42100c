import { addCounts, type Campaign } from '../domain/campaign/campaign.ts';
import { comesBack } from '../domain/campaign/next-pass.ts';
import { theSystem } from '../domain/case/case.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';
import { openPass } from './plan-campaign.ts';
import { withFact } from './start-pass.ts';

interface CloseCampaignDeps {
  readonly campaigns: Pick<Campaigns, 'byId' | 'save' | 'parts' | 'definition'>;
  readonly clock: Clock;
}

/** After these a customer may have a step to come, also where the campaign has but one. */
const stillOnTheirWay = ['deferred', 'needs-approval', 'unconfirmed'] as const;

/**
 * Ends the pass when all its parts are done, adding up what became of everybody, and with it a campaign on which nobody
 * is on their way. `again` when parts are left: a child that ran out of time leaves the rest to the next round.
 */
export async function closeCampaign(
  { campaigns, clock }: CloseCampaignDeps,
  campaignId: string,
): Promise<{ readonly campaignId: string; readonly status: 'again' | 'done' }> {
  const found = await campaigns.byId(campaignId);
  if (!found) throw new Error(`${campaignId} is not in the store`);
  const pass = openPass(found);
  if (found.status !== 'running' || !pass) return { campaignId, status: 'done' };
  const parts = await campaigns.parts(campaignId, pass.number);
  if (parts.filter(({ done }) => done).length < pass.parts) return { campaignId, status: 'again' };

  const counts = addCounts(parts.map((part) => part.counts));
  const considered = parts.reduce((sum, part) => sum + part.considered, 0);
  const at = clock.now();
  const by = theSystem;
  const ended: Campaign = {
    ...found,
    pass: { ...pass, endedAt: at, size: considered },
    considered: found.considered + (pass.kind === 'base' ? considered : 0),
    counts: addCounts([found.counts, counts]),
  };
  const first = withFact(ended, { at, by }, { type: 'PassEnded', pass: pass.number, considered, counts });
  const facts = [first.fact];
  let campaign = first.campaign;
  const definition = (await campaigns.definition(campaignId, pass.definition))?.definition;
  const isOver =
    definition !== undefined &&
    !comesBack(definition) &&
    pass.kind === 'base' &&
    stillOnTheirWay.every((outcome) => (counts[outcome] ?? 0) === 0) &&
    definition.steps.length === 1;
  if (isOver) {
    const last = withFact(
      { ...campaign, status: 'finished', finishedAt: at },
      { at, by },
      { type: 'CampaignFinished', considered: campaign.considered, counts: campaign.counts },
    );
    facts.push(last.fact);
    campaign = last.campaign;
  }
  const saved = await campaigns.save({ ...campaign, version: found.version + 1 }, { facts });
  // Paused in the same moment, or closed by somebody else with the same sums: look again.
  return { campaignId, status: saved === 'saved' ? 'done' : 'again' };
}
