import type { CampaignStep } from '../domain/campaign/definition.ts';
import { mailsOf, type StepResult } from '../domain/campaign/journey.ts';
import { withReservation } from '../domain/contact/contact.ts';
import { armOf } from '../domain/experiment/arm.ts';
import type { Instant } from '../domain/instant.ts';
import { drawn, takesPart, variantOf } from './campaign-arms.ts';
import {
  chooseCampaignOffer,
  type CampaignChoice,
  type OfferOccasion,
  type OfferStep,
} from './campaign-offer.ts';
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
import { ruling } from './contact-governor.ts';
import { offerUrl } from './links-to.ts';
import { approvalNote, sendCampaignMail, sendHandOver } from './mail-campaign.ts';
import { orPutOff, putOffUntil, takeBack } from './put-off-step.ts';

/** Where others write to the same address, or hold money of the same budget, at every look, the step is put off. */
const ATTEMPTS = 4;

/**
 * One mail with words, a question or an offer: who takes part is written first, then governor and offer are asked, then the
 * mail is reserved, sent and confirmed.
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out, unless it is a StepPutOff
 */
export async function mailStep(
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
    // Whom no offer fits would get none in either arm, and takes no part; for whom a person is asked does.
    const isConcerned = step.do !== 'offer' || (choice && (choice.kind !== 'none' || choice.wanted));
    if (isFirst && isWrittenTo && isConcerned) await takesPart(deps, terms, customer, chance, at, choice);
    if (choice?.kind === 'none') return notMade(deps, terms, traveller, step, choice, at);
    if (choice?.kind === 'held-out') await deps.campaignOffers.noteChoice(choice.chosen);
    if (ruled.kind === 'refuse') return refused(deps, terms, traveller, step, ruled, at);
    if (ruled.kind === 'later') return later(deps, terms, traveller, step, ruled.at, at);

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
    if (offer && answer.kind === 'refused') await takeBack(deps, offer, 'not-deliverable');
    return {
      outcome: answer.kind === 'sent' ? 'sent' : 'not-deliverable',
      step: step.id,
      ...(variant !== undefined && { variant }),
    };
  }
  return later(deps, terms, traveller, step, putOffUntil(deps), at);
}

/** Nothing was reserved: the step is due at another moment. */
async function later(
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
    const answer = await orPutOff(deps, { journey }, () =>
      sendHandOver(deps, {
        campaignId: terms.campaignId,
        campaignName: terms.definition.name,
        step: {
          id: step.id,
          do: 'hand-over',
          to: 'account-manager',
          note: approvalNote(deps.firm.settings, wanted),
        },
        customer: traveller.customer,
        risk: traveller.risk().probability,
      }),
    );
    // After the mail: a step that is put off chooses anew, under another id, and is on record once.
    await deps.campaignOffers.noteChoice(chosen);
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

const textsOf = (
  step: CampaignStep & { readonly do: 'mail' | 'ask' | 'offer' },
  variant: string | undefined,
) => (step.do !== 'mail' ? step.texts : (step.variants.find(({ name }) => name === variant)?.texts ?? {}));
