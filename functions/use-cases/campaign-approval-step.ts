import { mailsOf, type Journey, type StepResult, type Waiting } from '../domain/campaign/journey.ts';
import { lookAgainAt } from '../domain/campaign/patience.ts';
import { theSystem } from '../domain/case/case.ts';
import { armOf } from '../domain/experiment/arm.ts';
import { earliest, type Instant } from '../domain/instant.ts';
import { hasWaitedTooLong, openAllowed } from '../domain/offer/approval.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import { drawn } from './campaign-arms.ts';
import type { CampaignChoice, OfferStep } from './campaign-offer.ts';
import {
  afterwards,
  begun,
  keep,
  later,
  without,
  type CampaignStepDeps,
  type PassTerms,
  type Traveller,
} from './campaign-way.ts';
import { ruling, see, type Standing } from './contact-governor.ts';
import { putOffUntil } from './put-off-step.ts';
import { reserveAndSend } from './reserve-and-send.ts';
import { takenBack } from './take-back-offer.ts';

/** Somebody decides, or writes to the same address, at every look: the step is put off. */
const ATTEMPTS = 4;

/**
 * Holds an offer that is too dear to be made by rule. The way stands at this step until somebody has decided, or the time
 * for it is over; the sweeper tells those who may (`tell-approvers.ts`).
 */
export async function askForApproval(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: OfferStep,
  { offer, along }: Extract<CampaignChoice, { readonly kind: 'made' | 'waits' }>,
  at: Instant,
): Promise<StepResult | 'offer-refused'> {
  const { waitsUntil: _waitsUntil, ...way } = begun(terms, traveller, at);
  const journey: Journey = {
    ...way,
    next: step.id,
    dueAt: offer.validUntil,
    done: [...way.done, { step: step.id, status: 'waiting', at, offerId: offer.id, why: 'needs-approval' }],
  };
  const result = await deps.campaigns.reserve(journey, { offer: along });
  if (result === 'offer-refused') return result;
  return result === 'reserved'
    ? { outcome: 'needs-approval', step: step.id }
    : afterwards(deps, terms, traveller.customer);
}

/**
 * Takes a way further that stands at an offer which waits for a second person: lets it out when they have said yes and the
 * governor, who is asked again, allows it; goes on without it when they said no, or nobody said anything in time.
 * @throws as any step with a mail
 */
export async function approvalStep(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: OfferStep,
  waiting: Waiting,
  at: Instant,
): Promise<StepResult> {
  if (!traveller.standing) throw new Error('a mail step needs the standing of its customer');
  let standing = await see(deps, traveller.standing);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const offer = await deps.offers.byId(waiting.offerId);
    if (!offer) throw new Error(`${waiting.offerId} is not in the store`);
    const looked = await look(deps, terms, { ...traveller, standing }, step, waiting, offer, at);
    if (looked === 'contact-changed')
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId) };
    else if (looked !== 'offer-refused') return looked;
  }
  return later(deps, terms, traveller, step, putOffUntil(deps), at);
}

async function look(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller & { readonly standing: Standing },
  step: OfferStep,
  { journey, done }: Waiting,
  offer: Offer,
  at: Instant,
): Promise<StepResult | 'contact-changed' | 'offer-refused'> {
  const { customer, standing } = traveller;
  const onWithout = without(terms, traveller, step, 'not-approved', at);
  if (hasWaitedTooLong(offer, at))
    return goOnWithout(
      deps,
      terms,
      traveller,
      onWithout,
      takenBack(offer, 'not-in-time', { at, by: theSystem }),
    );
  if (offer.status === 'awaiting-approval') {
    // Due before its end, and nobody has decided: it waits on.
    const on = { ...journey, version: journey.version + 1, dueAt: offer.validUntil };
    return (await keep(deps, on)) === 'saved' ? { outcome: 'waiting' } : afterwards(deps, terms, customer);
  }
  const opened = openAllowed(offer, at);
  if (!opened.ok) return goOnWithout(deps, terms, traveller, onWithout, undefined);

  const chance = await drawn(deps, terms, customer.id);
  const ruled = ruling(deps, {
    customer,
    standing,
    mailsBefore: mailsOf(journey),
    isHeldOut: armOf(chance.draw, chance.share) === 'holdout',
    perCampaign: terms.definition.mailsAtMost,
    sendAt: terms.definition.sendAt,
  });
  if (ruled.kind === 'later') return later(deps, terms, traveller, step, ruled.at, at);
  if (ruled.kind === 'refuse') {
    // A lead said yes to this: what passes by itself is waited for, as long as that yes lasts.
    const again = lookAgainAt(ruled, at);
    if (again !== undefined)
      return later(deps, terms, traveller, step, earliest(again, offer.validUntil), at);
    const { next: _next, dueAt: _dueAt, ...over } = without(terms, traveller, step, ruled.reason, at);
    const ended = { ...over, endedBecause: ruled.reason };
    return goOnWithout(deps, terms, traveller, ended, takenBack(offer, 'no-contact', { at, by: theSystem }));
  }
  const after = opened.value;
  const along: OfferAlong = {
    change: { kind: 'settle', before: offer, after, budget: 'keep' },
    facts: [
      campaignOfferFact(
        after,
        { at, by: theSystem },
        { type: 'OfferOpened', offerId: offer.id, validUntil: after.validUntil },
      ),
    ],
  };
  const brought = { offer: after, along, held: { offer, done } };
  return reserveAndSend(deps, terms, traveller, step, standing, { brought }, at);
}

/** The way goes on or ends without the offer; where it was still held, it is taken back in the same step. */
async function goOnWithout(
  deps: CampaignStepDeps,
  terms: PassTerms,
  { customer }: Traveller,
  journey: Journey,
  along: OfferAlong | undefined,
): Promise<StepResult | 'offer-refused'> {
  const result = await deps.campaigns.reserve(journey, along ? { offer: along } : {});
  if (result === 'offer-refused') return result;
  const done = journey.done.at(-1);
  return result === 'reserved' && done?.why !== undefined
    ? { outcome: done.why, step: done.step }
    : afterwards(deps, terms, customer);
}
