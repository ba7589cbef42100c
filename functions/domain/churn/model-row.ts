import { churnFeatures, type ChurnFacts } from './features.ts';
import type { FeatureProfile } from './feature-profile.ts';
import type { ChurnModel, FeatureRow } from './score.ts';
import { numberIn } from '../table/number-text.ts';

/** What our record holds of a customer, and the columns of the import that it only keeps. */
interface RecordFacts extends ChurnFacts {
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Minor units in a major one. */
const CENTS = 100;

/**
 * What our record computes of a customer for any model: the features of `general`, and `ownCharge`, the monthly charge in
 * major units of the customer's currency. That compares customers of one firm only, so
 * no shipped model reads it.
 */
export const recordRow = (facts: ChurnFacts, trainingMedianCharge: number | undefined): FeatureRow => ({
  ...churnFeatures(facts, trainingMedianCharge),
  ownCharge: facts.monthlyCharge === undefined ? null : facts.monthlyCharge / CENTS,
});

/**
 * The row of any model for one of our customers. A feature is looked for among what our record computes
 * (`recordRow`), then among the columns that the firm imported beside it, by name in any spelling; what neither holds is
 * unknown.
 */
export function modelRow(model: Pick<ChurnModel, 'features' | 'median'>, facts: RecordFacts): FeatureRow {
  const own = recordRow(facts, model.median('monthlyCharge'));
  const attributes = new Map(
    Object.entries(facts.attributes ?? {}).map(([name, value]) => [folded(name), value.trim()]),
  );
  return Object.fromEntries(
    model.features.map((feature) => [
      feature.name,
      Object.hasOwn(own, feature.name) ? own[feature.name] : valueIn(feature, attributes),
    ]),
  );
}

function valueIn(feature: FeatureProfile, attributes: ReadonlyMap<string, string>): number | string | null {
  const text = attributes.get(folded(feature.name));
  if (text === undefined || text === '') return null;
  if (feature.kind === 'category') return text;
  // What an import kept as text and is no number is as good as not known.
  const value = numberIn(text);
  return Number.isNaN(value) ? null : value;
}

/** One spelling of a column's name: case, blanks and signs set aside. */
export const folded = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
