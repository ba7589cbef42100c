import { mailsOf, waitingAt } from '../domain/campaign/journey.ts';
import { staff } from '../domain/case/case.ts';
import type { Refusal } from '../domain/contact/govern.ts';
import type { Instant } from '../domain/instant.ts';
import { allowOffer, isHeldBack } from '../domain/offer/approval.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import type { CampaignSubject, Offer } from '../domain/offer/offer.ts';
import { accept, refuse, type Outcome } from '../domain/outcome.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Customers } from '../ports/customers.ts';
import type { CampaignOffers, Offers } from '../ports/offers.ts';
import { drawn, isHeldOut } from './campaign-arms.ts';
import { lookUpStandings, ruling, type GovernorDeps } from './contact-governor.ts';
import type { DrawDeps } from './draw-arm.ts';
import { takenBack } from './take-back-offer.ts';

export interface DecideCampaignOfferDeps extends GovernorDeps {
  readonly offers: Pick<Offers, 'byId' | 'standing'>;
  readonly campaignOffers: Pick<CampaignOffers, 'settle'>;
  readonly campaigns: Pick<Campaigns, 'byId' | 'definition' | 'journeys'>;
  readonly catalogues: Pick<Catalogues, 'edition'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly digests: GovernorDeps['digests'] & DrawDeps['digests'];
  readonly firm: GovernorDeps['firm'] &
    DrawDeps['firm'] & { readonly settings: Pick<RuntimeSettings, 'offerBudget'> };
}

/** What a lead says about one offer that waits; `version` is the one that was read. */
export interface OfferDecision {
  readonly offerId: string;
  readonly version: number;
  readonly by: string;
}

/**
 * Why an offer cannot be let out. `stale`: it changed since it was read. `campaign-over`, `budget-spent` and the
 * governor's own reasons leave it waiting: some of them pass, and who knows that they do not declines it.
 */
export type DecisionRefusal =
  | 'unknown-offer'
  | 'stale'
  | 'not-waiting'
  | 'ended'
  | 'same-person'
  | 'campaign-over'
  | 'budget-spent'
  | 'unknown-customer'
  | Refusal;

/** An offer that was allowed, and the first moment at which its customer may be written to. */
interface Allowed {
  readonly offer: Offer;
  readonly goesOutFrom: Instant;
}

const reasons = { NotWaiting: 'not-waiting', Ended: 'ended', SamePerson: 'same-person' } as const;

/**
 * A lead lets an offer of a campaign go out. Everything that may stand in the way is asked now, so that the lead hears of
 * it, and once more when it goes out: the next pass of the campaign sends it.
 */
export async function approveCampaignOffer(
  deps: DecideCampaignOfferDeps,
  decision: OfferDecision,
): Promise<Outcome<Allowed, DecisionRefusal>> {
  const found = await waitingOffer(deps, decision);
  if (!found.ok) return found;
  const { offer } = found.value;
  const { campaignId, customerId, step, definition: number } = offer.campaign;
  const [campaign, kept, customer, journeys] = await Promise.all([
    deps.campaigns.byId(campaignId),
    deps.campaigns.definition(campaignId, number),
    deps.customers.byId(customerId),
    deps.campaigns.journeys(campaignId, [customerId]),
  ]);
  if (!campaign || !kept) throw new Error(`${campaignId} of ${offer.id} is not in the store`);
  const at = deps.clock.now();
  const allowed = allowOffer(offer, { approver: decision.by, authors: kept.authors }, at);
  if (!allowed.ok) return refuse(reasons[allowed.reason]);
  if (campaign.status !== 'running' && campaign.status !== 'paused') return refuse('campaign-over');
  const journey = journeys.get(customerId);
  if (waitingAt(journey, step)?.offerId !== offer.id) return refuse('not-waiting');
  if (!customer) return refuse('unknown-customer');
  if (await isOverBudget(deps, offer)) return refuse('budget-spent');

  const standing = (await lookUpStandings(deps, [customer])).get(customerId);
  if (!standing) throw new Error(`${customerId} was not looked up`);
  const ruled = ruling(deps, {
    customer,
    standing,
    mailsBefore: mailsOf(journey),
    isHeldOut: isHeldOut(await drawn(deps, kept, customerId)),
    perCampaign: kept.definition.mailsAtMost,
    sendAt: kept.definition.sendAt,
  });
  if (ruled.kind === 'refuse') return refuse(ruled.reason);

  const after = allowed.value;
  const fact = campaignOfferFact(
    after,
    { at, by: staff(decision.by) },
    { type: 'OfferApproved', offerId: offer.id, validUntil: after.validUntil },
  );
  const saved = await deps.campaignOffers.settle({ kind: 'settle', before: offer, after, budget: 'keep' }, [
    fact,
  ]);
  if (saved !== 'saved') return refuse('stale');
  return accept({ offer: after, goesOutFrom: ruled.kind === 'later' ? ruled.at : at });
}

/** A lead says no, also after a yes as long as it has not gone out: its money is free, and the way goes on without it. */
export async function declineCampaignOffer(
  deps: Pick<DecideCampaignOfferDeps, 'offers' | 'campaignOffers' | 'clock'>,
  decision: OfferDecision,
): Promise<Outcome<Offer, DecisionRefusal>> {
  const found = await waitingOffer(deps, decision);
  if (!found.ok) return found;
  const { offer } = found.value;
  const taken = takenBack(offer, 'declined', { at: deps.clock.now(), by: staff(decision.by) });
  if (!isHeldBack(offer) || !taken) return refuse('not-waiting');
  const saved = await deps.campaignOffers.settle(taken.change, taken.facts);
  return saved === 'saved' ? accept(taken.change.after) : refuse('stale');
}

/** Offers that wait on a case are approved on it; to this they are unknown. */
async function waitingOffer(
  { offers }: { readonly offers: Pick<Offers, 'byId'> },
  { offerId, version }: OfferDecision,
): Promise<Outcome<{ readonly offer: Offer & { readonly campaign: CampaignSubject } }, DecisionRefusal>> {
  const offer = await offers.byId(offerId);
  if (!offer?.campaign) return refuse('unknown-offer');
  if (offer.version !== version) return refuse('stale');
  return accept({ offer: { ...offer, campaign: offer.campaign } });
}

/** What it costs is held already: it is too much where the month's money was made less since. */
async function isOverBudget(
  { offers, catalogues, firm }: Pick<DecideCampaignOfferDeps, 'offers' | 'catalogues' | 'firm'>,
  { customerKey, budgetPeriod }: Offer,
): Promise<boolean> {
  const standing = await offers.standing(customerKey, budgetPeriod);
  const edition = await catalogues.edition(standing.edition);
  return standing.held > (edition?.budgetPerMonth ?? firm.settings.offerBudget);
}
