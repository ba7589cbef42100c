import type { CampaignStep } from '../domain/campaign/definition.ts';
import {
  mailsOf,
  offerStateOf,
  stopFrom,
  waitingAt,
  type Circumstances,
  type Journey,
  type StepResult,
} from '../domain/campaign/journey.ts';
import { armOf } from '../domain/experiment/arm.ts';
import { latest, type Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { approvalStep } from './campaign-approval-step.ts';
import { drawn, takesPart } from './campaign-arms.ts';
import { mailStep } from './campaign-mail-step.ts';
import {
  afterwards,
  begun,
  confirm,
  keep,
  refused,
  reserved,
  type CampaignStepDeps,
  type PassTerms,
  type Traveller,
} from './campaign-way.ts';
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
  const { definition } = terms;
  const { journey, customer } = traveller;
  const stop = stopFrom(definition, journey?.next, {
    at,
    answers: journey?.answers ?? {},
    offerOf: await offerStates(deps, journey, at),
    meets: traveller.meets,
  });
  if (!stop) return leave(deps, terms, traveller, at);
  if ('wait' in stop) {
    const kept = await keep(deps, {
      ...begun(terms, traveller, at),
      next: stop.wait.next,
      dueAt: stop.wait.at,
    });
    return kept === 'saved' ? { outcome: 'waiting' } : afterwards(deps, terms, customer);
  }
  const { step } = stop;
  if (step.do === 'hand-over') return handOver(deps, terms, traveller, step, at);
  const waiting = step.do === 'offer' ? waitingAt(journey, step.id) : undefined;
  return waiting && step.do === 'offer'
    ? approvalStep(deps, terms, traveller, step, waiting, at)
    : mailStep(deps, terms, traveller, step, at);
}

/** What became of the offers made on this way, read from the offers themselves: nothing has to be told to the journey. */
async function offerStates(
  { offers }: Pick<CampaignStepDeps, 'offers'>,
  journey: Journey | undefined,
  at: Instant,
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

async function leave(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  at: Instant,
): Promise<StepResult> {
  await keep(deps, begun(terms, traveller, at));
  return { outcome: 'ended' };
}

/** The first that a campaign does about somebody decides whether they are held out, be it a mail or a call. */
async function handOver(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep & { readonly do: 'hand-over' },
  at: Instant,
): Promise<StepResult> {
  const { campaignId } = terms;
  if (mailsOf(traveller.journey) === 0) {
    const chance = await drawn(deps, terms, traveller.customer.id);
    await takesPart(deps, terms, traveller.customer, chance, at);
    if (armOf(chance.draw, chance.share) === 'holdout')
      return refused(deps, terms, traveller, step, { kind: 'refuse', reason: 'holdout' }, at);
  }
  const { journey } = reserved(terms, traveller, step, at);
  const result = await deps.campaigns.reserve(journey, {});
  if (result !== 'reserved') return afterwards(deps, terms, traveller.customer);
  const answer = await orPutOff(deps, { journey }, () =>
    sendHandOver(deps, {
      campaignId,
      campaignName: terms.definition.name,
      step,
      customer: traveller.customer,
      risk: traveller.risk().probability,
    }),
  );
  await confirm(deps, journey, answer);
  return { outcome: answer.kind === 'sent' ? 'handed-over' : 'not-deliverable', step: step.id };
}
