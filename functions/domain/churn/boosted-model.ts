import { boostedFileSchema, type BoostedFeature, type BoostedFile } from './boosted-file.ts';
import type { FeatureProfile } from './feature-profile.ts';
import { categoryPlaces, coderOf } from './row-coder.ts';
import { churnModelOf, type ChurnModel, type FeatureRow } from './score.ts';
import { shapesScorer } from './shapes-scorer.ts';
import { treeReasons } from './tree-reasons.ts';

/**
 * Parses the file of a learned model and returns what scores with it.
 * @throws z.ZodError when `json` is no such file.
 */
export function loadBoosted(json: unknown): ChurnModel<BoostedFile> {
  const artifact = boostedFileSchema.parse(json);
  const { name, version, features, bands } = artifact;
  return churnModelOf({
    name,
    version,
    artifact,
    bands,
    features: features.map(profileOf),
    ...weigh(artifact),
  });
}

interface Weighed {
  readonly base: number;
  readonly contributionsOf: (row: FeatureRow) => number[];
}

function weigh({ base, features, shapes, trees = [], calibration }: BoostedFile): Weighed {
  if (shapes) return { base: base.logOdds, contributionsOf: shapesScorer(features, shapes) };
  const reasons = treeReasons(trees, features, calibration.slope);
  const coders = features.map((feature) => ({ name: feature.name, code: coderOf(feature) }));
  const bins = new Int32Array(features.length);
  const sums = new Float64Array(features.length);
  return {
    base: base.logOdds,
    contributionsOf: (row) => {
      for (let place = 0; place < coders.length; place += 1) {
        const coder = coders[place];
        if (coder) bins[place] = coder.code(row[coder.name]);
      }
      sums.fill(0);
      reasons.addTo(bins, sums);
      return Array.from(sums);
    },
  };
}

function profileOf(feature: BoostedFeature): FeatureProfile {
  if (feature.kind === 'number') {
    const { kind, name, range, median, unit, written } = feature;
    return { kind, name, range, median, ...(unit !== undefined && { unit }), ...(written && { written }) };
  }
  const { kind, name, categories, aliases = {} } = feature;
  const placeOf = categoryPlaces(categories, aliases);
  return {
    kind,
    name,
    categories,
    categoryOf: (value) => {
      const place = placeOf(value);
      return place === undefined ? undefined : categories[place];
    },
  };
}
