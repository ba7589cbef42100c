import type { BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { coarseLines, gridOf, type PairGrid } from './pair-grid.ts';
import { quickSigmoid } from './quick-sigmoid.ts';

export interface PairSearch {
  readonly pairs: number;
  /** Lines per side on which pairs are ranked, and on which they are then boosted. */
  readonly rankLines: number;
  readonly lines: number;
  readonly ridge: number;
}

/**
 * The pairs of columns that would take most off the loss which the shapes have left, by the best cut of each into four
 * quarters (FAST: Lou, Caruana, Gehrke, Hooker 2013). A column with a sense stands in no pair: its shape alone keeps it.
 * @param margins log-odds so far, by index in `rows`.
 */
export function findPairs(
  columns: readonly BinnedColumn[],
  shapes: readonly Float64Array[],
  rows: Int32Array,
  learn: BoostingRows,
  { pairs, rankLines, lines, ridge }: PairSearch,
): PairGrid[] {
  const count = rows.length;
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const probability = quickSigmoid(learn.margins[index] ?? 0);
    gradient[index] = (learn.outcomes[index] ?? 0) - probability;
    curvature[index] = probability * (1 - probability);
  }
  const free = [...columns.keys()].filter((place) => {
    const column = columns[place];
    return (
      column !== undefined && column.bins > 2 && !(column.kind === 'number' && column.sense !== undefined)
    );
  });
  const linesOf = (most: number) =>
    new Map(
      free.map((place) => {
        const column = columns[place];
        if (column === undefined) throw new RangeError(`no column ${place}`);
        return [
          place,
          coarseLines(column, shapes[place] ?? new Float64Array(column.bins), rows, most),
        ] as const;
      }),
    );
  const coarse = linesOf(rankLines);
  const ranked: { first: number; second: number; gain: number }[] = [];
  for (const [index, first] of free.entries()) {
    const above = coarse.get(first);
    if (above === undefined) continue;
    for (const second of free.slice(index + 1)) {
      const beside = coarse.get(second);
      if (beside === undefined) continue;
      const grid = gridOf(first, second, above, beside);
      ranked.push({ first, second, gain: bestQuarters(grid, learn.codes, gradient, curvature, ridge) });
    }
  }
  ranked.sort((a, b) => b.gain - a.gain || a.first - b.first || a.second - b.second);
  const fine = linesOf(lines);
  return ranked.slice(0, pairs).flatMap(({ first, second, gain }) => {
    const [above, beside] = [fine.get(first), fine.get(second)];
    return gain > 0 && above && beside ? [gridOf(first, second, above, beside)] : [];
  });
}

/** The gain of the best cross cut through the grid over leaving it whole. */
function bestQuarters(
  { first, second, height, width, rowOf, columnOf }: PairGrid,
  codes: readonly Uint8Array[],
  gradient: Float64Array,
  curvature: Float64Array,
  ridge: number,
): number {
  const g = new Float64Array(height * width);
  const h = new Float64Array(height * width);
  const [above, beside] = [codes[first], codes[second]];
  if (above === undefined || beside === undefined) return 0;
  for (let index = 0; index < gradient.length; index += 1) {
    const cell = (rowOf[above[index] ?? 0] ?? 0) * width + (columnOf[beside[index] ?? 0] ?? 0);
    g[cell] = (g[cell] ?? 0) + (gradient[index] ?? 0);
    h[cell] = (h[cell] ?? 0) + (curvature[index] ?? 0);
  }
  cumulate(g, height, width);
  cumulate(h, height, width);
  const last = height * width - 1;
  const gain = (gradientSum: number, curvatureSum: number): number =>
    (gradientSum * gradientSum) / (curvatureSum + ridge);
  const whole = gain(g[last] ?? 0, h[last] ?? 0);
  let best = 0;
  for (let row = 0; row + 1 < height; row += 1) {
    const end = row * width + width - 1;
    for (let column = 0; column + 1 < width; column += 1) {
      const corner = row * width + column;
      const foot = (height - 1) * width + column;
      const part = (sums: Float64Array): [number, number, number, number] => {
        const [a, b, c, all] = [sums[corner] ?? 0, sums[end] ?? 0, sums[foot] ?? 0, sums[last] ?? 0];
        return [a, b - a, c - a, all - b - c + a];
      };
      const [g1, g2, g3, g4] = part(g);
      const [h1, h2, h3, h4] = part(h);
      const offered = gain(g1, h1) + gain(g2, h2) + gain(g3, h3) + gain(g4, h4) - whole;
      if (offered > best) best = offered;
    }
  }
  return best;
}

/** Turns cells into sums over everything above and to the left of them. */
function cumulate(cells: Float64Array, height: number, width: number): void {
  for (let row = 0; row < height; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      const cell = row * width + column;
      sum += cells[cell] ?? 0;
      cells[cell] = sum + (row > 0 ? (cells[cell - width] ?? 0) : 0);
    }
  }
}
