import type { BinnedTable } from './bins.ts';
import { fitShapes, shapesMargin, type Depth, type FittedShapes, type ShapesSettings } from './fit-shapes.ts';
import { fitTrees, treesMargin, type FittedTrees, type TreesSettings } from './fit-trees.ts';

export type LearnerName = 'ebm' | 'trees';

/** What a learner made of some rows, before calibration. */
export type Fitted =
  | { readonly learner: 'ebm'; readonly depth: Depth; readonly shapes: FittedShapes }
  | { readonly learner: 'trees'; readonly trees: FittedTrees };

export interface LearnerSettings {
  readonly ebm: ShapesSettings;
  readonly trees: TreesSettings;
}

/**
 * Fits one learner on the given rows of a table. The same seed gives the same fit.
 * @param depth of an ebm, at most.
 * @returns simplest first: an ebm of each depth up to `depth`, or the trees.
 */
export function fitLearner(
  learner: LearnerName,
  table: BinnedTable,
  rows: Int32Array,
  groups: Int32Array,
  seed: number,
  settings: LearnerSettings,
  depth: Depth = 'pairs',
): readonly Fitted[] {
  return learner === 'ebm'
    ? fitShapes(table, rows, groups, seed, settings.ebm, depth).map((fitted) => ({ learner, ...fitted }))
    : [{ learner, trees: fitTrees(table, rows, groups, seed, settings.trees) }];
}

/** Log-odds of the asked rows, before calibration. */
export function marginsOf(fitted: Fitted, table: BinnedTable, rows: Int32Array): Float64Array {
  return fitted.learner === 'ebm'
    ? Float64Array.from(rows, (row) => shapesMargin(fitted.shapes, table, row))
    : treesMargin(fitted.trees, table, rows);
}
