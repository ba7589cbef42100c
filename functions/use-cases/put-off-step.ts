import { theSystem } from '../domain/case/case.ts';
import type { Journey, StepDone, StepResult } from '../domain/campaign/journey.ts';
import { withoutReservation, type ContactEntry } from '../domain/contact/contact.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import { heldBackAgain } from '../domain/offer/approval.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Withdrawal } from '../domain/offer/withdrawal.ts';
import type { OfferAlong } from '../ports/campaigns.ts';
import type { CampaignStepDeps } from './campaign-visit.ts';
import { takenBack } from './take-back-offer.ts';

/** The mail service said that it took nothing: the step was put off, and `result` says so. */
export class StepPutOff extends MailPostponed {
  readonly result: StepResult;
  constructor(result: StepResult, { why, ...cause }: MailPostponed) {
    super(why, { cause });
    this.result = result;
  }
}

/** An offer as it was while it waited for a second person, and what its journey said then. */
export interface HeldOffer {
  readonly offer: Offer;
  readonly done: StepDone;
}

/** Long enough for a mail service to recover, and within the hours at which people are written to. */
const PUT_OFF_SECONDS = 900;

/** When a step that is put off now is due again. */
export const putOffUntil = ({ clock }: Pick<CampaignStepDeps, 'clock'>): Instant =>
  plusSeconds(clock.now(), PUT_OFF_SECONDS);

/** Others who write to the same address at every look. */
const ATTEMPTS = 4;

/** A mail on the record of its address. */
interface ReservedMail {
  readonly contactId: string;
  readonly entry: ContactEntry;
}

/**
 * Sends what was reserved. When the mail service says that it took nothing, the reservation is undone, and the step is due
 * again in a quarter of an hour; when it says nothing, the reservation stays, since the mail may have gone out.
 * @throws StepPutOff when the step was put off
 */
export async function orPutOff<Answer>(
  deps: CampaignStepDeps,
  made: {
    readonly journey: Journey;
    readonly mail?: ReservedMail | undefined;
    readonly offer?: Offer | undefined;
    readonly held?: HeldOffer | undefined;
  },
  send: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof MailPostponed) || error.mayBeSent) throw error;
    const { journey, mail, offer, held } = made;
    const step = journey.done.at(-1)?.step ?? '';
    const asBefore: Journey = {
      ...journey,
      version: journey.version + 1,
      done: [...journey.done.slice(0, -1), ...(held ? [held.done] : [])],
      next: step,
      dueAt: putOffUntil(deps),
    };
    const along = offer && held && heldBack(offer, held.offer);
    if (!(await undo(deps, asBefore, mail, along))) throw error;
    if (offer && !held) await takeBack(deps, offer, 'put-off');
    throw new StepPutOff({ outcome: 'deferred', step }, error);
  }
}

/** @returns false where somebody else changed journey or offer, or the address at every try */
async function undo(
  { campaigns, contacts }: CampaignStepDeps,
  asBefore: Journey,
  mail: ReservedMail | undefined,
  along: OfferAlong | undefined,
): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // As it is now: others may have written to the address, or it may have asked for silence.
    const contact = mail && (await contacts.byId(mail.contactId));
    const undone = await campaigns.reserve(asBefore, {
      ...(contact && { contact: withoutReservation(contact, mail.entry) }),
      ...(along && { offer: along }),
    });
    if (undone !== 'contact-changed') return undone === 'reserved';
  }
  return false;
}

/** Nobody has to say yes to it again. */
const heldBack = (opened: Offer, allowed: Offer): OfferAlong => ({
  change: { kind: 'settle', before: opened, after: heldBackAgain(opened, allowed), budget: 'keep' },
  facts: [],
});

/**
 * The customer cannot learn of the offer, so its money is free again. The fact lets the way go on, where it waits for
 * this very offer.
 */
export async function takeBack(
  { campaignOffers, clock }: Pick<CampaignStepDeps, 'campaignOffers' | 'clock'>,
  offer: Offer,
  why: Withdrawal,
): Promise<void> {
  const taken = takenBack(offer, why, { at: clock.now(), by: theSystem });
  if (taken) await campaignOffers.settle(taken.change, taken.facts);
}
