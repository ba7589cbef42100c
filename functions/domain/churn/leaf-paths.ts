import type { TreeOfFile } from './boosted-file.ts';

/** The way to one leaf: every feature that is asked for on it, once. */
export interface LeafPath {
  readonly value: number;
  readonly steps: readonly PathStep[];
}

interface PathStep {
  readonly feature: number;
  /** Bits of the nodes on the way that ask for the feature, and of those that must send the row left. */
  readonly nodes: number;
  readonly lefts: number;
  /** Share of training rows that these conditions let through. */
  readonly share: number;
}

/** The ways to all leaves of a tree. `bitOf` gives each inner node its bit. */
export function leafPaths(tree: TreeOfFile, bitOf: ReadonlyMap<number, number>, scale: number): LeafPath[] {
  const paths: LeafPath[] = [];
  const walk = (node: number, steps: ReadonlyMap<number, PathStep>): void => {
    const feature = tree.feature[node] ?? -1;
    if (feature < 0) {
      paths.push({ value: scale * (tree.value[node] ?? 0), steps: [...steps.values()] });
      return;
    }
    const bit = 1 << (bitOf.get(node) ?? 0);
    const before = steps.get(feature) ?? { feature, nodes: 0, lefts: 0, share: 1 };
    const cover = tree.cover[node] ?? 0;
    for (const side of ['left', 'right'] as const) {
      const child = tree[side][node] ?? 0;
      const share = cover > 0 ? (tree.cover[child] ?? 0) / cover : 0.5;
      walk(
        child,
        new Map(steps).set(feature, {
          feature,
          nodes: before.nodes | bit,
          lefts: side === 'left' ? before.lefts | bit : before.lefts,
          share: before.share * share,
        }),
      );
    }
  };
  walk(0, new Map());
  return paths;
}
