import { CATEGORY_ROWS, OTHER_BIN, type BinnedColumn } from './bins.ts';

/** Two columns on a coarse grid: fine bins put together until each line holds enough rows to say something. */
export interface PairGrid {
  /** Places of the two columns. */
  readonly first: number;
  readonly second: number;
  readonly height: number;
  readonly width: number;
  /** Line of the grid by bin of the column. */
  readonly rowOf: Uint8Array;
  readonly columnOf: Uint8Array;
}

/** Lines of a grid by bin of one column. */
interface Lines {
  readonly lineOf: Uint8Array;
  readonly count: number;
}

/**
 * Puts neighbouring bins of a column together into at most `most` lines of about equally many rows; the unknown has a line
 * of its own. Categories are neighbours when their shape says much the same.
 */
export function coarseLines(
  column: BinnedColumn,
  shape: Float64Array,
  rows: Int32Array,
  most: number,
): Lines {
  const counts = new Float64Array(column.bins);
  for (const row of rows) {
    const bin = column.codes[row] ?? 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  // The rare and never seen, where there was none, is as good as unknown.
  const first = column.kind === 'category' && (counts[OTHER_BIN] ?? 0) === 0 ? OTHER_BIN + 1 : 1;
  const order = Array.from({ length: column.bins - first }, (_, index) => index + first);
  const says = (bin: number): number => ((counts[bin] ?? 0) < CATEGORY_ROWS ? 0 : (shape[bin] ?? 0));
  if (column.kind === 'category') order.sort((a, b) => says(a) - says(b));
  const known = order.reduce((sum, bin) => sum + (counts[bin] ?? 0), 0);
  const lineOf = new Uint8Array(column.bins);
  let line = 1;
  let filled = 0;
  let due = known / most;
  for (const bin of order) {
    const own = counts[bin] ?? 0;
    // A new line once this one is full, or when the bin would fill the rest of it more than once over.
    if (filled > 0 && line < most && filled + own / 2 > due) {
      line += 1;
      due += (known - due) / Math.max(1, most - line + 1);
    }
    lineOf[bin] = line;
    filled += own;
  }
  return { lineOf, count: line + 1 };
}

export const gridOf = (first: number, second: number, rows: Lines, columns: Lines): PairGrid => ({
  first,
  second,
  height: rows.count,
  width: columns.count,
  rowOf: rows.lineOf,
  columnOf: columns.lineOf,
});
