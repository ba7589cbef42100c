import { campaignOutcomeSchema, type CampaignOutcome } from '../domain/campaign/campaign.ts';
import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import { theSystem } from '../domain/case/case.ts';
import { numberFact } from '../domain/case/change.ts';
import type { Fact, Happening } from '../domain/case/fact.ts';
import type { Risk } from '../domain/churn/score.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { campaignExperiment } from '../domain/experiment/campaign-participation.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { candidatesOf } from '../domain/offer/candidates.ts';
import { noOffer, type Decision } from '../domain/offer/decision.ts';
import { CAMPAIGN_CATEGORY } from '../domain/offer/eligibility.ts';
import { newOffer } from '../domain/offer/new-offer.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { planOffer, type PlanInput } from '../domain/offer/plan.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import type { Digests } from '../ports/world.ts';
import type { Drawn } from './draw-arm.ts';
import { reservationOf, weighedOf, weighOffers, type WeighDeps, type Weighed } from './weigh-offers.ts';

export type OfferStep = CampaignStep & { readonly do: 'offer' };

export interface CampaignOfferDeps extends WeighDeps {
  readonly digests: Pick<Digests, 'hash' | 'seal' | 'draw'>;
  readonly firm: WeighDeps['firm'] & { readonly settings: Pick<RuntimeSettings, 'offerValidDays'> };
}

/** The step that is up, for whom, and when. */
export interface OfferOccasion {
  readonly campaignId: string;
  readonly definition: Pick<CampaignDefinition, 'experiment'>;
  readonly definitionNumber: number;
  readonly step: OfferStep;
  readonly customer: Customer;
  readonly risk: Risk;
  /** Of the journey as it was read, 0 for who enters now: tells a second time through the campaign from the first. */
  readonly journeyVersion: number;
  /** Budget or limits had moved when it was weighed before: they are read as they are at this moment. */
  readonly isAgain: boolean;
  readonly at: Instant;
}

/**
 * What the choice ended in. `made`: to be held with the journey. `waits`: too dear to be made by rule, so it is held and a
 * second person asked. `held-out`: the offer would have been made, had chance not held the customer out. `none`: no offer,
 * with the reason. `held`: an earlier try made this very offer, or holds it. `chosen` is what to keep of the choice where no offer is made.
 */
export type CampaignChoice =
  | { readonly kind: 'made' | 'waits'; readonly offer: Offer; readonly along: OfferAlong }
  | { readonly kind: 'held-out'; readonly wouldBe: string; readonly chosen: Fact }
  | { readonly kind: 'none'; readonly why: CampaignOutcome; readonly chosen: Fact }
  | { readonly kind: 'held' };

/** Names the draw among offers, for each offer that may be made. */
const OFFER_CHOICE = 'campaign-offer-choice-1';
/** Numbers of the facts of an offer; what happens to it later follows its version (`campaign-offer-fact.ts`). */
const NOT_MADE = 1;
const MADE = 2;

/**
 * Weighs the catalogue for one customer as it is weighed on a case, and chooses as the step says. An offer has one id for
 * campaign, step, customer and journey, whenever it is chosen: delivered twice, it is one offer.
 */
export async function chooseCampaignOffer(
  deps: CampaignOfferDeps,
  occasion: OfferOccasion,
  { share, draw }: Drawn,
): Promise<CampaignChoice> {
  const { campaignId, customer, step, definition, at } = occasion;
  const id = await offerIdOf(deps, occasion);
  const weighed = await weighOffers(
    deps,
    { customer, assessment: { tier: customer.tier, probability: occasion.risk.probability } },
    {
      email: customer.emails[0] ?? '',
      category: CAMPAIGN_CATEGORY,
      mayBeLate: !occasion.isAgain,
    },
    at,
  );
  if (weighed.limits.made[id]) return { kind: 'held' };
  const decision = planOffer({
    ...offeredBy(step, weighed.situation),
    experiment: campaignExperiment(campaignId, definition.experiment),
    edition: weighed.edition.edition,
    holdoutShare: share,
    draw,
    seed: await deps.digests.draw(OFFER_CHOICE, id),
    at,
  });
  const fact = (number: number, happening: Happening): Fact =>
    numberFact({ id }, number, { at, by: theSystem }, { happening });
  const chosen = fact(NOT_MADE, { type: 'OfferDecided', decision });
  if (decision.action === noOffer)
    return decision.reasons.includes('holdout')
      ? { kind: 'held-out', wouldBe: decision.drawn ?? noOffer, chosen }
      : { kind: 'none', why: whyNone(decision), chosen };
  const offer = offerFor(deps, occasion, weighed, { id, decision });
  return {
    kind: decision.needsApproval ? 'waits' : 'made',
    offer,
    along: {
      change: reservationOf(weighed, offer),
      // That it was made, its own row says.
      facts: [fact(MADE, { type: 'OfferDecided', decision })],
    },
  };
}

const offerIdOf = async (
  { digests }: Pick<CampaignOfferDeps, 'digests'>,
  { campaignId, customer, step, journeyVersion }: OfferOccasion,
): Promise<string> =>
  `${idPrefixes.offer}${await digests.seal(
    'campaign-offer',
    [campaignId, step.id, customer.id, journeyVersion].join('\n'),
  )}`;

/**
 * What the step may choose from: the named offers up to the first that the customer may have, so that no chance is left
 * and those passed over are in the log; or all.
 */
function offeredBy<Situation extends Omit<PlanInput, 'experiment' | 'holdoutShare' | 'draw' | 'seed' | 'at'>>(
  { offers }: OfferStep,
  situation: Situation,
): Situation {
  if (!offers) return situation;
  const named = offers.flatMap((id) => situation.catalogue.find((offer) => offer.id === id) ?? []);
  const eligible = new Set(
    candidatesOf({ ...situation, catalogue: named }).flatMap((one) =>
      one.eligible ? [one.catalogueId] : [],
    ),
  );
  const first = named.findIndex(({ id }) => eligible.has(id));
  return { ...situation, catalogue: first < 0 ? named : named.slice(0, first + 1) };
}

function offerFor(
  { firm }: Pick<CampaignOfferDeps, 'firm'>,
  { campaignId, definitionNumber, step, customer, risk, at }: OfferOccasion,
  weighed: Weighed,
  { id, decision }: { readonly id: string; readonly decision: Decision },
): Offer {
  const candidate = decision.candidates.find(({ catalogueId }) => catalogueId === decision.action);
  if (candidate?.cost === undefined) throw new Error(`the chosen offer ${decision.action} has no cost`);
  const kept = weighedOf(weighed, candidate);
  return newOffer(weighed.edition, {
    id,
    campaign: { campaignId, definition: definitionNumber, step: step.id, customerId: customer.id },
    customerKey: weighed.customerKey,
    catalogueId: candidate.catalogueId,
    cost: candidate.cost,
    budgetPeriod: weighed.situation.budget.period,
    status: decision.needsApproval ? 'awaiting-approval' : 'open',
    at,
    atMostDays: firm.settings.offerValidDays,
    madeBy: 'policy',
    weighed: kept && { ...kept, band: risk.band },
  });
}

/** The reason as campaigns count it. */
function whyNone({ reasons: [reason] }: Decision): CampaignOutcome {
  const counted = campaignOutcomeSchema.safeParse(reason);
  return counted.success ? counted.data : 'nothing-eligible';
}
