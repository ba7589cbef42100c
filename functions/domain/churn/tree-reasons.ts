import { binsOf, type BoostedFeature, type TreeOfFile } from './boosted-file.ts';
import { leafPaths, type LeafPath } from './leaf-paths.ts';
import { shapleyOfPath } from './shapley.ts';

/**
 * Exact Shapley values of trees, path-dependent (Lundberg et al. 2020).
 *
 * On the way to a leaf stand k different features, each either met by the row or not, and what each of them adds depends on
 * that alone (`shapley.ts`). A feature's bins fall into a few kinds that the tree treats alike; the kinds of all its features
 * are the way a row takes through the tree, and what the tree adds on that way is worked out when it is first met, and kept.
 */
interface TreeReasons {
  /** Mean of all trees over their training rows. */
  readonly base: number;
  /** Adds the contribution of every feature for a row with these bins. */
  readonly addTo: (bins: Int32Array, contributions: Float64Array) => void;
}

/** Most inner nodes of a tree: each is one bit of a 32-bit number. */
const MOST_SPLITS = 31;
/** Most numbers in the table of one tree; a dozen leaves need at most 2^11 ways of 12 numbers. */
const MOST_NUMBERS = 1 << 17;
/** Stands before the sums of a way that has been worked out. */
const KNOWN = 1;

/**
 * @param scale factor of every leaf: the calibration's slope.
 * @throws RangeError when a tree is larger than can be explained this way.
 */
export function treeReasons(
  trees: readonly TreeOfFile[],
  features: readonly BoostedFeature[],
  scale: number,
): TreeReasons {
  const flat = flatten(trees, features, scale);
  const { treeCount, wordFrom, wordFeature, wordAt, words, ways, tableFrom } = flat;
  // Zeroed memory that nobody has touched costs nothing, and most ways through a tree are never met.
  const tables = new Float64Array(flat.tableSize);

  const fill = (tree: number, at: number, bins: Int32Array): void => {
    let sentLeft = 0;
    for (let word = wordFrom[tree] ?? 0; word < (wordFrom[tree + 1] ?? 0); word += 1)
      sentLeft |= words[(wordAt[word] ?? 0) + (bins[wordFeature[word] ?? 0] ?? 0)] ?? 0;
    tables[at] = KNOWN;
    tables.set(sumsOf(flat, tree, sentLeft), at + 1);
  };

  return {
    base: flat.base,
    addTo: (bins, contributions) => {
      for (let tree = 0; tree < treeCount; tree += 1) {
        const first = wordFrom[tree] ?? 0;
        const last = wordFrom[tree + 1] ?? 0;
        let at = tableFrom[tree] ?? 0;
        for (let word = first; word < last; word += 1)
          at += ways[(wordAt[word] ?? 0) + (bins[wordFeature[word] ?? 0] ?? 0)] ?? 0;
        if (tables[at] !== KNOWN) fill(tree, at, bins);
        for (let word = first; word < last; word += 1) {
          at += 1;
          const feature = wordFeature[word] ?? 0;
          contributions[feature] = (contributions[feature] ?? 0) + (tables[at] ?? 0);
        }
      }
    },
  };
}

/**
 * What one tree adds for every row that its nodes send the same ways, in the order of the tree's own features. A tree of a
 * dozen leaves knows a few hundred such ways.
 */
function sumsOf(flat: Flat, tree: number, sentLeft: number): Float64Array {
  const { wordFrom, wordFeature, pathFrom, pathValue, stepFrom, stepFeature, stepNodes, stepLefts } = flat;
  const first = wordFrom[tree] ?? 0;
  const own = wordFeature.subarray(first, wordFrom[tree + 1]);
  const sums = new Float64Array(own.length);
  const lastPath = pathFrom[tree + 1] ?? 0;
  for (let path = pathFrom[tree] ?? 0; path < lastPath; path += 1) {
    const from = stepFrom[path] ?? 0;
    const to = stepFrom[path + 1] ?? 0;
    let pattern = 0;
    for (let step = from; step < to; step += 1) {
      const missed = (sentLeft ^ (stepLefts[step] ?? 0)) & (stepNodes[step] ?? 0);
      if (missed === 0) pattern |= 1 << (step - from);
    }
    const worth = shapleyOfPath(pathValue[path] ?? 0, flat.stepShare.subarray(from, to), pattern);
    for (let step = from; step < to; step += 1) {
      const place = own.indexOf(stepFeature[step] ?? 0);
      sums[place] = (sums[place] ?? 0) + (worth[step - from] ?? 0);
    }
  }
  return sums;
}

type Flat = ReturnType<typeof flatten>;

/** All trees behind each other: per tree words and paths, per path steps and a table. */
function flatten(trees: readonly TreeOfFile[], features: readonly BoostedFeature[], scale: number) {
  const words: number[] = [];
  const ways: number[] = [];
  const tableFrom: number[] = [];
  let tableSize = 0;
  const wordFrom = [0];
  const wordFeature: number[] = [];
  const wordAt: number[] = [];
  const paths: LeafPath[] = [];
  const pathFrom = [0];
  for (const tree of trees) {
    const bitOf = new Map<number, number>();
    for (const [node, feature] of tree.feature.entries()) if (feature >= 0) bitOf.set(node, bitOf.size);
    if (bitOf.size > MOST_SPLITS) throw new RangeError(`a tree has more than ${MOST_SPLITS} splits`);
    const asked = [...new Set(tree.feature.filter((feature) => feature >= 0))];
    let stride = asked.length + 1;
    for (const place of asked) {
      const feature = features[place];
      if (feature === undefined) throw new RangeError(`a tree asks for feature ${place}, which there is not`);
      wordFeature.push(place);
      wordAt.push(words.length);
      const own = wordsOf(tree, place, binsOf(feature), bitOf);
      const kinds = [...new Set(own)];
      for (const word of own) {
        words.push(word);
        ways.push(kinds.indexOf(word) * stride);
      }
      stride *= kinds.length;
    }
    if (stride > MOST_NUMBERS) throw new RangeError('a tree has too many leaves to be explained this way');
    tableFrom.push(tableSize);
    tableSize += stride;
    wordFrom.push(wordFeature.length);
    paths.push(...leafPaths(tree, bitOf, scale));
    pathFrom.push(paths.length);
  }
  const steps = paths.flatMap((path) => path.steps);
  const stepFrom = [0];
  for (const { steps: own } of paths) stepFrom.push((stepFrom.at(-1) ?? 0) + own.length);
  return {
    treeCount: trees.length,
    base: paths.reduce(
      (sum, { value, steps: own }) => sum + own.reduce((left, { share }) => left * share, value),
      0,
    ),
    words: Int32Array.from(words),
    ways: Int32Array.from(ways),
    tableFrom: Int32Array.from(tableFrom),
    tableSize,
    wordFrom: Int32Array.from(wordFrom),
    wordFeature: Int32Array.from(wordFeature),
    wordAt: Int32Array.from(wordAt),
    pathFrom: Int32Array.from(pathFrom),
    pathValue: Float64Array.from(paths, ({ value }) => value),
    stepFrom: Int32Array.from(stepFrom),
    stepFeature: Int32Array.from(steps, ({ feature }) => feature),
    stepNodes: Int32Array.from(steps, ({ nodes }) => nodes),
    stepLefts: Int32Array.from(steps, ({ lefts }) => lefts),
    stepShare: Float64Array.from(steps, ({ share }) => share),
  };
}

/** By bin of one feature: the bits of its nodes that send the bin left. */
function wordsOf(
  tree: TreeOfFile,
  feature: number,
  bins: number,
  bitOf: ReadonlyMap<number, number>,
): Int32Array {
  const words = new Int32Array(bins);
  for (const [node, bit] of bitOf) {
    if (tree.feature[node] !== feature) continue;
    const split = tree.split[node] ?? 0;
    for (let bin = 0; bin < bins; bin += 1)
      if (goesLeft(split, bin)) words[bin] = (words[bin] ?? 0) | (1 << bit);
  }
  return words;
}

function goesLeft(split: number | readonly number[], bin: number): boolean {
  if (typeof split !== 'number') return split.includes(bin);
  return bin === 0 ? (split & 1) === 1 : bin <= split >> 1;
}
