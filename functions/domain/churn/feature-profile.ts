import { categoryIn, type ModelFeature } from './model.ts';

/** What may be said of a feature of any kind of model: enough to read its values and to put them in words. */
export type FeatureProfile = NumberProfile | CategoryProfile;

export interface NumberProfile {
  readonly kind: 'number';
  readonly name: string;
  /** Lowest and highest value of the training data. */
  readonly range: readonly [number, number];
  /** Of the training data. */
  readonly median: number;
  /** `day`: a calendar day, counted in whole days since 1970-01-01. */
  readonly unit?: string;
  /** Where the unit is `day`: how the training file wrote it. */
  readonly written?: 'year-first' | 'day-first' | 'month-first' | 'month-named';
}

export interface CategoryProfile {
  readonly kind: 'category';
  readonly name: string;
  readonly categories: readonly string[];
  /** The model's own name for a category in any spelling; `undefined` when it does not know it. */
  readonly categoryOf: (value: string) => string | undefined;
}

export const profileOf = (feature: ModelFeature): FeatureProfile =>
  feature.kind === 'number'
    ? {
        kind: 'number',
        name: feature.name,
        range: feature.range,
        median: feature.median,
        unit: feature.unit,
      }
    : {
        kind: 'category',
        name: feature.name,
        categories: Object.keys(feature.contributions),
        categoryOf: (value) => categoryIn(feature, value),
      };
