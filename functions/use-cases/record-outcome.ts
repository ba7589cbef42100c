import type { CustomerOutcome } from '../domain/experiment/customer-outcome.ts';
import { isOwnWord } from '../domain/experiment/leaving.ts';
import { withOutcome, type Participation } from '../domain/experiment/participation.ts';
import type { Customers } from '../ports/customers.ts';
import type { Experiments } from '../ports/experiments.ts';
import { isHeldBack } from '../domain/offer/approval.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { beliefKey } from '../domain/offer/belief.ts';
import type { OfferBeliefs } from '../ports/beliefs.ts';
import type { Offers } from '../ports/offers.ts';

export interface RecordOutcomeDeps {
  readonly experiments: Pick<Experiments, 'ofCustomer' | 'note' | 'count' | 'outcomesOf'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly offers: Pick<Offers, 'byId'>;
  readonly beliefs: Pick<OfferBeliefs, 'learn'>;
}

/** Somebody else changed the participation: read again, a few times. */
const TRIES = 8;

/**
 * Keeps what became of a customer and counts it in every experiment they take part in. Saying the same twice changes
 * nothing, and a crash between two experiments is mended by saying it again: each counts an outcome once by its key.
 * What became of a customer also teaches the policy what the offer that was made to them is good for.
 * @returns `unknown-customer` when we hold no such customer; then nothing is kept
 */
export async function recordOutcome(
  deps: RecordOutcomeDeps,
  outcome: CustomerOutcome,
): Promise<'recorded' | 'known' | 'unknown-customer'> {
  const participations = await deps.experiments.ofCustomer(outcome.customerId);
  // Who takes part is known; only the others cost a look.
  if (participations.length === 0 && !(await deps.customers.byId(outcome.customerId)))
    return 'unknown-customer';
  const noted = await deps.experiments.note(outcome);
  for (const participation of participations) await countIn(deps, outcome, participation);
  return noted === 'noted' ? 'recorded' : 'known';
}

async function countIn(
  deps: RecordOutcomeDeps,
  outcome: CustomerOutcome,
  found: Participation,
): Promise<void> {
  let participation = found;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    // Read after it was noted: of two words of ours at once, the later writer knows both.
    const said = isOwnWord(outcome) ? await deps.experiments.outcomesOf(outcome.customerId) : undefined;
    const after = withOutcome(participation, outcome, await costOf(deps, participation), said);
    // What changes nothing is taught all the same: the step may have been cut short between counting and teaching.
    if (!after) return teach(deps, participation);
    if ((await deps.experiments.count(outcome, participation, after)) !== 'stale') return teach(deps, after);
    const again = (await deps.experiments.ofCustomer(outcome.customerId)).find(
      ({ experiment }) => experiment === participation.experiment,
    );
    if (!again) throw new Error(`a participation in ${participation.experiment} is gone`);
    participation = again;
  }
  throw new Error(`a participation in ${found.experiment} changed at every try to count an outcome`);
}

/** Teaches once for each offer that the policy made and weighed, by the customer's state in the window. */
async function teach(deps: RecordOutcomeDeps, { offerId, outcome }: Participation): Promise<void> {
  const offer = offerId === undefined ? undefined : await deps.offers.byId(offerId);
  if (!offer?.weighed || !outcome || !wasShown(offer)) return;
  await deps.beliefs.learn({
    id: offer.id,
    offer: beliefKey({ id: offer.catalogueId, version: offer.catalogueVersion }),
    weighed: offer.weighed,
    kept: outcome.kept,
  });
}

/** An offer of a campaign that a second person never let out, or whose mail nobody got, has kept nobody and lost nobody. */
const wasShown = (offer: Offer): boolean =>
  !isHeldBack(offer) && (offer.status !== 'withdrawn' || offer.campaign === undefined);

/** What was granted. A declined or open offer has cost nothing. */
async function costOf({ offers }: RecordOutcomeDeps, { offerId }: Participation): Promise<number> {
  if (offerId === undefined) return 0;
  const offer = await offers.byId(offerId);
  return offer?.status === 'accepted' ? offer.cost : 0;
}
