import { binOf, type Sense } from '../model.ts';
import type { FeatureRow } from '../score.ts';
import { at, fitLogistic, logit, sigmoid, type SparseRow } from './logistic.ts';
import { mean } from './measure.ts';

/** What a scorecard looks at: bins by lower edges that a person can say aloud, or a closed list of categories. */
export type FeatureSpec = NumberSpec | CategorySpec;

interface NumberSpec {
  readonly kind: 'number';
  readonly name: string;
  readonly unit: string;
  readonly edges: readonly number[];
  readonly sense?: Sense;
}

interface CategorySpec {
  readonly kind: 'category';
  readonly name: string;
  readonly categories: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
}

export interface LabelledRow {
  readonly features: FeatureRow;
  /** 1 left, 0 stayed. */
  readonly outcome: number;
}

/** One population. A feature that it does not record is unknown in all of its rows. */
export interface TrainingSet {
  readonly name: string;
  readonly rows: readonly LabelledRow[];
}

/** Log-odds by bin of one feature, centred, with the share of the training data in each bin. */
export interface FittedFeature {
  readonly spec: FeatureSpec;
  readonly weights: readonly number[];
  readonly shares: readonly number[];
}

interface FittedScorecard {
  /** Log-odds of a customer about whom nothing is known. */
  readonly base: number;
  readonly features: readonly FittedFeature[];
}

const binCount = (spec: FeatureSpec): number =>
  spec.kind === 'number' ? spec.edges.length + 1 : spec.categories.length;

/** The bin of a value, `undefined` when unknown. */
function binIn(spec: FeatureSpec, value: FeatureRow[string]): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (spec.kind === 'number') return typeof value === 'number' ? binOf(spec.edges, value) : undefined;
  const index = spec.categories.indexOf(String(value));
  return index === -1 ? undefined : index;
}

/**
 * Fits one scorecard on several populations at once.
 * Each population has its own intercept, so that one losing more customers than another is not blamed on a feature that
 * only one of them records; a feature that several record has one set of weights. Each population counts the same in
 * total, because how many rows a publisher released says nothing about the firm that will use the model.
 * @param penalty ridge on the weights, in rows.
 */
export function fitScorecard(
  specs: readonly FeatureSpec[],
  sets: readonly TrainingSet[],
  penalty: number,
): FittedScorecard {
  const base = logit(mean(sets.map(({ rows }) => mean(rows.map(({ outcome }) => outcome)))));
  const weights = fitWeights(specs, sets, penalty);
  return {
    base,
    features: specs.map((spec, index) => {
      const shares = binShares(spec, sets);
      return { spec, shares, weights: centred(weights[index] ?? [], shares, base) };
    }),
  };
}

/** The log-odds that a fitted scorecard adds to the base for one row. */
export const marginOf = (scorecard: FittedScorecard, row: FeatureRow): number =>
  scorecard.features.reduce((sum, { spec, weights }) => {
    const bin = binIn(spec, row[spec.name]);
    return bin === undefined ? sum : sum + at(weights, bin);
  }, 0);

/**
 * Neighbouring bins that break a feature's sense are pooled into one, the worst first, and the card fitted again, until
 * none does (pool adjacent violators). Data that says the opposite of sense throughout ends as one flat bin: no effect.
 */
function fitWeights(
  specs: readonly FeatureSpec[],
  sets: readonly TrainingSet[],
  penalty: number,
): number[][] {
  const pools = specs.map((spec) => Array.from({ length: binCount(spec) }, (_, bin) => bin));
  for (;;) {
    const weights = fitPooled(specs, pools, sets, penalty);
    let pooled = false;
    for (const [index, spec] of specs.entries()) {
      const violation =
        spec.kind === 'number' && spec.sense !== undefined
          ? worstViolation(weights[index] ?? [], spec.sense)
          : undefined;
      const pool = pools[index];
      if (violation === undefined || pool === undefined) continue;
      const kept = at(pool, violation);
      const merged = at(pool, violation + 1);
      pools[index] = pool.map((id) => (id === merged ? kept : id));
      pooled = true;
    }
    if (!pooled) return weights;
  }
}

/** The bin after which the weights go furthest against `sense`. */
function worstViolation(weights: readonly number[], sense: Sense): number | undefined {
  let worst: number | undefined;
  let size = 0;
  for (const [bin, weight] of weights.slice(0, -1).entries()) {
    const rise = at(weights, bin + 1) - weight;
    const against = sense === 'rising' ? -rise : rise;
    if (against > size) {
      size = against;
      worst = bin;
    }
  }
  return worst;
}

/**
 * One ridge fit with the bins pooled as told. Inside a population that records a feature, "missing" is a bin with a
 * weight of its own, so that who happens to be missing there does not bend the other bins; that weight is then dropped,
 * because in another firm "unknown" means something else.
 */
function fitPooled(
  specs: readonly FeatureSpec[],
  pools: readonly (readonly number[])[],
  sets: readonly TrainingSet[],
  penalty: number,
): number[][] {
  const columns = new Map<string, number>();
  const columnOf = (key: string): number => {
    const column = columns.get(key) ?? columns.size;
    columns.set(key, column);
    return column;
  };
  for (const { name } of sets) columnOf(`intercept of ${name}`);

  const rows: SparseRow[] = [];
  const outcomes: number[] = [];
  const rowWeights: number[] = [];
  const total = sets.reduce((sum, set) => sum + set.rows.length, 0);
  for (const set of sets) {
    const recorded = specs.map((spec) =>
      set.rows.some(({ features }) => binIn(spec, features[spec.name]) !== undefined),
    );
    for (const { features, outcome } of set.rows) {
      const active = [columnOf(`intercept of ${set.name}`)];
      for (const [index, spec] of specs.entries()) {
        if (recorded[index] !== true) continue;
        const bin = binIn(spec, features[spec.name]);
        active.push(
          columnOf(
            bin === undefined
              ? `${spec.name} missing in ${set.name}`
              : `${spec.name} ${at(pools[index] ?? [], bin)}`,
          ),
        );
      }
      rows.push({ columns: active, values: active.map(() => 1) });
      outcomes.push(outcome);
      rowWeights.push(total / sets.length / set.rows.length);
    }
  }
  const penalties = Array.from({ length: columns.size }, (_, column) => (column < sets.length ? 0 : penalty));
  const coefficients = fitLogistic({ rows, outcomes, weights: rowWeights, penalties });
  return specs.map((spec, index) =>
    (pools[index] ?? []).map((pool) => {
      const column = columns.get(`${spec.name} ${pool}`);
      return column === undefined ? 0 : at(coefficients, column);
    }),
  );
}

/** Share of each bin among the known values, averaged over the populations that record the feature. */
function binShares(spec: FeatureSpec, sets: readonly TrainingSet[]): number[] {
  const perSet = sets
    .map(({ rows }) =>
      rows.map(({ features }) => binIn(spec, features[spec.name])).filter((bin) => bin !== undefined),
    )
    .filter((bins) => bins.length > 0)
    .map((bins) =>
      Array.from(
        { length: binCount(spec) },
        (_, bin) => bins.filter((one) => one === bin).length / bins.length,
      ),
    );
  return Array.from({ length: binCount(spec) }, (_, bin) => mean(perSet.map((shares) => at(shares, bin))));
}

/**
 * Shifts a feature's weights so that learning it about everybody leaves the average probability at the base rate.
 * (Centring the log-odds themselves would raise it: below one half the logistic curve bends upwards.) Unknown, which
 * adds 0, is then exactly the average customer.
 */
export function centred(weights: readonly number[], shares: readonly number[], base: number): number[] {
  const target = sigmoid(base);
  const averageWhenShifted = (shift: number): number =>
    weights.reduce((sum, weight, bin) => sum + at(shares, bin) * sigmoid(base + weight - shift), 0);
  let low = Math.min(...weights);
  let high = Math.max(...weights);
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (averageWhenShifted(middle) > target) low = middle;
    else high = middle;
  }
  return weights.map((weight) => weight - (low + high) / 2);
}
