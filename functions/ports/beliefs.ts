import type { Learned, OfferOutcome } from '../domain/offer/belief.ts';

/** What outcomes have taught about offers. Weighing reads it with budget and limits, by `Offers.standing`. */
export interface OfferBeliefs {
  inSegment(segment: string): Promise<Learned>;
  /** Counts an outcome once, whatever is delivered again; `known` when it was counted the same before. */
  learn(outcome: OfferOutcome): Promise<'learned' | 'known'>;
}
