import { mailsOf, type StepResult } from '../domain/campaign/journey.ts';
import type { Ruling } from '../domain/contact/govern.ts';
import { drawn, takesPart, variantOf } from './campaign-arms.ts';
import { rulingOn, type Look } from './campaign-look.ts';
import { lookForOffer } from './campaign-offer-step.ts';
import type { CampaignStepDeps, StepVisit } from './campaign-visit.ts';
import { afterwards, later, refused } from './campaign-way.ts';
import { see, type Standing } from './contact-governor.ts';
import { putOffUntil } from './put-off-step.ts';
import { reserveAndSend, type LookAgain, type MailStep } from './reserve-and-send.ts';

/** Where others write to the same address, or hold money of the same budget, at every look, the step is put off. */
const ATTEMPTS = 4;

/**
 * One mail with words, a question or an offer: governor and offer are asked, the mail is reserved, who takes part is
 * written, and the mail is sent and confirmed. Of an address whose record nobody has read the store itself says whether it
 * allows the mail, in the step that reserves it. With an offer, taking part comes first: which one it was is part of it.
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out, unless it is a StepPutOff
 */
export async function mailStep(deps: CampaignStepDeps, visit: StepVisit<MailStep>): Promise<StepResult> {
  const { step, customer } = visit;
  if (!visit.standing) throw new Error('a mail step needs the standing of its customer');
  let { standing } = visit;
  let isAgain = false;
  const chance = await drawn(deps, visit, customer.id);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (isOnRecord(visit, standing)) return afterwards(deps, visit);
    const ruled = rulingOn(deps, visit, standing, chance);
    if (!standing.isSeen && (ruled.kind !== 'write' || step.do === 'offer')) {
      // What becomes of them is not decided by a reservation, so what the record says comes first.
      standing = await see(deps, standing);
      continue;
    }
    const look: Look = { standing, chance, ruled, isAgain };
    const looked =
      step.do === 'offer'
        ? await lookForOffer(deps, { ...visit, step }, look)
        : await lookForMail(deps, { ...visit, step }, look);
    if (looked === 'offer-refused') {
      // The budget or the customer's limits moved while the offer was weighed: weigh again.
      isAgain = true;
    } else if (looked === 'contact-changed') {
      // Somebody wrote to this address, or it asked for silence, since it was read: look again, and rule again.
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId), isSeen: true };
    } else return looked;
  }
  return later(deps, visit, putOffUntil(deps));
}

/** Whether an earlier try of this pass has reserved this very mail. */
const isOnRecord = ({ campaignId, step, customer, startedAt }: StepVisit, { contact }: Standing): boolean =>
  contact?.recent.some(
    (one) =>
      one.campaignId === campaignId &&
      one.step === step.id &&
      one.customerId === customer.id &&
      one.at >= startedAt,
  ) ?? false;

/** Whether the mail goes out, now or later, or would have, had chance not held the customer out. */
const isWrittenTo = (ruled: Ruling): boolean => ruled.kind !== 'refuse' || ruled.reason === 'holdout';

/** A mail without an offer: only the governor is asked. */
async function lookForMail(
  deps: CampaignStepDeps,
  visit: StepVisit<Exclude<MailStep, { readonly do: 'offer' }>>,
  { standing, chance, ruled }: Look,
): Promise<StepResult | LookAgain> {
  const { step, customer } = visit;
  const isFirst = mailsOf(visit.journey) === 0;
  const enters = isFirst && isWrittenTo(ruled) ? () => takesPart(deps, visit, chance) : undefined;
  if (ruled.kind !== 'write') {
    await enters?.();
    return ruled.kind === 'refuse' ? refused(deps, visit, ruled) : later(deps, visit, ruled.at);
  }
  return reserveAndSend(deps, visit, standing, {
    variant: step.do === 'mail' ? await variantOf(deps, visit, step, customer.id) : undefined,
    // A mail that others leave no room for is not reserved, and whom it was for takes no part.
    onceReserved: enters,
  });
}
