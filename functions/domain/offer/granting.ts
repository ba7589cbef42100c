import { plusDays, type Instant } from '../instant.ts';
import { pointsEnd, pointsWorth, type Posting } from '../points/points.ts';
import type { Grant, GrantAnswer } from './grant.ts';
import type { Offer } from './offer.ts';
import { voucherCodeOf, type Voucher } from './voucher.ts';

/** Days that billing or a person has to carry out what was accepted. */
const GRANT_WITHIN_DAYS = 7;

/** What acceptance sets going, and what of it Amends gives itself in the same step. */
export interface Acceptance {
  readonly grant: Grant;
  readonly voucher?: Voucher;
  readonly posting?: Posting;
}

/**
 * The grant of an offer accepted at this instant. A voucher and points are given with the acceptance, in one step
 * that happens or does not; everything else is asked of others.
 * @param random unpredictable bytes for a voucher's code
 */
export function acceptanceOf(
  offer: Pick<Offer, 'id' | 'fulfilment' | 'catalogueId' | 'cost' | 'customerKey'>,
  at: Instant,
  random: () => Uint8Array,
): Acceptance {
  const by = offer.fulfilment;
  switch (by) {
    case 'voucher': {
      const code = voucherCodeOf(random());
      return {
        grant: { by, state: 'applied', requestedAt: at, answeredAt: at, reference: code },
        voucher: {
          code,
          offerId: offer.id,
          catalogueId: offer.catalogueId,
          amount: offer.cost,
          issuedAt: at,
        },
      };
    }
    case 'points': {
      const key = `offer:${offer.id}`;
      return {
        grant: { by, state: 'applied', requestedAt: at, answeredAt: at, reference: key },
        posting: {
          customerKey: offer.customerKey,
          key,
          at,
          points: pointsWorth(offer.cost),
          house: 'offers',
          expiresAt: pointsEnd(at),
        },
      };
    }
    case 'billing':
    case 'person':
      return {
        grant: { by, state: 'requested', requestedAt: at, answerBy: plusDays(at, GRANT_WITHIN_DAYS) },
      };
  }
}

/**
 * What an answer about a grant leads to. `next` is the offer to store.
 * - `recorded`: the first answer; `late` when a person had been asked already.
 * - `repeated`: the same again, nothing changes.
 * - `contradicts`: another answer than the recorded one, which stands; the first of these is kept.
 * - `nothing-to-grant`: the offer was not accepted.
 */
export type GrantDecision =
  | { readonly kind: 'recorded'; readonly next: Offer; readonly late: boolean }
  | { readonly kind: 'repeated'; readonly grant: Grant }
  | { readonly kind: 'contradicts'; readonly grant: Grant; readonly next?: Offer }
  | { readonly kind: 'nothing-to-grant' };

/** Decides once on what billing or a person says became of a grant. The first answer stands; what could not be carried out is settled by the person who has the case then. */
export function answerGrant(
  offer: Offer,
  answer: { readonly result: GrantAnswer; readonly reference?: string | undefined },
  at: Instant,
): GrantDecision {
  const { grant } = offer;
  if (!grant) return { kind: 'nothing-to-grant' };
  const { result, reference } = answer;
  if (grant.state === 'requested') {
    return {
      kind: 'recorded',
      late: grant.overdueAt !== undefined || (grant.answerBy !== undefined && at > grant.answerBy),
      next: changed(offer, {
        ...grant,
        state: result,
        answeredAt: at,
        ...(reference !== undefined && { reference }),
      }),
    };
  }
  if (grant.state === result && (reference === undefined || reference === grant.reference)) {
    return { kind: 'repeated', grant };
  }
  if (grant.contradicted !== undefined) return { kind: 'contradicts', grant };
  const contradicted = { result, ...(reference !== undefined && { reference }), at };
  const next = changed(offer, { ...grant, contradicted });
  return { kind: 'contradicts', grant, next };
}

/** Notes that nobody answered in time; undefined when somebody did, or was asked to look before. */
export function overdueGrant(offer: Offer, at: Instant): Offer | undefined {
  const { grant } = offer;
  if (grant?.state !== 'requested' || grant.overdueAt !== undefined) return undefined;
  return grant.answerBy !== undefined && at >= grant.answerBy
    ? changed(offer, { ...grant, overdueAt: at })
    : undefined;
}

const changed = (offer: Offer, grant: Grant): Offer => ({ ...offer, grant, version: offer.version + 1 });
