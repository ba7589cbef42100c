import type { Points } from './points.ts';

/**
 * Of each column the share of its spread that lies between the groups and not within them, 0 to 1.
 * @param group of each row, from 0 to below `k`
 */
export function explainedBy({ rows, size, at, widths }: Points, group: Uint8Array, k: number): number[] {
  let from = 0;
  return widths.map((width) => {
    let all = 0;
    let within = 0;
    for (let place = from; place < from + width; place += 1) {
      const sums = new Float64Array(k);
      const counts = new Float64Array(k);
      let squares = 0;
      for (let row = 0; row < rows; row += 1) {
        const value = at[row * size + place] ?? 0;
        const of = group[row] ?? 0;
        sums[of] = (sums[of] ?? 0) + value;
        counts[of] = (counts[of] ?? 0) + 1;
        squares += value * value;
      }
      all += squares - sums.reduce((sum, one) => sum + one, 0) ** 2 / rows;
      within += squares;
      for (let of = 0; of < k; of += 1) within -= (sums[of] ?? 0) ** 2 / Math.max(1, counts[of] ?? 0);
    }
    from += width;
    return all > 0 ? 1 - within / all : 0;
  });
}
