import * as z from 'zod';
import { boostedFileSchema, type BoostedFeature } from './boosted-file.ts';
import { additiveModelSchema, binOf, categoryIn, type ModelFeature } from './model.ts';
import { coderOf } from './row-coder.ts';
import type { ChurnModel, FeatureRow } from './score.ts';

/**
 * Population stability index from which a distribution counts as another one. Below 0.1 nothing has changed, from 0.25 the
 * model should be looked at: the usual reading since Siddiqi, "Credit Risk Scorecards" (2006).
 */
export const DRIFTED = 0.25;

/** With fewer known values the index says more about chance than about customers. */
const LEAST_KNOWN = 200;

/** A score counts where so much of what the model asks is known. */
const MOSTLY = 0.8;

/** How far a feature, or the score itself (`score`), has moved from the training data. */
export interface Drift {
  readonly of: string;
  readonly index: number;
  readonly known: number;
}

/** What a feature looked like in the training data. */
interface Watched {
  readonly name: string;
  readonly shares: readonly number[];
  /** The place of a value in `shares`; `undefined` when unknown. */
  readonly binOf: (value: FeatureRow[string]) => number | undefined;
}

/**
 * Compares customers with those a model learned from, feature by feature among known values only: who is unknown in another
 * firm is another story. Features with too few known values are left out.
 */
export function driftOf(model: ChurnModel, rows: readonly FeatureRow[]): Drift[] {
  const { features, scores } = watchedBy(model.artifact);
  const drifts = features.map(({ name, shares, binOf: place }) =>
    driftIn(
      name,
      shares,
      rows.map((row) => place(row[name])),
    ),
  );
  if (scores) {
    // Of whom little is known the score lies near the base, as no score of the training data did: that is no drift.
    const told = rows.filter(
      (row) =>
        features.filter(({ name, binOf: place }) => place(row[name]) !== undefined).length >=
        MOSTLY * features.length,
    );
    const tenths = told.map((row) => Math.min(9, Math.floor(10 * model.score(row).probability)));
    drifts.push(driftIn('score', scores, tenths));
  }
  return drifts.filter(({ known }) => known >= LEAST_KNOWN).sort((a, b) => b.index - a.index);
}

function driftIn(of: string, shares: readonly number[], bins: readonly (number | undefined)[]): Drift {
  const counts = shares.map(() => 0);
  let known = 0;
  for (const bin of bins) {
    if (bin === undefined) continue;
    counts[bin] = (counts[bin] ?? 0) + 1;
    known += 1;
  }
  return { of, index: stabilityIndex(shares, counts), known };
}

/** An empty bin counts as this share, or its logarithm would be endless. */
const LEAST_SHARE = 1e-3;

/** Σ (now - then) · ln(now / then) over the bins. */
export function stabilityIndex(shares: readonly number[], counts: readonly number[]): number {
  const then = shares.reduce((sum, share) => sum + share, 0);
  const now = counts.reduce((sum, count) => sum + count, 0);
  if (then === 0 || now === 0) return 0;
  return shares.reduce((sum, share, bin) => {
    const before = Math.max(LEAST_SHARE, share / then);
    const after = Math.max(LEAST_SHARE, (counts[bin] ?? 0) / now);
    return sum + (after - before) * Math.log(after / before);
  }, 0);
}

const fileSchema = z.discriminatedUnion('format', [boostedFileSchema, additiveModelSchema]);

function watchedBy(artifact: unknown): { features: Watched[]; scores: readonly number[] | undefined } {
  const file = fileSchema.parse(artifact);
  return file.format === 'amends-boosted/1'
    ? { features: file.features.map(ofBoosted), scores: file.quality.scores }
    : { features: file.features.flatMap(ofScorecard), scores: undefined };
}

function ofBoosted(feature: BoostedFeature): Watched {
  const code = coderOf(feature);
  return {
    name: feature.name,
    shares: feature.shares.slice(1),
    binOf: (value) => {
      const bin = code(value);
      return bin === 0 ? undefined : bin - 1;
    },
  };
}

function ofScorecard(feature: ModelFeature): Watched[] {
  const { name, shares } = feature;
  if (shares === undefined) return [];
  if (feature.kind === 'number') {
    const { edges } = feature;
    const place = (value: FeatureRow[string]) =>
      typeof value === 'number' && !Number.isNaN(value) ? binOf(edges, value) : undefined;
    return [{ name, shares: Object.values(shares), binOf: place }];
  }
  const categories = Object.keys(feature.contributions);
  // A name that the model has never heard, such as a new tariff, has a place of its own, in which nobody was.
  const stranger = categories.length;
  const place = (value: FeatureRow[string]) => {
    if (value === undefined || value === null) return undefined;
    const category = categoryIn(feature, String(value));
    return category === undefined ? stranger : categories.indexOf(category);
  };
  return [
    { name, shares: [...categories.map((category) => feature.shares?.[category] ?? 0), 0], binOf: place },
  ];
}
