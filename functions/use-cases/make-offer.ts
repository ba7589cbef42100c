import { theSystem } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import { recordedAnswer } from '../domain/offer/answer.ts';
import { notSettledSince } from '../domain/case/not-settled.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { after, hasMail, mailToCustomer, openFile } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { deliverReserved, knowing, ofPurpose, type CaseWork } from './case-work.ts';

interface OfferWait {
  readonly caseId: string;
  readonly offerId: string;
  readonly taskToken: string;
}

/**
 * Keeps the token of the wait, then tells what is owed and the offer in one mail. The wait is written under the
 * version of the case that was read: an answer that comes in between makes this try stale, and the next one finds it.
 */
export async function makeOffer(deps: CaseWork, wait: OfferWait): Promise<void> {
  await waitWithMail(deps, wait, 'decision');
}

/** The same for the reminder: same link, sent once. */
export async function remindOffer(deps: CaseWork, wait: OfferWait): Promise<void> {
  await waitWithMail(deps, wait, 'offer-reminder');
}

async function waitWithMail(
  deps: CaseWork,
  wait: OfferWait,
  purpose: 'decision' | 'offer-reminder',
): Promise<void> {
  const file = await openFile(deps, wait.caseId);
  const offer = await deps.offers.byId(wait.offerId);
  if (!offer) throw new Error(`${wait.offerId} is not in the store`);
  const at = deps.clock.now();
  const answer = answerNow(
    offer,
    file.case.status === 'awaiting-customer',
    notSettledSince(file.facts, 'OfferMade'),
  );
  const mails = answer === undefined && !hasMail(file, purpose) ? mailToCustomer(file.case, purpose, at) : [];
  const reminded = purpose === 'offer-reminder' && mails.length > 0;
  const change = changeCase(
    file.case,
    { at, by: theSystem },
    reminded ? [{ happening: { type: 'OfferReminded', offerId: offer.id } }] : [],
    {
      mails,
      wait: {
        name: 'offer',
        taskToken: wait.taskToken,
        ...(answer !== undefined && { answered: { answer } }),
      },
    },
  );
  const saved = await saveOrThrow(deps, change);
  await deliverReserved(knowing(deps, offer), after(file, saved), ofPurpose(purpose));
}

/** What there is to tell the machine already; `message` also stands for a case that went another way meanwhile. */
function answerNow(offer: Offer, awaiting: boolean, notSettled: boolean): string | undefined {
  const recorded = recordedAnswer(offer.status);
  if (recorded !== undefined) return recorded;
  return awaiting && offer.status === 'open' && !notSettled ? undefined : 'message';
}
