/** What a table of two columns said of one column alone. */
interface Purified {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

const MOST_ROUNDS = 100;
const SETTLED = 1e-10;

/**
 * Takes row and column means out of a pair's table, in place, until none is left, each cell weighted by its customers
 * (Lengerich et al. 2020, "Purifying interaction effects"). What stays is interaction alone; split in halves onto its two
 * columns it is then their Shapley value.
 */
export function purify(table: Float64Array, weights: Float64Array, height: number, width: number): Purified {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const moved = Math.max(
      takeMeans(table, weights, rows, width, 1, width),
      takeMeans(table, weights, columns, 1, width, height),
    );
    if (moved < SETTLED) break;
  }
  return { rows, columns };
}

/** Moves the mean of each line of the table into `lines`; returns the largest move. */
function takeMeans(
  table: Float64Array,
  weights: Float64Array,
  lines: Float64Array,
  lineStep: number,
  cellStep: number,
  cells: number,
): number {
  let most = 0;
  for (let line = 0; line < lines.length; line += 1) {
    let sum = 0;
    let weight = 0;
    for (let place = 0; place < cells; place += 1) {
      const cell = line * lineStep + place * cellStep;
      sum += (table[cell] ?? 0) * (weights[cell] ?? 0);
      weight += weights[cell] ?? 0;
    }
    if (weight === 0) continue;
    const mean = sum / weight;
    lines[line] = (lines[line] ?? 0) + mean;
    most = Math.max(most, Math.abs(mean));
    for (let place = 0; place < cells; place += 1) {
      const cell = line * lineStep + place * cellStep;
      table[cell] = (table[cell] ?? 0) - mean;
    }
  }
  return most;
}
