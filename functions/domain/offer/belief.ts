import * as z from 'zod';
import { bandSchema } from '../churn/default-bands.ts';
import type { Tier } from '../customer/customer.ts';
import type { CatalogueOffer } from './catalogue.ts';

/** Customers who are alike in how they take an offer. By tier: finer groups would each see too few outcomes. */
export const segmentOf = (tier: Tier): string => tier;

/** Customers who were about to leave: those an offer has kept, and those who left all the same. Shares count too. */
export interface Lesson {
  readonly kept: number;
  readonly left: number;
}

/** What outcomes in one segment have taught beyond the priors, by `<catalogue id>@<version>`. */
export type Learned = Readonly<Record<string, Lesson>>;

/** A changed offer has a new version and is another offer: what was learned of the old one stays with that. */
export const beliefKey = (offer: { readonly id: string; readonly version: number }): string =>
  `${offer.id}@${offer.version}`;

/** Beta(a, b) over the share of customers about to leave whom the offer keeps. */
export interface Belief {
  readonly a: number;
  readonly b: number;
}

/** The prior of an offer and what outcomes have taught about it, together. */
export function beliefIn(learned: Learned, offer: Pick<CatalogueOffer, 'id' | 'version' | 'prior'>): Belief {
  const { kept, left } = learned[beliefKey(offer)] ?? { kept: 0, left: 0 };
  // What was taken back may leave a hair less than nothing.
  return { a: offer.prior.a + Math.max(0, kept), b: offer.prior.b + Math.max(0, left) };
}

/** The share of customers about to leave whom the offer keeps, as far as we know. */
export const meanOf = ({ a, b }: Belief): number => a / (a + b);

/** What was weighed when an offer was made: what its outcome is learned against. */
export const weighedSchema = z.object({
  segment: z.string(),
  /** Chance that the customer would stay without the offer, 0 to 1. */
  chanceWithout: z.number().min(0).max(1),
  /** Mean of the belief at that moment, 0 to 1. */
  effect: z.number().min(0).max(1),
  /** Of the chance to leave, by the model that scored it; campaigns keep it for the case that an answer opens. */
  band: bandSchema.optional(),
});
export type Weighed = z.infer<typeof weighedSchema>;

/** What became of a customer to whom an offer was made. `id` names the making, so it teaches once. */
export interface OfferOutcome {
  readonly id: string;
  readonly offer: string;
  readonly weighed: Weighed;
  readonly kept: boolean;
}

/**
 * What one outcome says. Who left although the offer was made counts against it, whole. Who stayed would most likely
 * have stayed anyway: it counts for the offer with the chance that this was a leaver whom it kept, `p·e / (1 − p + p·e)`
 * with `p` the chance to leave and `e` the belief when it was made. Both are fixed when the offer is made, so outcomes
 * teach the same in whatever order they come.
 */
export function lessonOf({ kept, weighed }: Pick<OfferOutcome, 'kept' | 'weighed'>): Lesson {
  if (!kept) return { kept: 0, left: 1 };
  const saved = (1 - weighed.chanceWithout) * weighed.effect;
  const all = weighed.chanceWithout + saved;
  return { kept: all === 0 ? 0 : saved / all, left: 0 };
}

/**
 * What an outcome adds to what was learned of its offer, or undefined when it was counted before. Where the customer was
 * counted as kept and has left since, what was counted is taken back.
 * @param counted how the same making was counted before
 */
export function addedBy(
  outcome: OfferOutcome,
  counted: { readonly kept: boolean } | undefined,
): Lesson | undefined {
  if (counted?.kept === outcome.kept) return undefined;
  const lesson = lessonOf(outcome);
  const before = counted ? lessonOf({ ...outcome, kept: counted.kept }) : { kept: 0, left: 0 };
  return { kept: lesson.kept - before.kept, left: lesson.left - before.left };
}
