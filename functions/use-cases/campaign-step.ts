import type { CampaignOutcome } from '../domain/campaign/campaign.ts';
import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import {
  afterStep,
  mailsOf,
  offerStateOf,
  resultSince,
  stopFrom,
  variantFor,
  type Circumstances,
  type Journey,
  type StepDone,
  type StepResult,
} from '../domain/campaign/journey.ts';
import { withReservation, withoutReservation, type Contact } from '../domain/contact/contact.ts';
import { armOf, CONTROL_GROUP } from '../domain/experiment/arm.ts';
import { campaignExperiment, campaignParticipation } from '../domain/experiment/campaign-participation.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays, plusSeconds, type Instant } from '../domain/instant.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import { withdrawOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { Campaigns, Question } from '../ports/campaigns.ts';
import type { Experiments } from '../ports/experiments.ts';
import type { CampaignOffers, Offers } from '../ports/offers.ts';
import type { Ids, Pace } from '../ports/world.ts';
import {
  chooseCampaignOffer,
  type CampaignChoice,
  type CampaignOfferDeps,
  type OfferOccasion,
  type OfferStep,
} from './campaign-offer.ts';
import { ruling, type GovernorDeps, type Standing } from './contact-governor.ts';
import { drawArm, type DrawDeps, type Drawn } from './draw-arm.ts';
import { offerUrl } from './links-to.ts';
import { approvalNote, sendCampaignMail, sendHandOver, type CampaignMailDeps } from './mail-campaign.ts';

export interface CampaignStepDeps extends CampaignMailDeps {
  readonly campaigns: Pick<Campaigns, 'reserve' | 'confirm' | 'journeys' | 'saveJourney'>;
  readonly contacts: GovernorDeps['contacts'];
  readonly experiments: Pick<Experiments, 'enter'>;
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

export interface Traveller {
  readonly customer: Customer;
  /** Undefined for somebody who enters now. */
  readonly journey: Journey | undefined;
  /** What the store says; undefined where the next step goes to nobody's address. */
  readonly standing: Standing | undefined;
  readonly risk: () => number;
  readonly meets: (rule: SegmentRule) => boolean;
}

/** Somebody else writing to the same address at the same moment, again and again, is no longer a race. */
const ATTEMPTS = 4;
/** An answer link works this much longer than the step waits: a late answer is recorded. */
const LATE_DAYS = 30;

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
  const at = deps.clock.now();
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
  return stop.step.do === 'hand-over'
    ? handOver(deps, terms, traveller, stop.step, at)
    : mail(deps, terms, traveller, stop.step, at);
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

const begun = (
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

const keep = (deps: CampaignStepDeps, journey: Journey) => deps.campaigns.saveJourney(journey);

async function leave(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  at: Instant,
): Promise<StepResult> {
  await keep(deps, begun(terms, traveller, at));
  return { outcome: 'ended' };
}

async function handOver(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep & { readonly do: 'hand-over' },
  at: Instant,
): Promise<StepResult> {
  const { journey } = reserved(terms, traveller, step, at);
  const result = await deps.campaigns.reserve(journey, {});
  if (result !== 'reserved') return afterwards(deps, terms, traveller.customer);
  const { campaignId } = terms;
  const answer = await orPutOff(deps, { journey }, () =>
    sendHandOver(deps, {
      campaignId,
      campaignName: terms.definition.name,
      step,
      customer: traveller.customer,
      risk: traveller.risk(),
    }),
  );
  await confirm(deps, journey, answer);
  return { outcome: answer.kind === 'sent' ? 'handed-over' : 'not-deliverable', step: step.id };
}

async function mail(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' },
  at: Instant,
): Promise<StepResult> {
  const { campaignId, definition } = terms;
  const { customer, standing: first } = traveller;
  if (!first) throw new Error('a mail step needs the standing of its customer');
  const chance = await drawn(deps, terms, customer.id);
  const isHeldOut = armOf(chance.draw, chance.share) === 'holdout';
  let standing = first;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const again = standing.contact?.recent.some(
      (one) =>
        one.campaignId === campaignId &&
        one.step === step.id &&
        one.customerId === customer.id &&
        one.at >= terms.startedAt,
    );
    if (again === true) return afterwards(deps, terms, customer);

    const ruled = ruling(deps, {
      customer,
      standing,
      mailsBefore: mailsOf(traveller.journey),
      isHeldOut,
      perCampaign: definition.mailsAtMost,
      sendAt: definition.sendAt,
    });
    const isFirst = mailsOf(traveller.journey) === 0;
    const isWrittenTo = ruled.kind !== 'refuse' || ruled.reason === 'holdout';
    const choice =
      step.do === 'offer' && isWrittenTo && ruled.kind !== 'later'
        ? await chooseCampaignOffer(deps, occasionOf(terms, traveller, step), chance, at)
        : undefined;
    // Whom no offer fits would get none in either arm, and takes no part.
    if (choice?.kind === 'none') return notMade(deps, terms, traveller, step, choice, at);
    if (isFirst && isWrittenTo && (step.do !== 'offer' || choice))
      await takesPart(deps, terms, customer, chance, at, choice);
    if (choice?.kind === 'held-out') await deps.campaignOffers.noteChoice(choice.chosen);
    if (ruled.kind === 'refuse') return refused(deps, terms, traveller, step, ruled.reason, at);
    if (ruled.kind === 'later') {
      const kept = await keep(deps, { ...begun(terms, traveller, at), next: step.id, dueAt: ruled.at });
      return kept === 'saved' ? { outcome: 'deferred', step: step.id } : afterwards(deps, terms, customer);
    }

    const variant = step.do === 'mail' ? await variantOf(deps, terms, step, customer.id) : undefined;
    const offer = choice?.kind === 'made' ? choice.offer : undefined;
    const { journey, question } = reserved(terms, traveller, step, at, { variant, offer }, deps.ids);
    const contact = withReservation(standing.contact, standing.contactId, {
      at,
      campaignId,
      step: step.id,
      customerId: customer.id,
    });
    const result = await deps.campaigns.reserve(journey, {
      contact,
      ...(question && { question }),
      ...(choice?.kind === 'made' && { offer: choice.reserved }),
    });
    if (result === 'journey-changed') return afterwards(deps, terms, customer);
    // The budget or the customer's limits moved while the offer was weighed: weigh again.
    if (result === 'offer-refused') continue;
    if (result === 'contact-changed') {
      // Somebody wrote to this address, or it asked for silence, since it was read: look again, and rule again.
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId) };
      continue;
    }
    await terms.pace.turn();
    const url = offer && (await offerUrl(deps, offer));
    const answer = await orPutOff(deps, { journey, contact, offer }, () =>
      sendCampaignMail(deps, {
        campaignId,
        step: step.id,
        texts: textsOf(step, variant),
        customer,
        contactId: standing.contactId,
        question,
        offer: offer && url !== undefined ? { ...offer, url } : undefined,
      }),
    );
    await confirm(deps, journey, answer);
    if (offer && answer.kind === 'refused') await takeBack(deps, offer);
    return {
      outcome: answer.kind === 'sent' ? 'sent' : 'not-deliverable',
      step: step.id,
      ...(variant !== undefined && { variant }),
    };
  }
  throw new Error('an address, or the budget of offers, keeps changing while somebody is written to');
}

interface ReservedWith {
  readonly variant?: string | undefined;
  readonly offer?: Offer | undefined;
  readonly why?: CampaignOutcome | undefined;
}

const occasionOf = (
  { campaignId, definition, definitionNumber }: PassTerms,
  { customer, journey, risk }: Traveller,
  step: OfferStep,
): OfferOccasion => ({
  ...{ campaignId, definition, definitionNumber, step, customer },
  risk: risk(),
  journeyVersion: journey?.version ?? 0,
});

/**
 * No offer: said with its reason, and the way goes on at once where it leads on. Nobody who enters is kept where it does
 * not, so that they are looked at again when the campaign comes back. What is too dear to be made by rule goes to a person.
 */
async function notMade(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  { why, wanted, chosen }: Extract<CampaignChoice, { readonly kind: 'none' }>,
  at: Instant,
): Promise<StepResult> {
  const { journey } = reserved(terms, traveller, step, at, { why });
  if (wanted) {
    if ((await deps.campaigns.reserve(journey, {})) !== 'reserved')
      return afterwards(deps, terms, traveller.customer);
    await deps.campaignOffers.noteChoice(chosen);
    const answer = await sendHandOver(deps, {
      campaignId: terms.campaignId,
      campaignName: terms.definition.name,
      step: {
        id: step.id,
        do: 'hand-over',
        to: 'account-manager',
        note: approvalNote(deps.firm.settings, wanted),
      },
      customer: traveller.customer,
      risk: traveller.risk(),
    });
    await confirm(deps, journey, answer);
    return { outcome: answer.kind === 'sent' ? why : 'not-deliverable', step: step.id };
  }
  if (!traveller.journey && journey.next === undefined) return { outcome: why, step: step.id };
  await deps.campaignOffers.noteChoice(chosen);
  const done = journey.done.map((one, place) =>
    place === journey.done.length - 1 ? { ...one, status: 'not-made' as const } : one,
  );
  return (await keep(deps, { ...journey, done })) === 'saved'
    ? { outcome: why, step: step.id }
    : afterwards(deps, terms, traveller.customer);
}

/** The mail service said that it took nothing: the step was put off, and `result` says so. */
export class StepPutOff extends MailPostponed {
  readonly result: StepResult;
  constructor(result: StepResult, { why, ...cause }: MailPostponed) {
    super(why, { cause });
    this.result = result;
  }
}

/** Long enough for a mail service to recover, and within the hours at which people are written to. */
const PUT_OFF_SECONDS = 900;

/**
 * Sends what was reserved. When the mail service says that it took nothing, the reservation is undone, and the step is due
 * again in a quarter of an hour; when it says nothing, the reservation stays, since the mail may have gone out.
 * @throws StepPutOff when the step was put off
 */
async function orPutOff<Answer>(
  deps: CampaignStepDeps,
  made: { readonly journey: Journey; readonly contact?: Contact; readonly offer?: Offer | undefined },
  send: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof MailPostponed) || error.mayBeSent) throw error;
    const { journey, contact, offer } = made;
    const step = journey.done.at(-1)?.step ?? '';
    const undone = await deps.campaigns.reserve(
      {
        ...journey,
        version: journey.version + 1,
        done: journey.done.slice(0, -1),
        next: step,
        dueAt: plusSeconds(deps.clock.now(), PUT_OFF_SECONDS),
      },
      contact ? { contact: withoutReservation(contact, step) } : {},
    );
    if (undone !== 'reserved') throw error;
    if (offer) await takeBack(deps, offer);
    throw new StepPutOff({ outcome: 'deferred', step }, error);
  }
}

/** The mail service will never take the mail: the customer cannot learn of the offer, so its money is free again. */
async function takeBack(
  { campaignOffers }: Pick<CampaignStepDeps, 'campaignOffers'>,
  offer: Offer,
): Promise<void> {
  const withdrawn = withdrawOffer(offer);
  if (withdrawn.ok)
    await campaignOffers.settle(
      { kind: 'settle', before: offer, after: withdrawn.value, budget: 'release' },
      [],
    );
}

/** The journey with the step reserved and the way on already written: a crash from here on loses one mail, not the rest. */
function reserved(
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  at: Instant,
  { variant, offer, why }: ReservedWith = {},
  ids?: Pick<Ids, 'next'>,
): { readonly journey: Journey; readonly question: Question | undefined } {
  const journey = begun(terms, traveller, at);
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
          expiresAt: plusDays(at, step.waitDays + LATE_DAYS),
        }
      : undefined;
  return {
    journey: {
      ...journey,
      ...afterStep(terms.definition, step, at, offer?.validUntil),
      done: [...journey.done, done],
    },
    question,
  };
}

/** Nobody who enters is kept for being refused; who is on their way ends here, with the reason. */
async function refused(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: CampaignStep,
  reason: CampaignOutcome,
  at: Instant,
): Promise<StepResult> {
  if (traveller.journey) await keep(deps, { ...begun(terms, traveller, at), endedBecause: reason });
  return { outcome: reason, step: step.id };
}

/** An earlier try, or another child, was here before: what the journey says is what became of the customer. */
async function afterwards(
  deps: CampaignStepDeps,
  { campaignId, startedAt }: PassTerms,
  { id }: Customer,
): Promise<StepResult> {
  const journey = (await deps.campaigns.journeys(campaignId, [id])).get(id);
  return journey ? resultSince(journey, startedAt) : { outcome: 'unconfirmed' };
}

/** Where chance put the customer, in the campaign's experiment and in the control group. */
function drawn(
  deps: CampaignStepDeps,
  { campaignId, definition }: PassTerms,
  customerId: string,
): Promise<Drawn> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  return drawArm(deps, experiment, definition.holdoutShare, customerId);
}

/**
 * Whom the campaign would write to takes part, whichever way chance decided. It is written before the mail is reserved:
 * a crash between them leaves a treated customer without mail, who counts as treated all the same.
 */
async function takesPart(
  deps: CampaignStepDeps,
  { campaignId, definition }: PassTerms,
  customer: Customer,
  { share, draw, control }: Drawn,
  at: Instant,
  choice?: Exclude<CampaignChoice, { readonly kind: 'none' }>,
): Promise<void> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  const offered =
    choice?.kind === 'made'
      ? { offer: choice.offer.catalogueId, offerId: choice.offer.id }
      : choice && { offer: choice.wouldBe };
  const variants = await variantsOf(deps, campaignId, definition, customer.id);
  if (share > 0 || Object.keys(variants).length > 0)
    await deps.experiments.enter(
      campaignParticipation(customer, experiment, armOf(draw, share), at, offered, variants),
    );
  if (control) await deps.experiments.enter(campaignParticipation(customer, CONTROL_GROUP, control, at));
}

/** Of each step that tries several variants, the one of this customer. */
async function variantsOf(
  deps: CampaignStepDeps,
  campaignId: string,
  { steps }: CampaignDefinition,
  customerId: string,
): Promise<Readonly<Record<string, string>>> {
  const tried = steps.filter((step) => step.do === 'mail').filter(({ variants }) => variants.length > 1);
  return Object.fromEntries(
    await Promise.all(
      tried.map(async (step) => [step.id, await variantOf(deps, { campaignId }, step, customerId)] as const),
    ),
  );
}

async function variantOf(
  deps: CampaignStepDeps,
  { campaignId }: Pick<PassTerms, 'campaignId'>,
  step: CampaignStep & { readonly do: 'mail' },
  customerId: string,
): Promise<string> {
  const [only] = step.variants;
  if (only && step.variants.length === 1) return only.name;
  return variantFor(step.variants, await deps.digests.draw(`variant-${campaignId}-${step.id}`, customerId));
}

const textsOf = (
  step: CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' },
  variant: string | undefined,
) => (step.do !== 'mail' ? step.texts : (step.variants.find(({ name }) => name === variant)?.texts ?? {}));

async function confirm(
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
