import type { BinnedColumn } from './bins.ts';
import { CERTAIN, LEAST_GAIN, lossOf, type BoostingRows } from './boost-shapes.ts';
import { seededDice, shuffle } from './dice.ts';
import { growTree, type GrowOptions } from './grow-tree.ts';
import { quickSigmoid } from './quick-sigmoid.ts';
import { leafValue, type GrownTree } from './tree.ts';

export interface TreeOptions extends GrowOptions {
  readonly mostTrees: number;
  readonly patience: number;
  /** Share of the rows and of the columns that each tree sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Columns each tree sees at the least, where there are so many: what several of them say together must be seen. */
  readonly leastColumns: number;
  readonly seed: number;
}

/**
 * Gradient boosting of histogram trees on the logistic loss, second order (Friedman 2001; Chen and Guestrin 2016), until
 * held-out rows stop gaining. Without held-out rows it grows `mostTrees`.
 */
export function boostTrees(
  columns: readonly BinnedColumn[],
  learn: BoostingRows,
  check: BoostingRows | undefined,
  options: TreeOptions,
): GrownTree[] {
  const dice = seededDice(options.seed);
  const count = learn.outcomes.length;
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count);
  const useful = Int32Array.from(columns.keys()).filter((place) => (columns[place]?.bins ?? 0) > 1);
  const trees: GrownTree[] = [];
  let best = 0;
  let bestLoss = check ? lossOf(check) : 0;
  for (let round = 1; round <= options.mostTrees; round += 1) {
    for (let row = 0; row < count; row += 1) {
      const probability = quickSigmoid(learn.margins[row] ?? 0);
      gradient[row] = (learn.outcomes[row] ?? 0) - probability;
      curvature[row] = probability * (1 - probability);
    }
    shuffle(useful, dice);
    const used = [
      ...useful.slice(0, Math.max(options.leastColumns, Math.ceil(options.columnShare * useful.length))),
    ].sort((a, b) => a - b);
    const rows = someRows(count, options.rowShare, dice.next);
    const tree = growTree(columns, { codes: learn.codes, gradient, curvature }, rows, used, options);
    trees.push(tree);
    addTree(tree, learn);
    if (!check) continue;
    addTree(tree, check);
    const loss = lossOf(check);
    if (loss < bestLoss - LEAST_GAIN) {
      bestLoss = loss;
      best = round;
    } else if (round - best >= options.patience) break;
    if (loss < CERTAIN) break;
  }
  return check ? trees.slice(0, best) : trees;
}

function addTree(tree: GrownTree, { codes, margins }: BoostingRows): void {
  for (let row = 0; row < margins.length; row += 1)
    margins[row] = (margins[row] ?? 0) + leafValue(tree, codes, row);
}

/** Each row with chance `share`, in their order. */
function someRows(count: number, share: number, next: () => number): Int32Array {
  const rows = new Int32Array(count);
  let taken = 0;
  for (let row = 0; row < count; row += 1) {
    if (share < 1 && next() >= share) continue;
    rows[taken] = row;
    taken += 1;
  }
  return rows.slice(0, taken);
}
