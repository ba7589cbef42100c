import type { Part } from '../domain/campaign/campaign.ts';
import { resultSince } from '../domain/campaign/journey.ts';
import { PAGE_SIZE, termsOf, type Child, type Looked, type SendCampaignShardDeps } from './campaign-child.ts';
import { LANES, attempt } from './take-steps.ts';
import { newTally } from './campaign-tally.ts';
import { lookUpStandings } from './contact-governor.ts';
import { inLanes } from './in-lanes.ts';

const HEX = '0123456789abcdef';

/** Notes whose steps are due before doing them: once done they are due no more, and a crash would forget them. */
export async function holdDue(
  deps: SendCampaignShardDeps,
  child: Child,
  part: Part,
): Promise<Part | 'stale'> {
  const { shard, pass } = child;
  const digit = HEX.charAt(shard.part);
  const due = await deps.campaigns.due(shard.campaignId, digit, pass.startedAt, PAGE_SIZE, part.next);
  const held = { ...part, version: part.version + 1, next: due.next, members: [...due.customerIds] };
  return (await deps.campaigns.savePage(shard.campaignId, held, undefined)) === 'saved' ? held : 'stale';
}

/** Does the next step of those whose step is due. */
export async function duePage(deps: SendCampaignShardDeps, child: Child, part: Part): Promise<Looked> {
  const { shard, pass } = child;
  const members = part.members ?? [];
  const tally = newTally(members.length);
  const [journeys, customers] = await Promise.all([
    deps.campaigns.journeys(shard.campaignId, members),
    deps.customers.byIds(members),
  ]);
  const now = deps.clock.now();
  const travellers = members.flatMap((id) => {
    const [journey, customer] = [journeys.get(id), customers.get(id)];
    if (!journey || !customer) return [];
    if (journey.dueAt !== undefined && journey.dueAt <= pass.startedAt) return [{ journey, customer }];
    tally.put(id, resultSince(journey, pass.startedAt));
    return [];
  });
  const standings = await lookUpStandings(
    deps,
    travellers.map(({ customer }) => customer),
  );
  await inLanes(LANES, travellers, async ({ journey, customer }) => {
    const terms = await termsOf(deps, child, journey.definition);
    tally.put(customer.id, await attempt(deps, child, terms, customer, standings.get(customer.id), journey));
  });
  return { page: tally.page(part, pass.definition, now), next: part.next };
}
