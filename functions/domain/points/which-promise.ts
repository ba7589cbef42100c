import { plusDays, type Instant } from '../instant.ts';
import type { Offer } from '../offer/offer.ts';

/** A promise as the firm's other systems tell that it was kept. */
export interface ToldPromise {
  readonly promiseId: string;
  readonly customerId: string;
  /** The offer of ours that it is about; null: it is about none. */
  readonly offerId?: string | null;
  /** The case that it is about, by id or number. */
  readonly caseId?: string;
  /** Told by our own house, under the offer's id, because it was kept. */
  readonly isOurs: boolean;
}

/**
 * An accepted offer that billing or a person has to carry out is a promise that we keep ourselves. What was given in the
 * same step as the acceptance never was one.
 */
export const isPromise = ({ grant }: Pick<Offer, 'grant'>): boolean =>
  grant?.by === 'billing' || grant?.by === 'person';

/** Whether such a promise can no longer be kept: its day passed without an answer, or it could not be carried out. */
export function isBroken({ grant }: Pick<Offer, 'grant'>, at: Instant): boolean {
  if (!grant) return false;
  if (grant.state === 'failed' || grant.overdueAt !== undefined) return true;
  return grant.answerBy !== undefined && (grant.answeredAt ?? at) > grant.answerBy;
}

/** A system tells of what it did within a day or a month's closing, not later. */
const TOLD_WITHIN_DAYS = 30;

/** Whether a promise that is told now, under an id that says nothing to us, may be the one of this offer. */
export function mayBeThisOne(offer: Pick<Offer, 'grant'>, at: Instant): boolean {
  const { grant } = offer;
  if (!grant || !isPromise(offer)) return false;
  const end = grant.answeredAt ?? grant.answerBy ?? grant.requestedAt;
  return at >= grant.requestedAt && at <= plusDays(end, TOLD_WITHIN_DAYS);
}
