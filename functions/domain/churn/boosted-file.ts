import * as z from 'zod';
import { bandsSchema, senseSchema } from './model.ts';

/**
 * The file of a learned churn model, as `npm run train` writes it. Like a scorecard it holds weights, figures and
 * provenance and no row of the data; unlike one it gives the unknown a bin of its own, and its bins come from the data.
 */

/** Bin 0 is unknown; bin `i + 1` holds values from `edges[i - 1]` (inclusive) to `edges[i]` (exclusive). */
const numberSchema = z.object({
  kind: z.literal('number'),
  name: z.string().min(1),
  /** `day` where the column held dates: whole days since 1970-01-01. */
  unit: z.string().optional(),
  /** How the column wrote its dates. */
  written: z.enum(['year-first', 'day-first', 'month-first', 'month-named']).optional(),
  range: z.tuple([z.number(), z.number()]),
  median: z.number(),
  edges: z.array(z.number()),
  /** Share of the training rows in each bin. */
  shares: z.array(z.number()),
  sense: senseSchema.optional(),
});

/** Bin 0 is unknown, bin 1 the rare and the never seen, bin `i + 2` is `categories[i]`. */
const categorySchema = z.object({
  kind: z.literal('category'),
  name: z.string().min(1),
  categories: z.array(z.string()),
  /** Other spellings, folded (see `foldCategory`), of the same categories. */
  aliases: z.record(z.string(), z.string()).optional(),
  shares: z.array(z.number()),
});

const boostedFeatureSchema = z
  .discriminatedUnion('kind', [numberSchema, categorySchema])
  .refine((feature) => feature.shares.length === binsOf(feature), 'one share per bin');
export type BoostedFeature = z.infer<typeof boostedFeatureSchema>;

/** How many bins a feature has, the unknown one included. */
export function binsOf(feature: z.infer<typeof numberSchema> | z.infer<typeof categorySchema>): number {
  return 2 + (feature.kind === 'number' ? feature.edges.length : feature.categories.length);
}

/**
 * Shape functions: log-odds of every bin of every feature, and of every cell of the pairs. A cell counts half to each
 * feature of its pair.
 */
const shapesSchema = z.object({
  main: z.array(z.array(z.number())),
  pairs: z.array(
    z.object({
      /** Places in `features`. */
      features: z.tuple([z.int(), z.int()]),
      /** The row of the table for each bin of the first feature, and the column for each of the second. */
      rowOf: z.array(z.int()),
      columnOf: z.array(z.int()),
      table: z.array(z.array(z.number())).min(1),
    }),
  ),
});
export type Shapes = z.infer<typeof shapesSchema>;

/**
 * One tree, node by node; node 0 is the root.
 * `feature` is the place of the feature a node splits on, -1 in a leaf. `split` of a number feature is twice the number of
 * bins that go left, plus 1 when the unknown goes left too; of a category feature the bins that go left.
 */
const treeSchema = z.object({
  feature: z.array(z.int()),
  split: z.array(z.union([z.int(), z.array(z.int())])),
  left: z.array(z.int()),
  right: z.array(z.int()),
  /** Log-odds of a leaf; 0 in other nodes. */
  value: z.array(z.number()),
  /** Training rows that came through the node. */
  cover: z.array(z.number()),
});
export type TreeOfFile = z.infer<typeof treeSchema>;

const figuresSchema = z.object({
  protocol: z.string(),
  rows: z.int(),
  positives: z.int(),
  auc: z.object({ mean: z.number(), sd: z.number(), folds: z.array(z.number()) }),
  logloss: z.number(),
  ece: z.number(),
  calibration: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      rows: z.int(),
      predicted: z.number(),
      observed: z.number(),
    }),
  ),
  /** Shares of held-out scores in tenths of the probability: what scores look like when nothing has changed. */
  scores: z.array(z.number()).length(10),
});

export const boostedFileSchema = z
  .object({
    format: z.literal('amends-boosted/1'),
    learner: z.enum(['ebm', 'trees']),
    name: z.string(),
    version: z.string(),
    fittedOn: z.iso.date(),
    seed: z.int(),
    base: z.object({ logOdds: z.number(), rate: z.number(), meaning: z.string() }),
    bands: bandsSchema,
    features: z.array(boostedFeatureSchema),
    shapes: shapesSchema.optional(),
    trees: z.array(treeSchema).optional(),
    calibration: z.object({ method: z.string(), slope: z.number(), intercept: z.number() }),
    quality: figuresSchema,
    /** Why this learner, in words. */
    choice: z.string(),
    provenance: z.array(
      z.object({
        name: z.string(),
        source: z.string(),
        licence: z.string(),
        label: z.string(),
        rows: z.int(),
        positives: z.int(),
        sha256: z.string(),
      }),
    ),
  })
  .refine(({ learner, shapes, trees }) => (learner === 'ebm' ? shapes : trees) !== undefined, 'no weights')
  .refine(
    ({ features }) => new Set(features.map(({ name }) => name)).size === features.length,
    'two features share a name',
  )
  .refine(
    ({ shapes, features }) =>
      shapes === undefined ||
      (shapes.main.length === features.length &&
        features.every((feature, place) => shapes.main[place]?.length === binsOf(feature))),
    'one contribution per bin',
  );
export type BoostedFile = z.infer<typeof boostedFileSchema>;
