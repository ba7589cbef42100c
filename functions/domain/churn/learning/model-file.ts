import type { BoostedFeature, BoostedFile, Shapes, TreeOfFile } from '../boosted-file.ts';
import { treeReasons } from '../tree-reasons.ts';
import type { BinnedColumn, BinnedTable } from './bins.ts';
import type { CalibrationLine } from './calibration-line.ts';
import type { FittedShapes } from './fit-shapes.ts';
import type { FittedTrees } from './fit-trees.ts';
import type { Fitted } from './learner.ts';
import { sigmoid } from './logistic.ts';
import { BINS, type GrownTree } from './tree.ts';
import type { Column, TrainingTable } from './training-table.ts';

/** The parts of a model file that follow from the fit. */
export type Weights = Pick<BoostedFile, 'learner' | 'base' | 'features' | 'shapes' | 'trees' | 'calibration'>;

/** Five decimals of a log-odds: finer than any data can tell, and a file of half the size. */
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

/** Writes a fit down with its calibration: bins that no tree or table tells apart stay, so that shapes can be drawn. */
export function weightsOf(
  fitted: Fitted,
  table: TrainingTable,
  binned: BinnedTable,
  { slope, intercept }: CalibrationLine,
): Weights {
  const features = binned.columns.map((column, place) => featureOf(column, table.columns[place]));
  const calibration = {
    method: 'a line through held-out log-odds (Platt)',
    slope: rounded(slope),
    intercept: rounded(intercept),
  };
  const meaning = 'the average customer of the training data, in log-odds';
  if (fitted.learner === 'ebm') {
    const logOdds = rounded(intercept + slope * fitted.shapes.base);
    return {
      learner: 'ebm',
      base: { logOdds, rate: sigmoid(logOdds), meaning },
      features,
      shapes: shapesOf(fitted.shapes, slope),
      calibration,
    };
  }
  const trees = treesOf(fitted.trees, binned);
  const scale = calibration.slope;
  const logOdds =
    calibration.intercept + scale * fitted.trees.base + treeReasons(trees, features, scale).base;
  return {
    learner: 'trees',
    base: { logOdds, rate: sigmoid(logOdds), meaning },
    features,
    trees,
    calibration,
  };
}

function featureOf(binned: BinnedColumn, column: Column | undefined): BoostedFeature {
  const counts = new Float64Array(binned.bins);
  for (const bin of binned.codes) counts[bin] = (counts[bin] ?? 0) + 1;
  const shares = Array.from(counts, (count) => rounded(count / binned.codes.length));
  if (binned.kind === 'category')
    return { kind: 'category', name: binned.name, categories: [...binned.categories], shares };
  const known =
    column?.kind === 'number'
      ? column.values.filter((value) => !Number.isNaN(value)).sort()
      : new Float64Array(1);
  return {
    kind: 'number',
    name: binned.name,
    ...(column?.kind === 'number' && column.unit && { unit: column.unit }),
    ...(column?.kind === 'number' && column.written && { written: column.written }),
    range: [known[0] ?? 0, known.at(-1) ?? 0],
    median: known[known.length >> 1] ?? 0,
    edges: [...binned.edges],
    shares,
    ...(binned.sense && { sense: binned.sense }),
  };
}

const shapesOf = ({ main, pairs }: FittedShapes, slope: number): Shapes => ({
  main: main.map((shape) => Array.from(shape, (value) => rounded(slope * value))),
  pairs: pairs.map(({ grid, table }) => ({
    features: [grid.first, grid.second],
    rowOf: [...grid.rowOf],
    columnOf: [...grid.columnOf],
    table: Array.from({ length: grid.height }, (_, row) =>
      Array.from(table.subarray(row * grid.width, (row + 1) * grid.width), (value) => rounded(slope * value)),
    ),
  })),
});

const treesOf = ({ trees }: FittedTrees, { columns }: BinnedTable): TreeOfFile[] =>
  trees.map((tree) => {
    const nodes = Array.from({ length: tree.nodes }, (_, node) => node);
    const isLeaf = (node: number): boolean => (tree.column[node] ?? -1) < 0;
    return {
      feature: nodes.map((node) => tree.column[node] ?? -1),
      split: nodes.map((node) => (isLeaf(node) ? 0 : splitOf(tree, node, columns[tree.column[node] ?? 0]))),
      left: nodes.map((node) => tree.left[node] ?? 0),
      right: nodes.map((node) => tree.right[node] ?? 0),
      value: nodes.map((node) => (isLeaf(node) ? rounded(tree.value[node] ?? 0) : 0)),
      cover: nodes.map((node) => tree.cover[node] ?? 0),
    };
  });

function splitOf(tree: GrownTree, node: number, column: BinnedColumn | undefined): number | number[] {
  const left: number[] = [];
  for (let bin = 0; bin < (column?.bins ?? 0); bin += 1)
    if (tree.goesLeft[node * BINS + bin] === 1) left.push(bin);
  if (column?.kind === 'category') return left;
  const unknown = left[0] === 0 ? 1 : 0;
  return 2 * (left.length - unknown) + unknown;
}
