import type { Journey, StepResult, Waiting } from '../domain/campaign/journey.ts';
import { lookAgainAt } from '../domain/campaign/patience.ts';
import { theSystem } from '../domain/case/case.ts';
import type { Ruling } from '../domain/contact/govern.ts';
import { earliest } from '../domain/instant.ts';
import { hasWaitedTooLong, openAllowed } from '../domain/offer/approval.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import { drawn } from './campaign-arms.ts';
import { rulingOn } from './campaign-look.ts';
import type { CampaignChoice, OfferStep } from './campaign-offer.ts';
import type { CampaignStepDeps, StepVisit } from './campaign-visit.ts';
import { afterwards, begun, keep, later, without } from './campaign-way.ts';
import { see, type Standing } from './contact-governor.ts';
import { putOffUntil } from './put-off-step.ts';
import { reserveAndSend, type LookAgain } from './reserve-and-send.ts';
import { takenBack } from './take-back-offer.ts';

/** Somebody decides, or writes to the same address, at every look: the step is put off. */
const ATTEMPTS = 4;

/**
 * Holds an offer that is too dear to be made by rule. The way stands at this step until somebody has decided, or the time
 * for it is over; the sweeper tells those who may (`tell-approvers.ts`).
 */
export async function askForApproval(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep>,
  { offer, along }: Extract<CampaignChoice, { readonly kind: 'made' | 'waits' }>,
): Promise<StepResult | 'offer-refused'> {
  const { step, at } = visit;
  const { waitsUntil: _waitsUntil, ...way } = begun(visit);
  const journey: Journey = {
    ...way,
    next: step.id,
    dueAt: offer.validUntil,
    done: [...way.done, { step: step.id, status: 'waiting', at, offerId: offer.id, why: 'needs-approval' }],
  };
  const result = await deps.campaigns.reserve(journey, { offer: along });
  if (result === 'offer-refused') return result;
  return result === 'reserved' ? { outcome: 'needs-approval', step: step.id } : afterwards(deps, visit);
}

/**
 * Takes a way further that stands at an offer which waits for a second person: lets it out when they have said yes and the
 * governor, who is asked again, allows it; goes on without it when they said no, or nobody said anything in time.
 * @throws as any step with a mail
 */
export async function approvalStep(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep>,
  waiting: Waiting,
): Promise<StepResult> {
  if (!visit.standing) throw new Error('a mail step needs the standing of its customer');
  let standing = await see(deps, visit.standing);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const offer = await deps.offers.byId(waiting.offerId);
    if (!offer) throw new Error(`${waiting.offerId} is not in the store`);
    const looked = await lookAtHeld(deps, { ...visit, standing }, waiting, offer);
    if (looked === 'contact-changed')
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId) };
    else if (looked !== 'offer-refused') return looked;
  }
  return later(deps, visit, putOffUntil(deps));
}

/** What was decided about the offer, or that nothing was, and what follows from it now. */
async function lookAtHeld(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep> & { readonly standing: Standing },
  { journey, done }: Waiting,
  offer: Offer,
): Promise<StepResult | LookAgain> {
  const { customer, standing, at } = visit;
  if (hasWaitedTooLong(offer, at))
    return goOnWithout(deps, visit, without(visit, 'not-approved'), endOf(visit, offer, 'not-in-time'));
  if (offer.status === 'awaiting-approval') {
    // Due before its end, and nobody has decided: it waits on.
    const on = { ...journey, version: journey.version + 1, dueAt: offer.validUntil };
    return keep(deps, visit, on, { outcome: 'waiting' });
  }
  const opened = openAllowed(offer, at);
  if (!opened.ok) return goOnWithout(deps, visit, without(visit, 'not-approved'), undefined);

  const ruled = rulingOn(deps, visit, standing, await drawn(deps, visit, customer.id));
  if (ruled.kind === 'later') return later(deps, visit, ruled.at);
  if (ruled.kind === 'refuse') return refusedAfterAYes(deps, visit, offer, ruled);
  const along = letOut(visit, offer, opened.value);
  return reserveAndSend(deps, visit, standing, {
    brought: { offer: opened.value, along, held: { offer, done } },
  });
}

const letOut = ({ at }: StepVisit, before: Offer, after: Offer): OfferAlong => ({
  change: { kind: 'settle', before, after, budget: 'keep' },
  facts: [
    campaignOfferFact(
      after,
      { at, by: theSystem },
      { type: 'OfferOpened', offerId: before.id, validUntil: after.validUntil },
    ),
  ],
});

/** A lead said yes to this: what passes by itself is waited for, as long as that yes lasts. Else the way ends. */
async function refusedAfterAYes(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep>,
  offer: Offer,
  ruled: Extract<Ruling, { readonly kind: 'refuse' }>,
): Promise<StepResult | 'offer-refused'> {
  const again = lookAgainAt(ruled, visit.at);
  if (again !== undefined) return later(deps, visit, earliest(again, offer.validUntil));
  const { next: _next, dueAt: _dueAt, ...over } = without(visit, ruled.reason);
  const ended = { ...over, endedBecause: ruled.reason };
  return goOnWithout(deps, visit, ended, endOf(visit, offer, 'no-contact'));
}

const endOf = ({ at }: StepVisit, offer: Offer, why: 'not-in-time' | 'no-contact') =>
  takenBack(offer, why, { at, by: theSystem });

/** The way goes on or ends without the offer; where it was still held, it is taken back in the same step. */
async function goOnWithout(
  deps: CampaignStepDeps,
  visit: StepVisit,
  journey: Journey,
  along: OfferAlong | undefined,
): Promise<StepResult | 'offer-refused'> {
  const result = await deps.campaigns.reserve(journey, along ? { offer: along } : {});
  if (result === 'offer-refused') return result;
  const done = journey.done.at(-1);
  return result === 'reserved' && done?.why !== undefined
    ? { outcome: done.why, step: done.step }
    : afterwards(deps, visit);
}
