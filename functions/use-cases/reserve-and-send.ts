import type { CampaignStep } from '../domain/campaign/definition.ts';
import type { StepResult } from '../domain/campaign/journey.ts';
import { withReservation, type ContactEntry } from '../domain/contact/contact.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import type { CampaignStepDeps, StepVisit } from './campaign-visit.ts';
import { afterwards, confirm, reserved } from './campaign-way.ts';
import { unseenContact, type Standing } from './contact-governor.ts';
import { offerUrl } from './links-to.ts';
import { sendCampaignMail } from './mail-campaign.ts';
import { orPutOff, takeBack, type HeldOffer } from './put-off-step.ts';

export type MailStep = CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' };

/** Somebody was quicker and nothing was written: look again, at the address or at the offer. */
export type LookAgain = 'contact-changed' | 'offer-refused';

/** The offer that a mail brings, and what happens to it with the reservation. */
interface Brought {
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
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out, unless it is a StepPutOff
 */
export async function reserveAndSend(
  deps: CampaignStepDeps,
  visit: StepVisit<MailStep>,
  standing: Standing,
  { variant, brought, onceReserved }: MailParts,
): Promise<StepResult | LookAgain> {
  const { campaignId, customer, step, at } = visit;
  const { contactId } = standing;
  const offer = brought?.offer;
  const { journey, question } = reserved(visit, { variant, offer }, deps.ids);
  const entry: ContactEntry = { at, campaignId, step: step.id, customerId: customer.id };
  const result = await deps.campaigns.reserve(journey, {
    ...(standing.isSeen
      ? { contact: withReservation(standing.contact, contactId, entry) }
      : { unseen: unseenContact(deps, contactId, entry) }),
    ...(question && { question }),
    ...(brought && { offer: brought.along }),
  });
  if (result === 'journey-changed') return afterwards(deps, visit);
  if (result !== 'reserved') return result;
  await onceReserved?.();
  await visit.pace.turn();
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
