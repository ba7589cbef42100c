import { theSystem } from '../domain/case/case.ts';
import type { Journey, StepResult } from '../domain/campaign/journey.ts';
import { withoutReservation, type Contact } from '../domain/contact/contact.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import { withdrawOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Withdrawal } from '../domain/offer/withdrawal.ts';
import type { CampaignStepDeps } from './campaign-way.ts';

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

/** When a step that is put off now is due again. */
export const putOffUntil = ({ clock }: Pick<CampaignStepDeps, 'clock'>): Instant =>
  plusSeconds(clock.now(), PUT_OFF_SECONDS);

/**
 * Sends what was reserved. When the mail service says that it took nothing, the reservation is undone, and the step is due
 * again in a quarter of an hour; when it says nothing, the reservation stays, since the mail may have gone out.
 * @throws StepPutOff when the step was put off
 */
export async function orPutOff<Answer>(
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
        dueAt: putOffUntil(deps),
      },
      contact ? { contact: withoutReservation(contact, step) } : {},
    );
    if (undone !== 'reserved') throw error;
    if (offer) await takeBack(deps, offer, 'put-off');
    throw new StepPutOff({ outcome: 'deferred', step }, error);
  }
}

/**
 * The customer cannot learn of the offer, so its money is free again. The fact lets the way go on, where it waits for
 * this very offer.
 */
export async function takeBack(
  { campaignOffers, clock }: Pick<CampaignStepDeps, 'campaignOffers' | 'clock'>,
  offer: Offer,
  why: Withdrawal,
): Promise<void> {
  const withdrawn = withdrawOffer(offer);
  if (!withdrawn.ok) return;
  const after = withdrawn.value;
  await campaignOffers.settle({ kind: 'settle', before: offer, after, budget: 'release' }, [
    campaignOfferFact(
      after,
      { at: clock.now(), by: theSystem },
      { type: 'OfferWithdrawn', offerId: offer.id, why },
    ),
  ]);
}
