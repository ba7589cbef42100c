import { isStillWaited } from '../domain/offer/campaign-offer-fact.ts';
import { isAnswered } from '../domain/offer/answer.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock } from '../ports/world.ts';

export interface GoOnDeps {
  readonly offers: Pick<Offers, 'byId'>;
  readonly campaigns: Pick<Campaigns, 'journeys' | 'saveJourney' | 'countAnswer'>;
  readonly clock: Clock;
}

/** Somebody else changed the journey at the same moment: look again, a few times. */
const TRIES = 3;

/**
 * A campaign's offer was answered, allowed or has ended: an answer is counted in the progress of the campaign, once, and the customer's way goes on at once, not at the end of the offer. Told twice
 * it changes nothing, for then nothing waits; told never, the way goes on when the offer ends, for a branch reads the offer.
 */
export async function goOnAfterOffer(deps: GoOnDeps, offerId: string): Promise<void> {
  const offer = await deps.offers.byId(offerId);
  if (!offer?.campaign) return;
  const { campaignId, customerId, step } = offer.campaign;
  // An older fact came late, or again: since then the offer has gone out.
  if (isStillWaited(offer)) return;
  if (isAnswered(offer)) await deps.campaigns.countAnswer({ campaignId, customerId, to: offerId });
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const at = deps.clock.now();
    const journey = (await deps.campaigns.journeys(campaignId, [customerId])).get(customerId);
    const last = journey?.done.at(-1);
    const waits = journey?.dueAt !== undefined && journey.dueAt > at;
    if (!journey || !waits || last?.step !== step || last.offerId !== offerId) return;
    const next = { ...journey, version: journey.version + 1, dueAt: at };
    if ((await deps.campaigns.saveJourney(next)) === 'saved') return;
  }
  throw new Error(`the way of a customer of ${campaignId} changed at every try to let it go on`);
}
