import type { BoostedFeature, Shapes } from './boosted-file.ts';
import { coderOf } from './row-coder.ts';
import type { FeatureRow } from './score.ts';

/**
 * Contributions of shape functions: what the bin of each feature says, and half of what each pair's cell says for either
 * of its features.
 */
export function shapesScorer(
  features: readonly BoostedFeature[],
  { main, pairs }: Shapes,
): (row: FeatureRow) => number[] {
  const coders = features.map((feature, place) => ({
    name: feature.name,
    code: coderOf(feature),
    shape: Float64Array.from(main[place] ?? []),
  }));
  const tables = pairs.map(({ features: [first, second], rowOf, columnOf, table }) => {
    const width = table[0]?.length ?? 0;
    return {
      first,
      second,
      // Where the row of a bin begins, and how far in its column is.
      rowAt: Int32Array.from(rowOf, (place) => place * width),
      columnAt: Int32Array.from(columnOf),
      halves: Float64Array.from(table.flat(), (cell) => cell / 2),
    };
  });
  const bins = new Int32Array(features.length);
  return (row) => {
    const contributions: number[] = [];
    for (let place = 0; place < coders.length; place += 1) {
      const coder = coders[place];
      if (coder === undefined) break;
      const bin = coder.code(row[coder.name]);
      bins[place] = bin;
      contributions.push(coder.shape[bin] ?? 0);
    }
    for (const { first, second, rowAt, columnAt, halves } of tables) {
      const half = halves[(rowAt[bins[first] ?? 0] ?? 0) + (columnAt[bins[second] ?? 0] ?? 0)] ?? 0;
      contributions[first] = (contributions[first] ?? 0) + half;
      contributions[second] = (contributions[second] ?? 0) + half;
    }
    return contributions;
  };
}
