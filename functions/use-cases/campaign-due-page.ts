import type { Part } from '../domain/campaign/campaign.ts';
import { resultSince, type Journey } from '../domain/campaign/journey.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { PAGE_SIZE, termsOf, type Child, type Looked, type SendCampaignShardDeps } from './campaign-child.ts';
import { takeSteps, type Stepper } from './take-steps.ts';
import { newTally } from './campaign-tally.ts';
import { lookUpStandings } from './contact-governor.ts';

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
  const [travellers, gone]: [{ journey: Journey; customer: Customer }[], Journey[]] = [[], []];
  for (const id of members) {
    const [journey, customer] = [journeys.get(id), customers.get(id)];
    if (!journey) continue;
    if (journey.dueAt === undefined || journey.dueAt > pass.startedAt)
      tally.put(id, resultSince(journey, pass.startedAt));
    else if (customer) travellers.push({ journey, customer });
    else gone.push(journey);
  }
  // Of whom we hold no record any more: nothing is to come, or the campaign would wait for them for ever.
  for (const { next: _next, dueAt: _dueAt, ...ended } of gone) {
    await deps.campaigns.saveJourney({ ...ended, version: ended.version + 1 });
    tally.put(ended.customerId, { outcome: 'ended' });
  }
  const standings = await lookUpStandings(
    deps,
    travellers.map(({ customer }) => customer),
  );
  const steppers: Stepper[] = [];
  for (const { journey, customer } of travellers) {
    const terms = await termsOf(deps, child, journey.definition);
    steppers.push({ customer, terms, standing: standings.get(customer.id), journey });
  }
  await takeSteps(deps, child, steppers, tally.put);
  return { page: tally.page(part, pass.definition, now), next: part.next };
}
