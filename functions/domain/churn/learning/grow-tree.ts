import { UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import { findSplit, valueOf, type Bounds, type Split, type SplitOptions, type Total } from './find-split.ts';
import type { BinSums } from './step-tree.ts';
import { BINS, type GrownTree } from './tree.ts';

export interface GrowOptions extends SplitOptions {
  readonly leaves: number;
  readonly depth: number;
  readonly rate: number;
}

/** What a tree is grown on: codes by column, gradient and curvature by row. */
interface GradientRows {
  readonly codes: readonly Uint8Array[];
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/** The rows of one node: those from `from` up to `to` of the list, which all nodes share. */
interface RowSpan {
  readonly rows: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** A node as it comes to be. */
interface Part {
  readonly node: number;
  readonly depth: number;
  readonly span: RowSpan;
  readonly total: Total;
  readonly bounds: Bounds;
  readonly sums: Sums;
}

interface Leaf extends Part {
  readonly best: { readonly column: number; readonly split: Split } | undefined;
}

/** Sums of all used columns of one leaf, 256 places a column. */
interface Sums {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly rows: Float64Array;
}

/**
 * Grows one tree leaf by leaf, always where it gains most (Shi 2007; LightGBM). The smaller child is summed up, the larger
 * is what its parent had besides.
 * @param rows the rows to learn from; reordered in place.
 * @param used places of the columns that may split.
 */
export function growTree(
  columns: readonly BinnedColumn[],
  data: GradientRows,
  rows: Int32Array,
  used: readonly number[],
  options: GrowOptions,
): GrownTree {
  const most = 2 * options.leaves - 1;
  const tree = {
    column: new Int16Array(most).fill(-1),
    goesLeft: new Uint8Array(most * BINS),
    left: new Int16Array(most),
    right: new Int16Array(most),
    value: new Float64Array(most),
    cover: new Float64Array(most),
    nodes: 1,
  };
  const open = (part: Part): Leaf => {
    const { node, depth, total, bounds } = part;
    tree.cover[node] = total.rows;
    tree.value[node] = options.rate * valueOf(total.gradient, total.curvature, options.ridge, bounds);
    const best =
      depth >= options.depth || total.rows < 2 * options.leastRows
        ? undefined
        : bestOf(columns, used, part, options);
    return { ...part, best };
  };
  const all: RowSpan = { rows, from: 0, to: rows.length };
  const whole = sumsOf(data, all, used);
  const leaves = [
    open({
      ...{ node: 0, depth: 0, span: all, bounds: FREE, sums: whole },
      total: totalOf(whole, used.length),
    }),
  ];
  while (leaves.length < options.leaves) {
    const chosen = mostGaining(leaves);
    const leaf = leaves[chosen];
    if (!leaf?.best) break;
    const { column, split } = leaf.best;
    const place = used[column] ?? 0;
    const { node, span } = leaf;
    tree.column[node] = place;
    const goesLeft = tree.goesLeft.subarray(node * BINS, (node + 1) * BINS);
    for (const bin of split.left) goesLeft[bin] = 1;
    const middle = partition(span, data.codes[place], goesLeft);
    const leftSpan = { ...span, to: middle };
    const rightSpan = { ...span, from: middle };
    // What no row of the node had goes with most of them, instead of with those on the right.
    if (lengthOf(leftSpan) > lengthOf(rightSpan))
      for (const bin of strangersOf(columns[place], partOf(leaf.sums, column))) goesLeft[bin] = 1;
    const [left, right] = [tree.nodes, tree.nodes + 1];
    tree.left[node] = left;
    tree.right[node] = right;
    tree.nodes += 2;
    const leftIsSmaller = lengthOf(leftSpan) <= lengthOf(rightSpan);
    const small = sumsOf(data, leftIsSmaller ? leftSpan : rightSpan, used);
    const large = lessThan(leaf.sums, small);
    const [leftSums, rightSums] = leftIsSmaller ? [small, large] : [large, small];
    const leftTotal = totalOf(leftSums, used.length);
    const rightTotal = totalOf(rightSums, used.length);
    const [leftBounds, rightBounds] = boundsBelow(
      columns[place],
      leaf.bounds,
      leftTotal,
      rightTotal,
      options,
    );
    const depth = leaf.depth + 1;
    leaves.splice(
      chosen,
      1,
      open({
        ...{ node: left, depth, span: leftSpan },
        total: leftTotal,
        bounds: leftBounds,
        sums: leftSums,
      }),
      open({
        ...{ node: right, depth, span: rightSpan },
        ...{ total: rightTotal, bounds: rightBounds, sums: rightSums },
      }),
    );
  }
  return tree;
}

const lengthOf = ({ from, to }: RowSpan): number => to - from;

/** Bins without an order that no row of a node is in. */
function strangersOf(column: BinnedColumn | undefined, { rows }: BinSums): number[] {
  const apart = column?.kind === 'category' ? column.bins : UNKNOWN_BIN + 1;
  return Array.from({ length: apart }, (_, bin) => bin).filter((bin) => (rows[bin] ?? 0) === 0);
}

const FREE: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

function mostGaining(leaves: readonly Leaf[]): number {
  let chosen = -1;
  let gain = 0;
  for (const [index, { best }] of leaves.entries()) {
    if (best === undefined || best.split.gain <= gain) continue;
    gain = best.split.gain;
    chosen = index;
  }
  return chosen;
}

/** Below a split on a column with a sense neither side may cross the middle of the two. */
function boundsBelow(
  column: BinnedColumn | undefined,
  bounds: Bounds,
  left: Total,
  right: Total,
  { ridge }: GrowOptions,
): [Bounds, Bounds] {
  if (column?.kind !== 'number' || column.sense === undefined) return [bounds, bounds];
  const middle =
    (valueOf(left.gradient, left.curvature, ridge, bounds) +
      valueOf(right.gradient, right.curvature, ridge, bounds)) /
    2;
  const below = { low: bounds.low, high: middle };
  const above = { low: middle, high: bounds.high };
  return column.sense === 'rising' ? [below, above] : [above, below];
}

function bestOf(
  columns: readonly BinnedColumn[],
  used: readonly number[],
  { sums, total, bounds }: Part,
  options: GrowOptions,
): Leaf['best'] {
  let best: Leaf['best'];
  for (const [index, place] of used.entries()) {
    const column = columns[place];
    if (column === undefined) continue;
    const split = findSplit(column, partOf(sums, index), total, bounds, options);
    if (split && split.gain > (best?.split.gain ?? 0)) best = { column: index, split };
  }
  return best;
}

const partOf = (sums: Sums, index: number): BinSums => ({
  gradient: sums.gradient.subarray(index * BINS, (index + 1) * BINS),
  curvature: sums.curvature.subarray(index * BINS, (index + 1) * BINS),
  rows: sums.rows.subarray(index * BINS, (index + 1) * BINS),
});

function totalOf(sums: Sums, columns: number): Total {
  const total = { gradient: 0, curvature: 0, rows: 0 };
  if (columns === 0) return total;
  for (let bin = 0; bin < BINS; bin += 1) {
    total.gradient += sums.gradient[bin] ?? 0;
    total.curvature += sums.curvature[bin] ?? 0;
    total.rows += sums.rows[bin] ?? 0;
  }
  return total;
}

function sumsOf(data: GradientRows, span: RowSpan, used: readonly number[]): Sums {
  const sums = {
    gradient: new Float64Array(used.length * BINS),
    curvature: new Float64Array(used.length * BINS),
    rows: new Float64Array(used.length * BINS),
  };
  for (const [index, place] of used.entries()) {
    const codes = data.codes[place];
    if (codes) addUp(codes, data, span, partOf(sums, index));
  }
  return sums;
}

/** Adds the rows of a node to the sums of one column, whose `codes` say which bin a row is in. */
function addUp(
  codes: Uint8Array,
  { gradient, curvature }: GradientRows,
  { rows, from, to }: RowSpan,
  sums: BinSums,
): void {
  for (let index = from; index < to; index += 1) {
    const row = rows[index] ?? 0;
    const bin = codes[row] ?? 0;
    sums.gradient[bin] = (sums.gradient[bin] ?? 0) + (gradient[row] ?? 0);
    sums.curvature[bin] = (sums.curvature[bin] ?? 0) + (curvature[row] ?? 0);
    sums.rows[bin] = (sums.rows[bin] ?? 0) + 1;
  }
}

/** What is left of `whole` beside `part`, written into `whole`. */
function lessThan(whole: Sums, part: Sums): Sums {
  subtract(whole.gradient, part.gradient);
  subtract(whole.curvature, part.curvature);
  subtract(whole.rows, part.rows);
  return whole;
}

function subtract(whole: Float64Array, part: Float64Array): void {
  for (let index = 0; index < whole.length; index += 1)
    whole[index] = (whole[index] ?? 0) - (part[index] ?? 0);
}

/**
 * Moves the rows that go left to the front of their span, keeping their order on both sides.
 * @returns where the right side begins
 */
function partition({ rows, from, to }: RowSpan, codes: Uint8Array | undefined, goesLeft: Uint8Array): number {
  const right = new Int32Array(to - from);
  let kept = from;
  let moved = 0;
  for (let index = from; index < to; index += 1) {
    const row = rows[index] ?? 0;
    if (goesLeft[codes?.[row] ?? 0] === 1) {
      rows[kept] = row;
      kept += 1;
    } else {
      right[moved] = row;
      moved += 1;
    }
  }
  rows.set(right.subarray(0, moved), kept);
  return kept;
}
