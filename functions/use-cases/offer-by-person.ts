import type { Case } from '../domain/case/case.ts';
import type { Happening } from '../domain/case/fact.ts';
import { idPrefixes } from '../domain/ids.ts';
import { daysBetween, type Instant } from '../domain/instant.ts';
import { approveOffer as approve } from '../domain/offer/change.ts';
import { newOffer } from '../domain/offer/new-offer.ts';
import { rankOffers, type RankedOffer } from '../domain/offer/rank.ts';
import type { Cases } from '../ports/cases.ts';
import type { Ids } from '../ports/world.ts';
import { assessCustomer, type AssessDeps } from './assess-customer.ts';
import type { Firm } from './firm.ts';
import { mailToCustomer } from './case-file.ts';
import type { CaseWork } from './case-work.ts';
import { isWithPerson } from './escalation-turn.ts';
import { changeByStaff, isLead } from './staff-work.ts';
import type { StaffCommand, StaffResult } from './decide-by-staff.ts';
import { reservationOf, weighOffers, type WeighDeps, type Weighed } from './weigh-offers.ts';

export interface StaffOfferDeps
  extends Omit<CaseWork, 'offers' | 'cases'>, Omit<AssessDeps, 'cases'>, Omit<WeighDeps, 'offers'> {
  readonly cases: Pick<Cases, 'file' | 'save' | 'openedBy'>;
  readonly offers: CaseWork['offers'] & WeighDeps['offers'];
  readonly ids: Ids;
  readonly firm: Firm;
}

/** The dearest offer a lead may make, in multiples of the approval threshold; a handler may ask up to the same. */
const LIMIT_IN_THRESHOLDS = 5;

/** The offers a person sees on a case, best first, as they stand at this moment. */
export async function rankedOffers(
  deps: StaffOfferDeps,
  record: Case,
  at: Instant,
): Promise<{ ranked: readonly RankedOffer[]; weighed: Weighed }> {
  const assessed = await assessCustomer(deps, record, at);
  const weighed = await weighOffers(
    deps,
    assessed,
    { email: record.email, category: record.triaged?.category ?? 'other' },
    at,
  );
  const threshold = deps.firm.settings.approvalThreshold;
  return {
    weighed,
    ranked: rankOffers(weighed.situation, {
      limit: threshold * LIMIT_IN_THRESHOLDS,
      approvalThreshold: threshold,
    }),
  };
}

/** A person makes one of the ranked offers. Above the threshold it waits for a second person before the customer sees it. */
export const offerByPerson = (
  deps: StaffOfferDeps,
  command: StaffCommand,
  catalogueId: string,
): Promise<StaffResult> =>
  changeByStaff(deps, command, async ({ case: record, facts }, at) => {
    if (!isWithPerson(record)) return 'NotWithPerson';
    if (facts.some(({ happened }) => endsOffering(happened))) return 'SecondOffer';
    const { ranked, weighed } = await rankedOffers(deps, record, at);
    const chosen = ranked.find((offer) => offer.catalogueId === catalogueId);
    if (!chosen) return 'UnknownOffer';
    if (chosen.whyNot === 'offer-open') return 'OfferOpen';
    if (chosen.handling === 'not-possible' || chosen.cost === undefined) return 'OfferNotPossible';
    const waits = chosen.handling === 'needs-approval';
    const offer = newOffer(weighed.edition, {
      id: deps.ids.next(idPrefixes.offer),
      caseId: record.id,
      customerKey: weighed.customerKey,
      catalogueId: chosen.catalogueId,
      cost: chosen.cost,
      budgetPeriod: weighed.situation.budget.period,
      status: waits ? 'awaiting-approval' : 'open',
      at,
      atMostDays: deps.firm.settings.offerValidDays,
      madeBy: command.by.id,
    });
    return {
      happened: [
        {
          happening: {
            type: 'OfferMade',
            offerId: offer.id,
            catalogueId: offer.catalogueId,
            cost: offer.cost,
            validUntil: offer.validUntil,
            approved: !waits,
          },
        },
      ],
      extras: {
        offer: reservationOf(weighed, offer),
        mails: waits ? [] : mailToCustomer(record, 'staff-offer', at, record.factCount + 1),
      },
    };
  });

/**
 * One offer an episode: a no, or silence, is not bargained with. Who asked to be called has not answered yet, and may
 * be made the offer again by the person who calls.
 */
const endsOffering = (happened: Happening): boolean =>
  happened.type === 'OfferExpired' || (happened.type === 'OfferAnswered' && happened.answer !== 'call-me');

/** Four eyes: a lead who did not make the offer lets it go to the customer. */
export const approveStaffOffer = (deps: StaffOfferDeps, command: StaffCommand): Promise<StaffResult> =>
  changeByStaff(deps, command, async ({ case: record }, at) => {
    if (!isLead(command.by)) return 'LeadOnly';
    const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
    if (!offer) return 'NotWaiting';
    // As long as it would have been valid at first: the customer sees it only now.
    const validForDays = daysBetween(offer.madeAt, offer.validUntil);
    const approved = approve(offer, command.by.id, validForDays, at);
    if (!approved.ok) return approved.reason;
    return {
      happened: [
        { happening: { type: 'OfferApproved', offerId: offer.id, validUntil: approved.value.validUntil } },
      ],
      extras: {
        offer: { kind: 'settle', before: offer, after: approved.value, budget: 'keep' },
        mails: mailToCustomer(record, 'staff-offer', at, record.factCount + 1),
      },
    };
  });
