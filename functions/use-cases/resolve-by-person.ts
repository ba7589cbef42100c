import { isOpen } from '../domain/case/case.ts';
import type { Happened, OfferChange } from '../domain/case/change.ts';
import { plusDays } from '../domain/instant.ts';
import { contractKept, withdrawOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Remedy } from '../domain/remedy/remedy.ts';
import type { Ids } from '../ports/world.ts';
import { mailToCustomer } from './case-file.ts';
import type { CaseWork } from './case-work.ts';
import { wakesTurn } from './escalation-turn.ts';
import { changeByStaff } from './staff-work.ts';
import type { StaffCommand, StaffResult } from './decide-by-staff.ts';
import { staffMessage } from './write-on-case.ts';

interface Resolution {
  readonly rootCause: string;
  /** What the customer is told; it is both the mail and the last message of the case. */
  readonly message: string;
  /** What is owed by the findings, in minor units. Absent, what a rule granted before stands, or nothing is owed. */
  readonly remedy?:
    { readonly kind: Remedy['kind']; readonly amount: number; readonly text: string } | undefined;
  /** Who asked to leave stays after all; otherwise settling such a case carries the leaving out. */
  readonly stays?: boolean | undefined;
}

/**
 * A person settles the case: root cause, remedy, and what the customer is told. It closes at once when an offer was accepted,
 * else by itself later. An offer still open is taken back, for it would run on behind a settled case.
 */
export const resolveByPerson = (
  deps: CaseWork & { readonly ids: Ids },
  command: StaffCommand,
  resolution: Resolution,
): Promise<StaffResult> =>
  changeByStaff(deps, command, async (file, at) => {
    const { case: record } = file;
    if (!isOpen(record.status)) return 'AlreadyEnded';
    if (!record.person) return 'NotWithPerson';
    const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
    const accepted = offer?.status === 'accepted';
    const withdrawn = offer ? withdrawOffer(offer, 'settled') : undefined;
    const askedAt = file.facts.findLast(
      ({ happened: { type } }) => type === 'ContractCancellationRequested',
    )?.at;
    // Who accepts an offer after that stays; one that was accepted before kept nobody from leaving.
    const stays =
      resolution.stays === true || (accepted && askedAt !== undefined && (offer.answeredAt ?? '') > askedAt);
    const message = staffMessage(deps, command, record, { from: 'us', text: resolution.message, at });
    const happened: Happened[] = [
      ...(resolution.remedy
        ? [{ happening: { type: 'RemedyGranted' as const, remedy: byPerson(resolution.remedy, at) } }]
        : []),
      { happening: { type: 'ReplySent', message: message.number } },
      ...(offer && withdrawn?.ok === true
        ? [{ happening: { type: 'OfferWithdrawn' as const, offerId: offer.id, why: 'settled' as const } }]
        : []),
      {
        happening: {
          type: 'CaseResolved',
          rootCause: resolution.rootCause,
          ...(askedAt !== undefined && (stays ? { stays: true as const } : { left: true as const })),
          closeAt: accepted ? at : plusDays(at, deps.firm.settings.autoCloseAfterDays),
        },
        ...wakesTurn(record),
      },
      ...(accepted ? [{ happening: { type: 'CaseClosed' as const, why: 'offer-accepted' as const } }] : []),
    ];
    return {
      happened,
      extras: {
        messages: [message],
        mails: mailToCustomer(record, 'closing', at, message.number),
        ...offerChange(offer, withdrawn?.ok === true ? withdrawn.value : undefined, stays),
      },
    };
  });

/** An open offer is taken back; of one whose link ended the contract, the link can do so anew where the customer stays. */
function offerChange(
  before: Offer | undefined,
  withdrawn: Offer | undefined,
  stays: boolean,
): { readonly offer?: OfferChange } {
  if (before && withdrawn) return { offer: { kind: 'settle', before, after: withdrawn, budget: 'release' } };
  return before?.contractCancelledAt !== undefined && stays
    ? { offer: { kind: 'settle', before, after: contractKept(before), budget: 'keep' } }
    : {};
}

/** The person's words stand in both languages: they wrote in the customer's. */
const byPerson = (remedy: NonNullable<Resolution['remedy']>, at: string): Remedy => ({
  rule: 'by-person',
  kind: remedy.kind,
  amount: remedy.amount,
  text: { en: remedy.text, 'zh-Hans': remedy.text },
  grantedAt: at,
});
