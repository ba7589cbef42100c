import type { CampaignStep } from '../domain/campaign/definition.ts';
import type { StepResult } from '../domain/campaign/journey.ts';
import { withReservation, type ContactEntry } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import {
  afterwards,
  confirm,
  reserved,
  type CampaignStepDeps,
  type PassTerms,
  type Traveller,
} from './campaign-way.ts';
import { unseenContact, type Standing } from './contact-governor.ts';
import { offerUrl } from './links-to.ts';
import { sendCampaignMail } from './mail-campaign.ts';
import { orPutOff, takeBack, type HeldOffer } from './put-off-step.ts';

export type MailStep = CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' };

/** The offer that a mail brings, and what happens to it with the reservation. */
export interface Brought {
  readonly offer: Offer;
  readonly along: OfferAlong;
  /** Where a second person let it out: so it is again when the mail service takes nothing. */
  readonly held?: HeldOffer;
}

interface MailParts {
  readonly variant?: string | undefined;
  readonly brought?: Brought | undefined;
  /** What is written before the mail goes out, and only if it does. */
  readonly onceReserved?: (() => Promise<void>) | undefined;
}

/**
 * Reserves one mail with what the ruling rested on, sends it and confirms it.
 * @returns `contact-changed` and `offer-refused` where somebody was quicker and nothing was written: look again
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out, unless it is a StepPutOff
 */
export async function reserveAndSend(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: MailStep,
  standing: Standing,
  { variant, brought, onceReserved }: MailParts,
  at: Instant,
): Promise<StepResult | 'contact-changed' | 'offer-refused'> {
  const { campaignId } = terms;
  const { customer } = traveller;
  const offer = brought?.offer;
  const { journey, question } = reserved(terms, traveller, step, at, { variant, offer }, deps.ids);
  const { contactId } = standing;
  const entry: ContactEntry = { at, campaignId, step: step.id, customerId: customer.id };
  const result = await deps.campaigns.reserve(journey, {
    ...(standing.isSeen
      ? { contact: withReservation(standing.contact, contactId, entry) }
      : { unseen: unseenContact(deps, contactId, entry) }),
    ...(question && { question }),
    ...(brought && { offer: brought.along }),
  });
  if (result === 'journey-changed') return afterwards(deps, terms, customer);
  if (result !== 'reserved') return result;
  await onceReserved?.();
  await terms.pace.turn();
  const url = offer && (await offerUrl(deps, offer));
  const answer = await orPutOff(
    deps,
    { journey, mail: { contactId, entry }, offer, held: brought?.held },
    () =>
      sendCampaignMail(deps, {
        campaignId,
        step: step.id,
        texts: textsOf(step, variant),
        customer,
        contactId,
        question,
        offer: offer && url !== undefined ? { ...offer, url } : undefined,
      }),
  );
  await confirm(deps, journey, answer);
  if (offer && answer.kind === 'refused') await takeBack(deps, offer, 'not-deliverable');
  return {
    outcome: answer.kind === 'sent' ? 'sent' : 'not-deliverable',
    step: step.id,
    ...(variant !== undefined && { variant }),
  };
}

const textsOf = (step: MailStep, variant: string | undefined) =>
  step.do !== 'mail' ? step.texts : (step.variants.find(({ name }) => name === variant)?.texts ?? {});
