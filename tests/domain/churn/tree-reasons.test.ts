import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BoostedFeature, TreeOfFile } from '../../../functions/domain/churn/boosted-file.ts';
import { treeReasons } from '../../../functions/domain/churn/tree-reasons.ts';

const FEATURES = 4;
const BINS = 4;
const features: BoostedFeature[] = Array.from({ length: FEATURES }, (_, place) => ({
  kind: 'number',
  name: `f${place}`,
  range: [0, 3],
  median: 1,
  edges: [1, 2],
  shares: [0.1, 0.3, 0.3, 0.3],
}));

/** A random tree, grown leaf by leaf from choices. */
const anyTree: fc.Arbitrary<TreeOfFile> = fc
  .array(
    fc.record({
      leaf: fc.nat(),
      feature: fc.nat({ max: FEATURES - 1 }),
      cut: fc.integer({ min: 0, max: 2 * BINS - 2 }),
      share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      values: fc.tuple(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
      ),
    }),
    { minLength: 0, maxLength: 7 },
  )
  .map((splits) => {
    const tree = { feature: [-1], split: [0], left: [0], right: [0], value: [0.5], cover: [100] };
    for (const { leaf, feature, cut, share, values } of splits) {
      const leaves = tree.feature.flatMap((one, node) => (one < 0 ? [node] : []));
      const node = leaves[leaf % leaves.length]!;
      tree.feature[node] = feature;
      tree.split[node] = cut;
      tree.value[node] = 0;
      for (const [side, value] of values.entries()) {
        tree[side === 0 ? 'left' : 'right'][node] = tree.feature.length;
        tree.feature.push(-1);
        tree.split.push(0);
        tree.left.push(0);
        tree.right.push(0);
        tree.value.push(value);
        tree.cover.push(tree.cover[node]! * (side === 0 ? share : 1 - share));
      }
    }
    return tree;
  });

const anyRow = fc.array(fc.nat({ max: BINS - 1 }), { minLength: FEATURES, maxLength: FEATURES });

const goesLeft = (split: number, bin: number): boolean => (bin === 0 ? (split & 1) === 1 : bin <= split >> 1);

/** What the tree says when only some features are known: an unknown one sends the row both ways, by cover. */
function expected(tree: TreeOfFile, row: readonly number[], known: number, node = 0): number {
  const feature = tree.feature[node]!;
  if (feature < 0) return tree.value[node]!;
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  if ((known >> feature) & 1)
    return expected(tree, row, known, goesLeft(tree.split[node] as number, row[feature]!) ? left : right);
  const share = tree.cover[left]! / tree.cover[node]!;
  return share * expected(tree, row, known, left) + (1 - share) * expected(tree, row, known, right);
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

function shapley(tree: TreeOfFile, row: readonly number[], feature: number): number {
  let sum = 0;
  for (let others = 0; others < 1 << FEATURES; others += 1) {
    if ((others >> feature) & 1) continue;
    const size = others.toString(2).replaceAll('0', '').length;
    const weight = (factorial(size) * factorial(FEATURES - 1 - size)) / factorial(FEATURES);
    sum += weight * (expected(tree, row, others | (1 << feature)) - expected(tree, row, others));
  }
  return sum;
}

describe('the reasons of a tree', () => {
  test('are the Shapley values that counting every coalition gives', () => {
    fc.assert(
      fc.property(anyTree, anyRow, fc.double({ min: 0.2, max: 2, noNaN: true }), (tree, row, scale) => {
        const contributions = new Float64Array(FEATURES);
        treeReasons([tree], features, scale).addTo(Int32Array.from(row), contributions);
        for (let feature = 0; feature < FEATURES; feature += 1)
          expect(contributions[feature]).toBeCloseTo(scale * shapley(tree, row, feature), 9);
      }),
    );
  });

  test('add up to what it says, with its average over the customers it learned from', () => {
    fc.assert(
      fc.property(anyTree, anyRow, (tree, row) => {
        const reasons = treeReasons([tree], features, 1);
        const contributions = new Float64Array(FEATURES);
        reasons.addTo(Int32Array.from(row), contributions);
        const sum = contributions.reduce((all, one) => all + one, reasons.base);
        expect(reasons.base).toBeCloseTo(expected(tree, row, 0), 9);
        expect(sum).toBeCloseTo(expected(tree, row, (1 << FEATURES) - 1), 9);
      }),
    );
  });
});
