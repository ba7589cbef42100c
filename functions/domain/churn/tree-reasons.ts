import { binsOf, type BoostedFeature, type TreeOfFile } from './boosted-file.ts';

/**
 * Exact Shapley values of a tree, path-dependent (Lundberg et al. 2020), by tables (as Yang 2021, "Fast TreeSHAP v2").
 *
 * On the way to a leaf stand k different features, each either met by the row or not. What each of them adds depends on
 * that pattern alone: 2^k patterns, worked out when first met. Scoring a row then is: which nodes send it left, which
 * patterns that makes at the leaves, add up.
 */
export interface TreeReasons {
  /** Mean of the tree over its training rows. */
  readonly base: number;
  /** Adds the contribution of every feature for a row with these bins. */
  readonly addTo: (bins: Int32Array, contributions: Float64Array) => void;
}

interface LeafPath {
  readonly value: number;
  /** Features on the path, each once. */
  readonly features: Int32Array;
  /** Per feature: the nodes on the path that ask for it, and which of them must send the row left. */
  readonly nodes: Int32Array;
  readonly lefts: Int32Array;
  /** Per feature: the share of training rows that its conditions let through. */
  readonly shares: Float64Array;
  /** By pattern of met conditions: what each feature adds. */
  readonly tables: (Float64Array | undefined)[];
}

/** Most inner nodes of a tree: each is one bit of a 32-bit number. */
export const MOST_SPLITS = 31;

/** @throws RangeError when the tree is larger than can be explained this way. */
export function treeReasons(
  tree: TreeOfFile,
  features: readonly BoostedFeature[],
  scale: number,
): TreeReasons {
  const splits = innerNodes(tree, features);
  if (splits.length > MOST_SPLITS) throw new RangeError(`a tree has more than ${MOST_SPLITS} splits`);
  const bitOf = new Map(splits.map(({ node }, bit) => [node, bit]));
  const paths = leafPaths(tree, bitOf, scale);
  const base = paths.reduce((sum, { value, shares }) => sum + value * product(shares), 0);
  return {
    base,
    addTo: (bins, contributions) => {
      let sentLeft = 0;
      for (let bit = 0; bit < splits.length; bit += 1) {
        const split = splits[bit];
        if (split === undefined) break;
        sentLeft |= (split.goesLeft[bins[split.feature] ?? 0] ?? 0) << bit;
      }
      for (const path of paths) {
        let pattern = 0;
        const count = path.features.length;
        for (let index = 0; index < count; index += 1) {
          const met = ((sentLeft ^ (path.lefts[index] ?? 0)) & (path.nodes[index] ?? 0)) === 0;
          if (met) pattern |= 1 << index;
        }
        const table = (path.tables[pattern] ??= shapleyOfPath(path.value, path.shares, pattern));
        for (let index = 0; index < count; index += 1) {
          const feature = path.features[index] ?? 0;
          contributions[feature] = (contributions[feature] ?? 0) + (table[index] ?? 0);
        }
      }
    },
  };
}

const product = (shares: Float64Array): number => shares.reduce((left, share) => left * share, 1);

/**
 * Shapley values of the game in which a coalition's worth is `value` × Π (1 or 0 as its members' conditions are met) ×
 * Π shares of the others.
 * For a member the sum over coalitions of the others is Σ_s s!(k-1-s)!/k! × (their products with s members), which a
 * polynomial with one factor `met·x + share` per other member collects.
 */
export function shapleyOfPath(value: number, shares: Float64Array, pattern: number): Float64Array {
  const count = shares.length;
  const worth = new Float64Array(count);
  for (let own = 0; own < count; own += 1) {
    const coefficients = new Float64Array(count);
    coefficients[0] = 1;
    let degree = 0;
    for (let other = 0; other < count; other += 1) {
      if (other === own) continue;
      const met = (pattern >>> other) & 1;
      const share = shares[other] ?? 0;
      for (let power = degree + 1; power >= 0; power -= 1) {
        const lower = power > 0 ? (coefficients[power - 1] ?? 0) : 0;
        coefficients[power] = (power <= degree ? (coefficients[power] ?? 0) : 0) * share + lower * met;
      }
      degree += 1;
    }
    let sum = 0;
    // s!(k-1-s)!/k!, from s = 0 up.
    let weight = 1 / count;
    for (let size = 0; size < count; size += 1) {
      sum += weight * (coefficients[size] ?? 0);
      weight *= (size + 1) / Math.max(1, count - 1 - size);
    }
    worth[own] = value * (((pattern >>> own) & 1) - (shares[own] ?? 0)) * sum;
  }
  return worth;
}

interface InnerNode {
  readonly node: number;
  readonly feature: number;
  /** By bin: 1 when it goes left. */
  readonly goesLeft: Uint8Array;
}

function innerNodes(tree: TreeOfFile, features: readonly BoostedFeature[]): InnerNode[] {
  const nodes: InnerNode[] = [];
  for (const [node, place] of tree.feature.entries()) {
    const feature = features[place];
    if (feature === undefined) continue;
    const goesLeft = new Uint8Array(binsOf(feature));
    const split = tree.split[node] ?? 0;
    if (typeof split === 'number') {
      goesLeft.fill(1, 1, 1 + (split >> 1));
      goesLeft[0] = split & 1;
    } else for (const bin of split) goesLeft[bin] = 1;
    nodes.push({ node, feature: place, goesLeft });
  }
  return nodes;
}

interface Condition {
  nodes: number;
  lefts: number;
  share: number;
}

function leafPaths(tree: TreeOfFile, bitOf: ReadonlyMap<number, number>, scale: number): LeafPath[] {
  const paths: LeafPath[] = [];
  const walk = (node: number, conditions: ReadonlyMap<number, Condition>): void => {
    const feature = tree.feature[node] ?? -1;
    if (feature < 0) {
      const entries = [...conditions];
      paths.push({
        value: scale * (tree.value[node] ?? 0),
        features: Int32Array.from(entries, ([place]) => place),
        nodes: Int32Array.from(entries, ([, { nodes }]) => nodes),
        lefts: Int32Array.from(entries, ([, { lefts }]) => lefts),
        shares: Float64Array.from(entries, ([, { share }]) => share),
        tables: [],
      });
      return;
    }
    const bit = 1 << (bitOf.get(node) ?? 0);
    const before = conditions.get(feature) ?? { nodes: 0, lefts: 0, share: 1 };
    const cover = tree.cover[node] ?? 0;
    for (const [child, isLeft] of [
      [tree.left[node] ?? 0, true],
      [tree.right[node] ?? 0, false],
    ] as const) {
      walk(
        child,
        new Map(conditions).set(feature, {
          nodes: before.nodes | bit,
          lefts: isLeft ? before.lefts | bit : before.lefts,
          share: before.share * (cover > 0 ? (tree.cover[child] ?? 0) / cover : 0.5),
        }),
      );
    }
  };
  walk(0, new Map());
  return paths;
}
