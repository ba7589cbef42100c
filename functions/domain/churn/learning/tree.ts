/**
 * One regression tree over binned columns, node by node; node 0 is the root. A node whose `column` is -1 is a leaf.
 * At a split a row goes left when its bin is set in `goesLeft`.
 */
export interface GrownTree {
  readonly column: Int16Array;
  /** Bins that go left, 256 flags per node. */
  readonly goesLeft: Uint8Array;
  readonly left: Int16Array;
  readonly right: Int16Array;
  /** Log-odds of a leaf, rate applied. */
  readonly value: Float64Array;
  /** Training rows that came through the node. */
  readonly cover: Float64Array;
  readonly nodes: number;
}

export const BINS = 256;

/** The value of the leaf a row falls into. */
export function leafValue(tree: GrownTree, codes: readonly Uint8Array[], row: number): number {
  let node = 0;
  for (let column = tree.column[0] ?? -1; column >= 0; column = tree.column[node] ?? -1) {
    const bin = codes[column]?.[row] ?? 0;
    node = ((tree.goesLeft[node * BINS + bin] ?? 0) === 1 ? tree.left[node] : tree.right[node]) ?? 0;
  }
  return tree.value[node] ?? 0;
}
