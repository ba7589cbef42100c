import { addCounts, type Part } from '../domain/campaign/campaign.ts';
import { plusSeconds } from '../domain/instant.ts';
import { basePage } from './campaign-base-page.ts';
import type { CampaignShard, Child, SendCampaignShardDeps } from './campaign-child.ts';
import { duePage, holdDue } from './campaign-due-page.ts';
import { countsOf } from './campaign-tally.ts';

/** Children at once; the machine's MaxConcurrency. */
export const CHILDREN = 8;
/** A child lives five minutes and its function four; it stops after this and leaves the rest to the next round. */
const WORKING_SECONDS = 180;

/**
 * Works through one part of a pass, page by page. What became of each customer is kept with the page, and how far the
 * part is in the same step, so that a killed child goes on where it stopped and nobody is considered twice.
 */
export async function sendCampaignShard(
  deps: SendCampaignShardDeps,
  shard: CampaignShard,
): Promise<{ readonly part: number }> {
  const { campaignId } = shard;
  const begunAt = deps.clock.now();
  const campaign = await deps.campaigns.byId(campaignId);
  const pass = campaign?.pass;
  if (campaign?.status !== 'running' || pass?.number !== shard.pass || pass.endedAt !== undefined)
    return shard;
  let part: Part = (await deps.campaigns.part(campaignId, shard.pass, shard.part)) ?? {
    ...{ pass: shard.pass, part: shard.part, version: 0, done: false },
    ...{ pages: 0, considered: 0, counts: {} },
  };
  const kept = await deps.campaigns.definition(campaignId, pass.definition);
  if (!kept) throw new Error(`${campaignId} has no definition ${pass.definition}`);
  const child: Child = {
    shard,
    pass,
    pace: deps.pace(deps.firm.settings.mailsPerSecond / Math.min(pass.parts, CHILDREN)),
    rules: new Map(),
    days: new Map(),
    definitions: new Map([[pass.definition, kept.definition]]),
    failures: { inARow: 0 },
  };
  while (!part.done) {
    if (pass.kind === 'due' && part.members === undefined) {
      const held = await holdDue(deps, child, part);
      if (held === 'stale') return shard;
      part = held;
    }
    const { page, next } =
      pass.kind === 'base' ? await basePage(deps, child, part) : await duePage(deps, child, part);
    const { members: _members, ...ended } = part;
    const following: Part = {
      ...ended,
      version: part.version + 1,
      next,
      done: next === undefined,
      pages: part.pages + 1,
      considered: part.considered + page.considered,
      counts: addCounts([part.counts, countsOf(page)]),
    };
    // Somebody else works on this part: what they keep is as true as ours, and nobody was written to twice.
    if ((await deps.campaigns.savePage(campaignId, following, page)) === 'stale') return shard;
    part = following;
    if (deps.clock.now() >= plusSeconds(begunAt, WORKING_SECONDS)) return shard;
    // Paused or stopped meanwhile: what is left waits.
    if (!part.done && (await deps.campaigns.byId(campaignId))?.status !== 'running') return shard;
  }
  return shard;
}
