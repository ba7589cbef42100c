import { numberFact, type Happened } from '../case/change.ts';
import type { Actor } from '../case/case.ts';
import type { Fact } from '../case/fact.ts';
import type { Instant } from '../instant.ts';
import type { Offer } from './offer.ts';

/** Choice and making come before the first change; an offer is made as version 1. */
const BEFORE_CHANGES = 2;
/** Under which it is told that the offer was made: no fact has it, for the offer's own row says so. */
export const MADE_AS = 3;

/**
 * What happened to an offer that is on no case, numbered by the version that it led to: told again, it is the same. The
 * customer's way through the campaign goes on by it, unless the offer has just been opened.
 */
export const campaignOfferFact = (
  after: Pick<Offer, 'id' | 'version' | 'status'>,
  when: { readonly at: Instant; readonly by: Actor },
  happening: Happened['happening'],
): Fact =>
  numberFact(after, after.version + BEFORE_CHANGES, when, {
    happening,
    ...(!isStillWaited(after) && { dispatch: 'go-on' as const }),
  });

/** Somebody has still to say something before the customer's way goes on. */
export const isStillWaited = ({ status }: Pick<Offer, 'status'>): boolean =>
  status === 'open' || status === 'awaiting-approval';
