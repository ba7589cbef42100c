import type { CampaignStep } from '../domain/campaign/definition.ts';
import {
  mailsOf,
  offerStateOf,
  stopFrom,
  waitingAt,
  type Circumstances,
  type StepResult,
} from '../domain/campaign/journey.ts';
import { latest } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { approvalStep } from './campaign-approval-step.ts';
import { drawn, isHeldOut, takesPart } from './campaign-arms.ts';
import { mailStep } from './campaign-mail-step.ts';
import type { CampaignStepDeps, PassTerms, StepVisit, Traveller, Visit } from './campaign-visit.ts';
import { afterwards, begun, confirm, keep, refused, reserved } from './campaign-way.ts';
import { sendHandOver } from './mail-campaign.ts';
import { orPutOff } from './put-off-step.ts';

/**
 * Does what is up for one customer: one mail, one hand-over, or nothing with its reason. What was reserved before is
 * never sent again: a crash between reservation and record resolves towards "not twice", for unlike a mail on a case,
 * marketing that is lost harms nobody.
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out
 */
export async function takeStep(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
): Promise<StepResult> {
  // The pass was begun by another clock: what is done in it must not seem to be from before it.
  const at = latest(deps.clock.now(), terms.startedAt);
  const visit: Visit = { ...terms, ...traveller, at };
  const stop = stopFrom(terms.definition, traveller.journey?.next, {
    at,
    answers: traveller.journey?.answers ?? {},
    offerOf: await offerStates(deps, visit),
    meets: traveller.meets,
  });
  if (!stop) return leave(deps, visit);
  if ('wait' in stop) {
    const { next, at: dueAt } = stop.wait;
    return keep(deps, visit, { ...begun(visit), next, dueAt }, { outcome: 'waiting' });
  }
  const { step } = stop;
  if (step.do === 'hand-over') return handOver(deps, { ...visit, step });
  const waiting = waitingAt(traveller.journey, step.id);
  return waiting && step.do === 'offer'
    ? approvalStep(deps, { ...visit, step }, waiting)
    : mailStep(deps, { ...visit, step });
}

/** What became of the offers made on this way, read from the offers themselves: nothing has to be told to the journey. */
async function offerStates(
  { offers }: Pick<CampaignStepDeps, 'offers'>,
  { journey, at }: Visit,
): Promise<Circumstances['offerOf']> {
  const found = new Map<string, Offer>();
  for (const { step, offerId } of journey?.done ?? []) {
    const offer = offerId === undefined ? undefined : await offers.byId(offerId);
    if (offer) found.set(step, offer);
  }
  return (step) =>
    offerStateOf(
      journey?.done.find((one) => one.step === step),
      found.get(step),
      at,
    );
}

async function leave(deps: CampaignStepDeps, visit: Visit): Promise<StepResult> {
  await deps.campaigns.saveJourney(begun(visit));
  return { outcome: 'ended' };
}

/** The first that a campaign does about somebody decides whether they are held out, be it a mail or a call. */
async function handOver(
  deps: CampaignStepDeps,
  visit: StepVisit<CampaignStep & { readonly do: 'hand-over' }>,
): Promise<StepResult> {
  const { campaignId, definition, step, customer } = visit;
  if (mailsOf(visit.journey) === 0) {
    const chance = await drawn(deps, visit, customer.id);
    await takesPart(deps, visit, chance);
    if (isHeldOut(chance)) return refused(deps, visit, { kind: 'refuse', reason: 'holdout' });
  }
  const { journey } = reserved(visit);
  const result = await deps.campaigns.reserve(journey, {});
  if (result !== 'reserved') return afterwards(deps, visit);
  const answer = await orPutOff(deps, { journey }, () =>
    sendHandOver(deps, {
      ...{ campaignId, step, customer },
      campaignName: definition.name,
      risk: visit.risk().probability,
    }),
  );
  await confirm(deps, journey, answer);
  return { outcome: answer.kind === 'sent' ? 'handed-over' : 'not-deliverable', step: step.id };
}
