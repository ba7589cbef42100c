import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { minorUnitsSchema } from '../money.ts';
import { catalogueOfferSchema } from './catalogue.ts';

/** What holds for all offers of a catalogue together. */
export const catalogueTerms = {
  /** Offers of any kind that one customer may use in 365 days. */
  offersPerYear: z.int().positive().max(52).default(3),
  /** What all offers of one calendar month may cost together, minor units; without it the setting `offerBudget`. */
  budgetPerMonth: minorUnitsSchema.nonnegative().optional(),
  /** Share of the budget from which the firm is told, once a month. */
  warnAtShare: z.number().gt(0).max(1).default(0.8),
  /** What points are spent on, each a `Reward`: only who deals in points reads them (`rewardsIn`). */
  rewards: z.array(z.unknown()).optional(),
};

/** One state of the catalogue, numbered from 1 as it was applied; 0 is the one we ship. It never changes. */
export const editionSchema = z.object({
  edition: z.int().nonnegative(),
  appliedAt: instantSchema.optional(),
  appliedBy: z.string().optional(),
  ...catalogueTerms,
  offers: z.array(catalogueOfferSchema),
});
export type Edition = z.infer<typeof editionSchema>;
