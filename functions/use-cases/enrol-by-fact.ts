import type { Journey } from '../domain/campaign/journey.ts';
import type { CampaignDefinition } from '../domain/campaign/definition.ts';
import { wasNeverReached } from '../domain/campaign/patience.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';
import type { WaitingCampaign } from './waiting-campaigns.ts';

export interface EnrolDeps {
  readonly campaigns: Pick<Campaigns, 'journeys' | 'saveJourney'>;
  readonly waiting: () => Promise<readonly WaitingCampaign[]>;
  readonly clock: Clock;
}

/** Something that happened to a customer, under the id of the fact that says so. */
export interface Occurrence {
  readonly id: string;
  readonly what: 'tier-falls' | 'promise-broken';
  readonly customerId: string;
  readonly at: Instant;
}

/** Two facts of one customer at the same moment: the later writer looks again. */
const TRIES = 3;

/**
 * Lets the customer into every running campaign that waits for this. Their first step is due at once; the sweeper does it.
 * A fact delivered twice finds its own journey, one that comes after a later one finds the later one's, and who is on
 * their way, or was let in less than `again.afterDays` ago and reached, stays as they are.
 * @returns ids of the campaigns that the customer entered
 * @throws when somebody else changed the way at every try: the stream tells the fact again
 */
export async function enrolByFact(deps: EnrolDeps, occurrence: Occurrence): Promise<readonly string[]> {
  const entered: string[] = [];
  for (const waiting of await deps.waiting()) {
    const { trigger } = waiting.definition;
    if (trigger.when !== 'happens' || trigger.what !== occurrence.what) continue;
    if (await enter(deps, waiting, occurrence)) entered.push(waiting.campaignId);
  }
  return entered;
}

async function enter(deps: EnrolDeps, into: WaitingCampaign, occurrence: Occurrence): Promise<boolean> {
  const { campaignId, number, definition } = into;
  const { customerId } = occurrence;
  const [first] = definition.steps;
  for (let attempt = 1; first && attempt <= TRIES; attempt += 1) {
    const before = (await deps.campaigns.journeys(campaignId, [customerId])).get(customerId);
    if (before && !mayEnterAgain(before, definition, occurrence)) return false;
    const journey: Journey = {
      ...{ campaignId, customerId, definition: number, done: [], answers: {} },
      version: (before?.version ?? 0) + 1,
      enteredAt: occurrence.at,
      enteredBy: occurrence.id,
      next: first.id,
      dueAt: deps.clock.now(),
    };
    if ((await deps.campaigns.saveJourney(journey)) === 'saved') return true;
  }
  if (!first) return false;
  throw new Error(`the way of a customer of ${campaignId} changed at every try to let them in`);
}

function mayEnterAgain(
  before: Journey,
  { again }: Pick<CampaignDefinition, 'again'>,
  { id, at }: Occurrence,
): boolean {
  const { dueAt, enteredAt, enteredBy } = before;
  if (enteredBy === id || dueAt !== undefined || again === undefined) return false;
  return wasNeverReached(before) ? at > enteredAt : at >= plusDays(enteredAt, again.afterDays);
}
