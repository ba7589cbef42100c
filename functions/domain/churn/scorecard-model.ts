import { profileOf } from './feature-profile.ts';
import { additiveModelSchema, binOf, categoryIn, type AdditiveModel, type ModelFeature } from './model.ts';
import { churnModelOf, type ChurnModel, type FeatureRow } from './score.ts';

/**
 * Parses the file of a scorecard, such as `general.model.json`, and returns what scores with it.
 * @throws z.ZodError when `json` is no scorecard or breaks its own stated sense.
 */
export function loadScorecard(json: unknown): ChurnModel<AdditiveModel> {
  const artifact = additiveModelSchema.parse(json);
  const { name, version, features, bands, base } = artifact;
  const shapes = features.map((feature) => ({ name: feature.name, contribution: contributionOf(feature) }));
  return churnModelOf({
    name,
    version,
    artifact,
    bands,
    base: base.logOdds,
    features: features.map(profileOf),
    contributionsOf: (row) => {
      const contributions: number[] = [];
      for (const shape of shapes) contributions.push(shape.contribution(row[shape.name]));
      return contributions;
    },
  });
}

type Contribution = (value: FeatureRow[string]) => number;

function contributionOf(feature: ModelFeature): Contribution {
  if (feature.kind === 'category') {
    return (value) => {
      if (value === undefined || value === null) return 0;
      const category = categoryIn(feature, String(value));
      return category === undefined ? 0 : (feature.contributions[category] ?? 0);
    };
  }
  const { name, edges, contributions } = feature;
  return (value) => {
    if (value === undefined || value === null) return 0;
    // A text here means that a caller forgot to parse; scoring it as unknown would hide that for years.
    if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
    return Number.isNaN(value) ? 0 : (contributions[binOf(edges, value)] ?? 0);
  };
}
