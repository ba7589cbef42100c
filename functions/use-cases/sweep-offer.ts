import { theSystem } from '../domain/case/case.ts';
import type { Instant } from '../domain/instant.ts';
import { hasWaitedTooLong } from '../domain/offer/approval.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import { expireOffer } from '../domain/offer/change.ts';
import { overdueGrant } from '../domain/offer/granting.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CampaignOffers } from '../ports/offers.ts';
import { openFile, reserveMail } from './case-file.ts';
import type { CaseWork } from './case-work.ts';
import { ownerOf } from './firm.ts';
import { escalate, isWithPerson } from './escalation-turn.ts';
import { saveSwept } from './save-swept.ts';
import { takenBack } from './take-back-offer.ts';

export interface SweepOfferDeps extends CaseWork {
  readonly campaignOffers: Pick<CampaignOffers, 'settle'>;
}

/**
 * Ends an offer whose time is over, or asks a person about one that nobody carried out.
 * @returns undefined where there was nothing to do, or somebody else was quicker
 */
export async function sweepOffer(
  deps: SweepOfferDeps,
  offer: Offer,
  now: Instant,
): Promise<'offersExpired' | 'approvalsMissed' | 'grantsOverdue' | undefined> {
  if (await expireWithPerson(deps, offer, now)) return 'offersExpired';
  if (await endWaiting(deps, offer, now)) return 'approvalsMissed';
  return (await askAboutGrant(deps, offer, now)) ? 'grantsOverdue' : undefined;
}

/** No machine watches the offer of a case that a person has: its money is given back here, and the owner told. */
async function expireWithPerson(deps: SweepOfferDeps, offer: Offer, now: Instant): Promise<boolean> {
  const expired = expireOffer(offer, now);
  if (!expired.ok) return false;
  if (offer.caseId === undefined) return expireUnanswered(deps, offer, expired.value, now);
  const file = await openFile(deps, offer.caseId);
  // Its machine ends it, or the case falls due for having lost its machine.
  if (file.case.status === 'awaiting-customer' && !file.case.person) return false;
  const owner = ownerOf(deps.firm, file.case);
  return saveSwept(deps, file, [{ happening: { type: 'OfferExpired', offerId: offer.id } }], {
    offer: { kind: 'settle', before: offer, after: expired.value, budget: 'release' },
    ...(owner && {
      mails: [reserveMail(file.case, 'offer-answer', owner.address, now, file.case.factCount + 1)],
    }),
  });
}

/** A campaign's offer that nobody answered: its money is given back; the customer's way reads it as expired. */
async function expireUnanswered(
  deps: SweepOfferDeps,
  before: Offer,
  after: Offer,
  at: Instant,
): Promise<boolean> {
  const fact = campaignOfferFact(after, { at, by: theSystem }, { type: 'OfferExpired', offerId: after.id });
  const change = { kind: 'settle', before, after, budget: 'release' } as const;
  return (await deps.campaignOffers.settle(change, [fact])) === 'saved';
}

/** Nobody let a campaign's offer out in time: its money is given back, also where the campaign runs no more. */
async function endWaiting({ campaignOffers }: SweepOfferDeps, before: Offer, at: Instant): Promise<boolean> {
  if (!before.campaign || !hasWaitedTooLong(before, at)) return false;
  const taken = takenBack(before, 'not-in-time', { at, by: theSystem });
  return taken !== undefined && (await campaignOffers.settle(taken.change, taken.facts)) === 'saved';
}

/** Nobody said that an accepted offer was carried out: it is owed, so a person looks. */
async function askAboutGrant(deps: SweepOfferDeps, offer: Offer, now: Instant): Promise<boolean> {
  const overdue = overdueGrant(offer, now);
  if (!overdue || offer.caseId === undefined) return false;
  const file = await openFile(deps, offer.caseId);
  return saveSwept(
    deps,
    file,
    [
      // What was accepted is a promise of ours, and its day has passed.
      { happening: { type: 'OfferGrantOverdue', offerId: offer.id }, dispatch: 'enrol' },
      ...(isWithPerson(file.case) ? [] : [escalate(deps.firm, file.case, ['grant-overdue'], now)]),
    ],
    { offer: { kind: 'settle', before: offer, after: overdue, budget: 'keep' } },
  );
}
