import type { BinnedTable } from './bins.ts';
import { gather } from './boost-shapes.ts';
import { boostTrees, type TreeOptions } from './boost-trees.ts';
import { splitRows } from './folds.ts';
import { logit } from './logistic.ts';
import { mean } from './measure.ts';
import { leafValue, type GrownTree } from './tree.ts';

export interface TreesSettings {
  readonly trees: Omit<TreeOptions, 'seed'>;
  /** Share of the rows held out to know when to stop. */
  readonly checkShare: number;
  /** How many times, each with other rows: the mean is taken. */
  readonly checks: number;
}

/** Boosted trees before calibration: log-odds are `base` and the leaves a row falls into. */
export interface FittedTrees {
  readonly base: number;
  readonly trees: readonly GrownTree[];
}

/**
 * Boosts trees on the given rows: first beside held-out rows to learn how many trees pay, then on all rows with that many.
 */
export function fitTrees(
  table: BinnedTable,
  rows: Int32Array,
  groups: Int32Array,
  seed: number,
  { trees: options, checkShare, checks }: TreesSettings,
): FittedTrees {
  const { columns, outcomes } = table;
  const leavers = rows.reduce((sum, row) => sum + (outcomes[row] ?? 0), 0);
  const base = logit((leavers + 0.5) / (rows.length + 1));
  const paying = Array.from({ length: checks }, (_, check) => {
    const split = splitRows(rows, groups, outcomes, checkShare, seed + 1000 * check);
    return boostTrees(
      columns,
      gather(columns, outcomes, split.learn, base),
      gather(columns, outcomes, split.check, base),
      { ...options, seed },
    ).length;
  });
  const mostTrees = Math.max(1, Math.round(mean(paying)));
  const trees = boostTrees(columns, gather(columns, outcomes, rows, base), undefined, {
    ...options,
    mostTrees,
    seed,
  });
  return { base, trees };
}

/** Log-odds of the asked rows. */
export function treesMargin(
  { base, trees }: FittedTrees,
  { columns }: BinnedTable,
  rows: Int32Array,
): Float64Array {
  const codes = columns.map((column) => column.codes);
  const margins = new Float64Array(rows.length).fill(base);
  for (const tree of trees)
    for (let index = 0; index < rows.length; index += 1)
      margins[index] = (margins[index] ?? 0) + leafValue(tree, codes, rows[index] ?? 0);
  return margins;
}
