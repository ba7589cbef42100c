import type { CampaignOutcome } from '../domain/campaign/campaign.ts';
import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import {
  afterStep,
  resultSince,
  type Journey,
  type StepDone,
  type StepResult,
} from '../domain/campaign/journey.ts';
import type { Risk } from '../domain/churn/score.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { questionEndsAt } from '../domain/campaign/question.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { waitAtTheDoor } from '../domain/campaign/patience.ts';
import type { Ruling } from '../domain/contact/govern.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { Campaigns, Question } from '../ports/campaigns.ts';
import type { Experiments } from '../ports/experiments.ts';
import type { CampaignOffers, Offers } from '../ports/offers.ts';
import type { Ids, Pace } from '../ports/world.ts';
import type { CampaignOfferDeps } from './campaign-offer.ts';
import type { GovernorDeps, Standing } from './contact-governor.ts';
import type { DrawDeps } from './draw-arm.ts';
import type { CampaignMailDeps } from './mail-campaign.ts';

/** What it takes to take a customer a step further. */
export interface CampaignStepDeps extends CampaignMailDeps {
  readonly campaigns: Pick<Campaigns, 'reserve' | 'confirm' | 'journeys' | 'saveJourney'>;
  readonly contacts: GovernorDeps['contacts'];
  readonly experiments: Pick<Experiments, 'enter' | 'ofCustomer' | 'offerAnew'>;
  readonly offers: Pick<Offers, 'standing' | 'byId'>;
  readonly campaignOffers: CampaignOffers;
  readonly catalogues: CampaignOfferDeps['catalogues'];
  readonly digests: CampaignOfferDeps['digests'];
  readonly ids: Pick<Ids, 'next'>;
  readonly firm: CampaignMailDeps['firm'] &
    GovernorDeps['firm'] &
    DrawDeps['firm'] &
    CampaignOfferDeps['firm'];
}

/** What is the same for everybody in a pass. */
export interface PassTerms {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  readonly definitionNumber: number;
  readonly startedAt: Instant;
  readonly pace: Pace;
}

/** A customer on the way, or about to enter. */
export interface Traveller {
  readonly customer: Customer;
  /** Undefined for somebody who enters now. */
  readonly journey: Journey | undefined;
  /** What the store says; undefined where the next step goes to nobody's address. */
  readonly standing: Standing | undefined;
  readonly risk: () => Risk;
  readonly meets: (rule: SegmentRule) => boolean;
}

/** The way as it goes on from here, with its next version: of who enters now, a new one. */
export const begun = (
  { campaignId, definitionNumber }: PassTerms,
  { journey, customer }: Traveller,
  at: Instant,
): Journey => {
  const {
    next: _next,
    dueAt: _dueAt,
    ...kept
  } = journey ?? {
    campaignId,
    customerId: customer.id,
    version: 0,
    definition: definitionNumber,
    enteredAt: at,
    done: [],
    answers: {},
  };
  return { ...kept, version: kept.version + 1 };
};

/** Conditional on the version before: `stale` when somebody else was quicker. */
export const keep = (deps: CampaignStepDeps, journey: Journey) => deps.campaigns.saveJourney(journey);

/** The way as it goes on without the offer of this step, and why there is none. */
export function without(
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  why: CampaignOutcome,
  at: Instant,
): Journey {
  const { journey } = reserved(terms, traveller, step, at, { why });
  const done = journey.done.map((one, place) =>
    place === journey.done.length - 1 ? { ...one, status: 'not-made' as const } : one,
  );
  return { ...journey, done };
}

interface ReservedWith {
  readonly variant?: string | undefined;
  readonly offer?: Offer | undefined;
  readonly why?: CampaignOutcome | undefined;
}

/** The journey with the step reserved and the way on already written: a crash from here on loses one mail, not the rest. */
export function reserved(
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  at: Instant,
  { variant, offer, why }: ReservedWith = {},
  ids?: Pick<Ids, 'next'>,
): { readonly journey: Journey; readonly question: Question | undefined } {
  const { waitsUntil: _waitsUntil, ...journey } = begun(terms, traveller, at);
  const done: StepDone = {
    step: step.id,
    status: 'reserved',
    at,
    ...(variant !== undefined && { variant }),
    ...(offer && { offerId: offer.id }),
    ...(why !== undefined && { why }),
  };
  const question =
    step.do === 'ask' && ids
      ? {
          ulid: ids.next(''),
          campaignId: terms.campaignId,
          customerId: traveller.customer.id,
          step: step.id,
          expiresAt: questionEndsAt(step, at),
        }
      : undefined;
  return {
    journey: {
      ...journey,
      ...afterStep(terms.definition, step, at, offer?.validUntil),
      // Where it waited for a second person, that is over now.
      done: [...journey.done.filter(({ status }) => status !== 'waiting'), done],
    },
    question,
  };
}

/**
 * Nobody who enters is kept for being refused; who is on their way ends here, with the reason. But the first step after a
 * fact or a crossing waits for what passes by itself, for as long as the campaign is patient.
 */
export async function refused(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  ruled: Extract<Ruling, { readonly kind: 'refuse' }>,
  at: Instant,
): Promise<StepResult> {
  const { journey } = traveller;
  const waits = waitAtTheDoor(terms.definition, journey, ruled, at);
  if (waits) {
    // Where the way led to this step by branches, it is asked for again from where it stood.
    const next = journey?.next ?? terms.definition.steps[0]?.id ?? step.id;
    const kept = await keep(deps, { ...begun(terms, traveller, at), next, ...waits });
    return kept === 'saved'
      ? { outcome: 'deferred', step: step.id }
      : afterwards(deps, terms, traveller.customer);
  }
  const { reason } = ruled;
  if (journey) await keep(deps, { ...begun(terms, traveller, at), endedBecause: reason });
  return { outcome: reason, step: step.id };
}

/** An earlier try, or another child, was here before: what the journey says is what became of the customer. */
export async function afterwards(
  deps: CampaignStepDeps,
  { campaignId, startedAt }: PassTerms,
  { id }: Customer,
): Promise<StepResult> {
  const journey = (await deps.campaigns.journeys(campaignId, [id])).get(id);
  return journey ? resultSince(journey, startedAt) : { outcome: 'unconfirmed' };
}

/** Nothing was reserved: the step is due at another moment. */
export async function later(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  dueAt: Instant,
  at: Instant,
): Promise<StepResult> {
  const kept = await keep(deps, { ...begun(terms, traveller, at), next: step.id, dueAt });
  return kept === 'saved'
    ? { outcome: 'deferred', step: step.id }
    : afterwards(deps, terms, traveller.customer);
}

/** Keeps what the mail service said of the step that was reserved last. */
export async function confirm(
  deps: CampaignStepDeps,
  journey: Journey,
  answer: { readonly kind: 'sent'; readonly messageId: string } | { readonly kind: 'refused' },
): Promise<void> {
  const at = deps.clock.now();
  await deps.campaigns.confirm(
    journey,
    journey.done.length - 1,
    answer.kind === 'sent' ? { status: 'sent', messageId: answer.messageId, at } : { status: 'refused', at },
  );
}
