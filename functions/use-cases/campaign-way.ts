import type { CampaignOutcome } from '../domain/campaign/campaign.ts';
import {
  afterStep,
  resultSince,
  type Journey,
  type StepDone,
  type StepResult,
} from '../domain/campaign/journey.ts';
import { waitAtTheDoor } from '../domain/campaign/patience.ts';
import { questionEndsAt } from '../domain/campaign/question.ts';
import type { Ruling } from '../domain/contact/govern.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Question } from '../ports/campaigns.ts';
import type { Ids } from '../ports/world.ts';
import type { CampaignStepDeps, StepVisit, Visit } from './campaign-visit.ts';

/** The way as it goes on from this visit, with its next version: of who enters now, a new one. */
export const begun = ({ campaignId, definitionNumber, journey, customer, at }: Visit): Journey => {
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

/**
 * Keeps the way as this visit leaves it, conditional on the version that the visit found.
 * @returns `result`; where somebody else was quicker, what became of the customer with them
 */
export async function keep(
  deps: CampaignStepDeps,
  visit: Visit,
  journey: Journey,
  result: StepResult,
): Promise<StepResult> {
  const kept = await deps.campaigns.saveJourney(journey);
  return kept === 'saved' ? result : afterwards(deps, visit);
}

/** The way as it goes on without the offer of this step, and why there is none. */
export function without(visit: StepVisit, why: CampaignOutcome): Journey {
  const { journey } = reserved(visit, { why });
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
  visit: StepVisit,
  { variant, offer, why }: ReservedWith = {},
  ids?: Pick<Ids, 'next'>,
): { readonly journey: Journey; readonly question: Question | undefined } {
  const { definition, step, at } = visit;
  const { waitsUntil: _waitsUntil, ...journey } = begun(visit);
  const done: StepDone = {
    step: step.id,
    status: 'reserved',
    at,
    ...(variant !== undefined && { variant }),
    ...(offer && { offerId: offer.id }),
    ...(why !== undefined && { why }),
  };
  return {
    journey: {
      ...journey,
      ...afterStep(definition, step, at, offer?.validUntil),
      // Where it waited for a second person, that is over now.
      done: [...journey.done.filter(({ status }) => status !== 'waiting'), done],
    },
    question: ids && questionOf(visit, ids),
  };
}

/** Where the answer to this step goes, if it asks. */
const questionOf = (
  { campaignId, customer, step, at }: StepVisit,
  ids: Pick<Ids, 'next'>,
): Question | undefined =>
  step.do === 'ask'
    ? {
        ulid: ids.next(''),
        campaignId,
        customerId: customer.id,
        step: step.id,
        expiresAt: questionEndsAt(step, at),
      }
    : undefined;

/**
 * Nobody who enters is kept for being refused; who is on their way ends here, with the reason. But the first step after a
 * fact or a crossing waits for what passes by itself, for as long as the campaign is patient.
 */
export async function refused(
  deps: CampaignStepDeps,
  visit: StepVisit,
  ruled: Extract<Ruling, { readonly kind: 'refuse' }>,
): Promise<StepResult> {
  const { definition, journey, step, at } = visit;
  const waits = waitAtTheDoor(definition, journey, ruled, at);
  if (waits) {
    // Where the way led to this step by branches, it is asked for again from where it stood.
    const next = journey?.next ?? definition.steps[0]?.id ?? step.id;
    return keep(deps, visit, { ...begun(visit), next, ...waits }, { outcome: 'deferred', step: step.id });
  }
  const { reason } = ruled;
  if (journey) await deps.campaigns.saveJourney({ ...begun(visit), endedBecause: reason });
  return { outcome: reason, step: step.id };
}

/** An earlier try, or another child, was here before: what the journey says is what became of the customer. */
export async function afterwards(
  deps: CampaignStepDeps,
  { campaignId, startedAt, customer: { id } }: Visit,
): Promise<StepResult> {
  const journey = (await deps.campaigns.journeys(campaignId, [id])).get(id);
  return journey ? resultSince(journey, startedAt) : { outcome: 'unconfirmed' };
}

/** Nothing was reserved: the step is due at another moment. */
export const later = (deps: CampaignStepDeps, visit: StepVisit, dueAt: Instant): Promise<StepResult> =>
  keep(
    deps,
    visit,
    { ...begun(visit), next: visit.step.id, dueAt },
    { outcome: 'deferred', step: visit.step.id },
  );

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
