import { mailsOf, type StepResult } from '../domain/campaign/journey.ts';
import { armOf } from '../domain/experiment/arm.ts';
import type { Instant } from '../domain/instant.ts';
import { askForApproval } from './campaign-approval-step.ts';
import { drawn, takesPart, variantOf } from './campaign-arms.ts';
import {
  chooseCampaignOffer,
  type CampaignChoice,
  type OfferOccasion,
  type OfferStep,
} from './campaign-offer.ts';
import {
  afterwards,
  keep,
  later,
  refused,
  without,
  type CampaignStepDeps,
  type PassTerms,
  type Traveller,
} from './campaign-way.ts';
import { ruling, see } from './contact-governor.ts';
import { putOffUntil } from './put-off-step.ts';
import { reserveAndSend, type MailStep } from './reserve-and-send.ts';

/** Where others write to the same address, or hold money of the same budget, at every look, the step is put off. */
const ATTEMPTS = 4;

/**
 * One mail with words, a question or an offer: governor and offer are asked, the mail is reserved, who takes part is
 * written, and the mail is sent and confirmed. Of an address whose record nobody has read the store itself says whether it
 * allows the mail, in the step that reserves it. With an offer, taking part comes first: which one it was is part of it.
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out, unless it is a StepPutOff
 */
export async function mailStep(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: MailStep,
  at: Instant,
): Promise<StepResult> {
  const { campaignId, definition } = terms;
  const { customer, standing: first } = traveller;
  if (!first) throw new Error('a mail step needs the standing of its customer');
  const chance = await drawn(deps, terms, customer.id);
  const isHeldOut = armOf(chance.draw, chance.share) === 'holdout';
  let standing = first;
  let isAgain = false;
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
    if (!standing.isSeen && (ruled.kind !== 'write' || step.do === 'offer')) {
      // What becomes of them is not decided by a reservation, so what the record says comes first.
      standing = await see(deps, standing);
      continue;
    }
    const isFirst = mailsOf(traveller.journey) === 0;
    const isWrittenTo = ruled.kind !== 'refuse' || ruled.reason === 'holdout';
    const choice =
      step.do === 'offer' && isWrittenTo && ruled.kind !== 'later'
        ? await chooseCampaignOffer(deps, occasionOf(terms, traveller, step, isAgain), chance, at)
        : undefined;
    if (choice?.kind === 'held') return afterwards(deps, terms, customer);
    // Whom no offer fits would get none in either arm, and takes no part; for whom a person is asked does.
    const isConcerned = step.do !== 'offer' || (choice && choice.kind !== 'none');
    const enters =
      isFirst && isWrittenTo && isConcerned
        ? () => takesPart(deps, terms, customer, chance, at, choice)
        : undefined;
    // A mail that others leave no room for is not reserved, and whom it was for takes no part.
    const entersLater = step.do !== 'offer' && ruled.kind === 'write';
    if (!entersLater) await enters?.();
    if (choice?.kind === 'none') return notMade(deps, terms, traveller, step, choice, at);
    if (choice?.kind === 'held-out') await deps.campaignOffers.noteChoice(choice.chosen);
    if (ruled.kind === 'refuse') return refused(deps, terms, traveller, step, ruled, at);
    if (ruled.kind === 'later') return later(deps, terms, traveller, step, ruled.at, at);
    const sent =
      choice?.kind === 'waits' && step.do === 'offer'
        ? await askForApproval(deps, terms, traveller, step, choice, at)
        : await reserveAndSend(
            deps,
            terms,
            traveller,
            step,
            standing,
            {
              variant: step.do === 'mail' ? await variantOf(deps, terms, step, customer.id) : undefined,
              brought: choice?.kind === 'made' ? choice : undefined,
              onceReserved: entersLater ? enters : undefined,
            },
            at,
          );
    // The budget or the customer's limits moved while the offer was weighed: weigh again.
    if (sent === 'offer-refused') {
      isAgain = true;
      continue;
    }
    if (sent !== 'contact-changed') return sent;
    // Somebody wrote to this address, or it asked for silence, since it was read: look again, and rule again.
    standing = { ...standing, contact: await deps.contacts.byId(standing.contactId), isSeen: true };
  }
  return later(deps, terms, traveller, step, putOffUntil(deps), at);
}

const occasionOf = (
  { campaignId, definition, definitionNumber }: PassTerms,
  { customer, journey, risk }: Traveller,
  step: OfferStep,
  isAgain: boolean,
): OfferOccasion => ({
  ...{ campaignId, definition, definitionNumber, step, customer },
  risk: risk(),
  journeyVersion: journey?.version ?? 0,
  isAgain,
});

/**
 * No offer: said with its reason, and the way goes on at once where it leads on. Nobody who enters is kept where it does
 * not, so that they are looked at again when the campaign comes back.
 */
async function notMade(
  deps: CampaignStepDeps,
  terms: PassTerms,
  traveller: Traveller,
  step: OfferStep | MailStep,
  { why, chosen }: Extract<CampaignChoice, { readonly kind: 'none' }>,
  at: Instant,
): Promise<StepResult> {
  const journey = without(terms, traveller, step, why, at);
  if (!traveller.journey && journey.next === undefined) return { outcome: why, step: step.id };
  await deps.campaignOffers.noteChoice(chosen);
  return (await keep(deps, journey)) === 'saved'
    ? { outcome: why, step: step.id }
    : afterwards(deps, terms, traveller.customer);
}
