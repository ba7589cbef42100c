import * as z from 'zod';
import type { Column } from '../table/column.ts';
import { linear, termReader, upliftFeatureSchema } from './features.ts';
import { sigmoid } from './outcome-model.ts';

const termsIn = (features: readonly z.infer<typeof upliftFeatureSchema>[]): number =>
  features.reduce(
    (sum, feature) => sum + (feature.kind === 'category' ? feature.levels.length : feature.edges.length + 3),
    1,
  );

/**
 * The file of an offer-effect model. It holds weights and figures, and no row of the data. `outcome` is logistic in
 * `outcomeWeights`. The effect is the mean of two readings, weighted by `apart`:
 * - `1 − apart`: linear in `effectWeights` and in `outcome · (1 − outcome)`, whose weight is `effectLevel`;
 * - `apart`: the difference of two chances, logistic in `groupWeights.treated` and `groupWeights.control`.
 *
 * The chance of the outcome without the offer is `outcome − treatedShare × effect`, moved as far as both chances need to
 * be within 0 and 1.
 */
export const upliftModelSchema = z
  .object({
    format: z.literal('amends-uplift/3'),
    treatment: z.object({ column: z.string(), treated: z.string(), control: z.string() }),
    outcome: z.object({ column: z.string(), wanted: z.string() }),
    treatedShare: z.number().gt(0).lt(1),
    features: z.array(upliftFeatureSchema),
    outcomeWeights: z.array(z.number()),
    effectWeights: z.array(z.number()),
    effectLevel: z.number(),
    groupWeights: z.object({ control: z.array(z.number()), treated: z.array(z.number()) }),
    apart: z.number().min(0).max(1),
    /** Features that change the effect by more than chance, in the order in which they came in. */
    sure: z.array(z.string()),
    figures: z.object({
      rows: z.int(),
      treated: z.int(),
      control: z.int(),
      ate: z.number(),
      ateInterval: z.tuple([z.number(), z.number()]),
      qini: z.number(),
      qiniInterval: z.tuple([z.number(), z.number()]),
      protocol: z.string(),
    }),
  })
  .refine(
    ({ features, outcomeWeights, effectWeights, groupWeights: { control, treated } }) =>
      [outcomeWeights, effectWeights, control, treated].every(({ length }) => length === termsIn(features)),
    'one weight for each term of the features',
  );
export type UpliftModel = z.infer<typeof upliftModelSchema>;

/** What of a model says the effect of a row. */
export type UpliftWeights = Pick<
  UpliftModel,
  'features' | 'treatedShare' | 'outcomeWeights' | 'effectWeights' | 'effectLevel' | 'groupWeights' | 'apart'
>;

/** What the offer changes for one customer: `effect = chanceWith − chanceWithout`. */
export interface OfferEffect {
  readonly chanceWith: number;
  readonly chanceWithout: number;
  readonly effect: number;
}

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** @returns the effect for a row of these columns; a feature without a column counts as unknown */
export function effectReader(model: UpliftWeights, columns: readonly Column[]): (row: number) => OfferEffect {
  const reader = termReader(model.features, columns);
  return (row) => {
    const terms = reader.read(row);
    const expected = sigmoid(linear(terms, model.outcomeWeights));
    const bySureColumns = linear(terms, model.effectWeights) + model.effectLevel * expected * (1 - expected);
    const byGroups =
      sigmoid(linear(terms, model.groupWeights.treated)) - sigmoid(linear(terms, model.groupWeights.control));
    const effect = between(-1, (1 - model.apart) * bySureColumns + model.apart * byGroups, 1);
    // The effect is what was learned; where it does not fit between 0 and 1, the level gives way.
    const chanceWithout = between(
      Math.max(0, -effect),
      expected - model.treatedShare * effect,
      Math.min(1, 1 - effect),
    );
    return { chanceWith: chanceWithout + effect, chanceWithout, effect };
  };
}
