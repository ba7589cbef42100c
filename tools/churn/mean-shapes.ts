import { binsOf, type BoostedFile } from '../../functions/domain/churn/boosted-file.ts';
import { loadBoosted } from '../../functions/domain/churn/boosted-model.ts';
import { coderOf } from '../../functions/domain/churn/row-coder.ts';
import type { Column, TrainingTable } from '../../functions/domain/churn/learning/training-table.ts';

/** What a feature adds, in log-odds. */
export interface FeatureEffect {
  /** Mean size over the training rows. */
  readonly size: number;
  /** By bin of the feature; NaN where no row falls. Of an ebm exact, of trees the mean over the rows of the bin. */
  readonly shape: readonly number[];
}

/** Trees are asked about so many rows: means over them are steady, and each row costs all trees. */
const MOST_ROWS = 3_000;

/** The effects of the features of an ebm, in their order, from its file alone; of trees none are known without rows. */
export const shapeEffects = ({ features, shapes }: BoostedFile): readonly FeatureEffect[] =>
  features.map(({ shares }, place) => {
    const shape = shapes?.main[place] ?? [];
    return { shape, size: shape.reduce((sum, value, bin) => sum + Math.abs(value) * (shares[bin] ?? 0), 0) };
  });

/** The effects of the features of a model, in their order. */
export const effectsOf = (file: BoostedFile, table: TrainingTable): readonly FeatureEffect[] =>
  file.shapes === undefined ? meanEffects(file, table) : shapeEffects(file);

function meanEffects(file: BoostedFile, { columns, outcomes }: TrainingTable): readonly FeatureEffect[] {
  const model = loadBoosted(file);
  const gathered = file.features.map((feature) => ({
    name: feature.name,
    code: coderOf(feature),
    sums: new Float64Array(binsOf(feature)),
    counts: new Float64Array(binsOf(feature)),
    size: 0,
  }));
  const step = Math.max(1, outcomes.length / MOST_ROWS);
  const rows = Math.floor(outcomes.length / step);
  for (let taken = 0; taken < rows; taken += 1) {
    const row = Math.floor(taken * step);
    const facts = Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)]));
    const { contributions } = model.score(facts);
    for (const [place, one] of gathered.entries()) {
      const contribution = contributions[place] ?? 0;
      const bin = one.code(facts[one.name]);
      one.sums[bin] = (one.sums[bin] ?? 0) + contribution;
      one.counts[bin] = (one.counts[bin] ?? 0) + 1;
      one.size += Math.abs(contribution);
    }
  }
  return gathered.map(({ sums, counts, size }) => ({
    size: size / rows,
    shape: Array.from(sums, (sum, bin) => sum / (counts[bin] ?? 0)),
  }));
}

function cellOf(column: Column, row: number): number | string | null {
  if (column.kind === 'category') return column.categories[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
