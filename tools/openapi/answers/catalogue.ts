import * as z from 'zod';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { editionSchema } from '../../../functions/domain/offer/edition.ts';
import { rewardSchema } from '../../../functions/domain/points/reward.ts';

/** The catalogue of offers and what applying one changed. */

const catalogue = editionSchema.extend({
  edition: z.int().describe('0 is the catalogue we ship, until one is applied.'),
  appliedAt: instantSchema.nullable(),
  appliedBy: z.string().nullable(),
  rewards: z.array(rewardSchema).optional().describe('What points buy.'),
});

export const Catalogue = catalogue.extend({
  history: z.array(editionSchema.pick({ edition: true, appliedAt: true, appliedBy: true })),
});

export const AppliedCatalogue = catalogue.extend({
  changes: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      path: z.string().describe('Id of the offer, and below it the field.'),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
});
