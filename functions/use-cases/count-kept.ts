import { keptAfter } from '../domain/campaign/kept.ts';
import type { Journey } from '../domain/campaign/journey.ts';
import { isOwnWord, takenBackBy } from '../domain/experiment/leaving.ts';
import type { CustomerOutcome } from '../domain/experiment/customer-outcome.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Experiments } from '../ports/experiments.ts';
import type { MeasuringCampaigns } from './measuring-campaigns.ts';

interface CountKeptDeps {
  readonly campaigns: Pick<Campaigns, 'journeysOf' | 'keptMark' | 'countKept'>;
  readonly experiments: Pick<Experiments, 'outcomesOf'>;
  readonly measuring: MeasuringCampaigns;
}

/** Words about one customer that come at once. */
const TRIES = 8;

/**
 * After a word about a customer: brings every campaign that reached them, and whose window holds the day that the word is
 * about, to whether it kept them, by all that was said.
 * Done again, or after words that came in another order, it changes nothing more.
 * @returns campaigns in whose count something changed
 */
export async function countKept(
  deps: CountKeptDeps,
  word: Pick<CustomerOutcome, 'customerId' | 'kind' | 'on' | 'source' | 'at'>,
): Promise<number> {
  let changed = 0;
  for (const journey of await deps.campaigns.journeysOf(word.customerId, await concerned(deps, word)))
    if (await countIn(deps, journey)) changed += 1;
  return changed;
}

/** A word that takes leavings back speaks of their days too. */
async function concerned(
  { experiments, measuring }: CountKeptDeps,
  word: Parameters<typeof countKept>[1],
): Promise<readonly string[]> {
  const said = isOwnWord(word) && word.kind === 'stayed' ? await experiments.outcomesOf(word.customerId) : [];
  const days = new Set([word.on, ...takenBackBy(word, said).map(({ on }) => on)]);
  const ids: string[] = [];
  for (const on of days) ids.push(...(await measuring(on)));
  return [...new Set(ids)];
}

async function countIn({ campaigns, experiments }: CountKeptDeps, journey: Journey): Promise<boolean> {
  const { campaignId, customerId } = journey;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const before = await campaigns.keptMark(campaignId, customerId);
    // Read after the mark: who counted meanwhile may have known less, and the mark then refuses us.
    const after = keptAfter(journey, await experiments.outcomesOf(customerId), before);
    if (!after) return false;
    if ((await campaigns.countKept(after)) === 'counted') return true;
  }
  throw new Error(`whether ${campaignId} kept a customer changed at every try to count it`);
}
