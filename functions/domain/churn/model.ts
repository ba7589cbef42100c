import * as z from 'zod';

/**
 * The file of an additive churn model, such as `general.model.json`.
 * Every contribution is in log-odds after calibration, so a probability is `1 / (1 + e^-(base + Σ contribution))`.
 * The file holds weights, figures and provenance; it never holds a row of the data it was fitted on.
 */

/** What common sense demands of a feature: more of it never lowers (`rising`) or never raises (`falling`) the risk. */
export const senseSchema = z.enum(['rising', 'falling']);
export type Sense = z.infer<typeof senseSchema>;

const follows = (sense: Sense, contributions: readonly number[]): boolean =>
  contributions.every((next, bin) => {
    const before = contributions[bin - 1] ?? next;
    return sense === 'rising' ? next >= before : next <= before;
  });

const ascending = (edges: readonly number[]): boolean =>
  edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge));

/** Bin `i` holds values from `edges[i - 1]` (inclusive) to `edges[i]` (exclusive); the first and last are open. */
const numberFeatureSchema = z
  .object({
    kind: z.literal('number'),
    name: z.string().min(1),
    unit: z.string(),
    /** Lowest and highest value of the training data; a value outside counts as the nearest and the reason says so. */
    range: z.tuple([z.number(), z.number()]),
    /** Median of the training data, for features that are read against the usual. */
    median: z.number(),
    edges: z.array(z.number()),
    contributions: z.array(z.number()).min(1),
    /** Share of the training data in each bin, each set counting once. */
    shares: z.array(z.number()).optional(),
    sense: senseSchema.optional(),
    /** Where a sense is stated: what the same data says without it. Never used to score. */
    withoutSense: z.array(z.number()).optional(),
  })
  .refine(({ edges, contributions }) => contributions.length === edges.length + 1, 'one contribution per bin')
  .refine(({ edges }) => ascending(edges), 'edges must ascend')
  .refine(
    ({ sense, contributions }) => sense === undefined || follows(sense, contributions),
    'contributions break the stated sense',
  );

const categoryFeatureSchema = z
  .object({
    kind: z.literal('category'),
    name: z.string().min(1),
    /** Contribution of each category, by its folded spelling (see `foldCategory`). */
    contributions: z.record(z.string(), z.number()),
    /** Other spellings, folded, of the same categories. */
    aliases: z.record(z.string(), z.string()),
    shares: z.record(z.string(), z.number()).optional(),
  })
  .refine(
    ({ contributions, aliases }) => Object.values(aliases).every((name) => name in contributions),
    'an alias names no category',
  );

const featureSchema = z.discriminatedUnion('kind', [numberFeatureSchema, categoryFeatureSchema]);
export type ModelFeature = z.infer<typeof featureSchema>;
type CategoryFeature = z.infer<typeof categoryFeatureSchema>;

const calibrationBinSchema = z.object({
  from: z.number(),
  to: z.number(),
  rows: z.int(),
  predicted: z.number(),
  observed: z.number(),
});
export type CalibrationBin = z.infer<typeof calibrationBinSchema>;

/** Cross-validated figures on one data set; every figure is from rows the fold had not seen. */
const setFiguresSchema = z.object({
  set: z.string(),
  auc: z.object({ mean: z.number(), sd: z.number(), folds: z.array(z.number()) }),
  /** The same without any stated sense: what the constraints cost. */
  aucUnconstrained: z.number(),
  logloss: z.number(),
  /** Expected calibration error over ten equal-width bins, with the set's own base instead of the model's. */
  ece: z.number(),
  /** The same with the model's stated base: what a firm meets that is like this set and changes nothing. */
  eceStatedBase: z.number(),
  /** The set's own base in log-odds: what stands for the average customer there. */
  ownBase: z.number(),
  calibration: z.array(calibrationBinSchema),
});
export type SetFigures = z.infer<typeof setFiguresSchema>;

const dataSetSchema = z.object({
  name: z.string(),
  source: z.string(),
  licence: z.string(),
  rows: z.int(),
  positives: z.int(),
  /** SHA-256 of the file: the version of the data. */
  sha256: z.string(),
  /** Our feature → the column it was read from, and what was done to it. */
  columns: z.record(z.string(), z.string()),
});
export type DataSet = z.infer<typeof dataSetSchema>;

export const bandsSchema = z.object({ medium: z.number(), high: z.number(), critical: z.number() });
export type Bands = z.infer<typeof bandsSchema>;

export const additiveModelSchema = z
  .object({
    format: z.literal('amends-additive/1'),
    name: z.string(),
    version: z.string(),
    fittedOn: z.iso.date(),
    base: z.object({ logOdds: z.number(), rate: z.number(), meaning: z.string() }),
    bands: bandsSchema,
    features: z.array(featureSchema).min(1),
    calibration: z.object({ method: z.string(), slope: z.number().positive() }),
    quality: z.object({ protocol: z.string(), sets: z.array(setFiguresSchema) }),
    provenance: z.array(dataSetSchema).min(1),
  })
  .refine(
    ({ features }) => new Set(features.map(({ name }) => name)).size === features.length,
    'two features share a name',
  );
export type AdditiveModel = z.infer<typeof additiveModelSchema>;

/** One spelling of a category: `One year`, `one_year` and `ONE-YEAR` are the same. */
export const foldCategory = (value: string): string =>
  value
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');

/** The model's own name for a category in any spelling; `undefined` when it does not know it. */
export function categoryIn(feature: CategoryFeature, value: string): string | undefined {
  if (Object.hasOwn(feature.contributions, value)) return value;
  const folded = foldCategory(value);
  if (Object.hasOwn(feature.contributions, folded)) return folded;
  return Object.hasOwn(feature.aliases, folded) ? feature.aliases[folded] : undefined;
}

/** The bin of `value`: how many of the ascending `edges` it has reached. */
export function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  for (const edge of edges) {
    if (value < edge) break;
    bin += 1;
  }
  return bin;
}
