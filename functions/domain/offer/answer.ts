import type { Instant } from '../instant.ts';
import type { Offer, OfferAnswer, OfferStatus } from './offer.ts';

/**
 * What an answer by link leads to. `next` is the offer to store; it is absent where nothing changes.
 * - `decided`: the first answer in time; `grants` says whether the offer is now owed.
 * - `repeated`, `already-answered`: an answer was recorded before (`recorded`); it stays.
 * - `late`: after expiry; recorded and answered kindly, grants nothing. The first late answer stays.
 * - `cancelled`: the contract is ended, whatever came before; `again` when it had been already.
 * - `not-open`: not shown to the customer yet, or taken back.
 */
export type AnswerDecision =
  | { readonly kind: 'decided'; readonly next: Offer; readonly grants: boolean }
  | { readonly kind: 'repeated' | 'already-answered'; readonly recorded: OfferAnswer }
  | { readonly kind: 'late'; readonly recorded: OfferAnswer; readonly next?: Offer }
  | { readonly kind: 'cancelled'; readonly again: boolean; readonly next?: Offer }
  | { readonly kind: 'not-open' };

const statusFor = {
  accept: 'accepted',
  decline: 'declined',
  'call-me': 'call-me',
  'cancel-contract': 'cancel-contract',
} as const satisfies Record<OfferAnswer, OfferStatus>;

/** The answer that an offer's status records, if it records one. */
export function recordedAnswer(status: OfferStatus): OfferAnswer | undefined {
  switch (status) {
    case 'accepted':
      return 'accept';
    case 'declined':
      return 'decline';
    case 'call-me':
    case 'cancel-contract':
      return status;
    case 'awaiting-approval':
    case 'approved':
    case 'open':
    case 'expired':
    case 'withdrawn':
      return undefined;
  }
}

/** Whether the customer said anything to it, in time or late. */
export const isAnswered = ({
  status,
  lateAnswer,
  contractCancelledAt,
}: Pick<Offer, 'status' | 'lateAnswer' | 'contractCancelledAt'>): boolean =>
  recordedAnswer(status) !== undefined || lateAnswer !== undefined || contractCancelledAt !== undefined;

/** Valid up to but not at `validUntil`, so that the timer set to that instant finds it expired. */
export const isExpired = (offer: Pick<Offer, 'status' | 'validUntil'>, at: Instant): boolean =>
  offer.status === 'expired' || (offer.status === 'open' && at >= offer.validUntil);

/** Decides once on an answer. Two answers at once are told apart by the conditional write of `next` on the version. */
export function decideAnswer(offer: Offer, answer: OfferAnswer, at: Instant): AnswerDecision {
  if (answer === 'cancel-contract') return cancelContract(offer, at);
  const recorded = recordedAnswer(offer.status);
  if (recorded !== undefined) {
    return { kind: recorded === answer ? 'repeated' : 'already-answered', recorded };
  }
  if (isExpired(offer, at)) return late(offer, answer, at);
  if (offer.status !== 'open') return { kind: 'not-open' };
  return { kind: 'decided', next: answered(offer, answer, at), grants: answer === 'accept' };
}

const changed = (offer: Offer, change: Partial<Offer>): Offer => ({
  ...offer,
  ...change,
  version: offer.version + 1,
});

const answered = (offer: Offer, answer: OfferAnswer, at: Instant): Offer =>
  changed(offer, { status: statusFor[answer], answeredAt: at });

function late(offer: Offer, answer: OfferAnswer, at: Instant): AnswerDecision {
  if (offer.lateAnswer !== undefined) return { kind: 'late', recorded: offer.lateAnswer };
  return {
    kind: 'late',
    recorded: answer,
    next: changed(offer, { status: 'expired', lateAnswer: answer, answeredAt: at }),
  };
}

/**
 * Ending the contract is a right and not an answer to a bargain: no state of the offer refuses it. An open offer ends
 * with it; an accepted one stays granted, for what was promised is owed.
 */
function cancelContract(offer: Offer, at: Instant): AnswerDecision {
  if (offer.contractCancelledAt !== undefined) return { kind: 'cancelled', again: true };
  const cancelled = changed(offer, { contractCancelledAt: at });
  if (isExpired(offer, at)) {
    const lateAnswer = offer.lateAnswer ?? 'cancel-contract';
    return {
      kind: 'cancelled',
      again: false,
      next: { ...cancelled, status: 'expired', lateAnswer, answeredAt: offer.answeredAt ?? at },
    };
  }
  switch (offer.status) {
    case 'open':
      return {
        kind: 'cancelled',
        again: false,
        next: { ...cancelled, status: 'cancel-contract', answeredAt: at },
      };
    case 'awaiting-approval':
    case 'approved':
      // Nothing was shown yet, and now it must not be.
      return { kind: 'cancelled', again: false, next: { ...cancelled, status: 'withdrawn' } };
    case 'accepted':
    case 'declined':
    case 'call-me':
    case 'cancel-contract':
    case 'expired':
    case 'withdrawn':
      return { kind: 'cancelled', again: false, next: cancelled };
  }
}
