import { banded } from './banded.ts';
import { UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { binsOf, fitAdditive, placesOf } from './fit-additive.ts';
import { ALIVE, shapesOf } from './smooth-shapes.ts';

/** Ridge on the rise of a line by a standard deviation, on each category and on the unknown. */
const RIDGE = 1;

/**
 * Shapes of logistic regression: numbers as straight lines in their value, a bin at the mean of what it holds, and a weight
 * for each category. What hundreds of columns say of a few leavers is often said best so.
 * @returns the log-odds of every bin, column by column; the margins of `learn` are its start and are not changed.
 */
export function straightShapes(columns: readonly BinnedColumn[], learn: BoostingRows): Float64Array[] {
  const { offsets, bins } = placesOf(columns);
  const coefficientOf = new Int32Array(bins);
  const scores = new Float64Array(bins).fill(1);
  let size = 1;
  for (const [place, column] of columns.entries()) {
    const offset = offsets[place] ?? 0;
    const line = column.kind === 'number' ? standardised(column.centres, learn.codes[place]) : [];
    for (let bin = 0; bin < column.bins; bin += 1) {
      const isOnLine = column.kind === 'number' && bin > UNKNOWN_BIN + 1;
      coefficientOf[offset + bin] = isOnLine ? size - 1 : size;
      if (column.kind === 'number' && bin !== UNKNOWN_BIN) scores[offset + bin] = line[bin] ?? 0;
      if (!isOnLine) size += 1;
    }
  }
  const penalty = banded(size);
  penalty.own.fill(RIDGE);
  penalty.own[0] = ALIVE;
  const design = { coefficientOf, scores, penalty };
  return shapesOf(columns, binsOf(design, fitAdditive(columns, learn, design)));
}

/** Centres of bins in standard deviations from the mean of the rows of which the value is known. */
function standardised(centres: readonly number[], codes: Uint8Array = new Uint8Array()): number[] {
  let [rows, mean, squares] = [0, 0, 0];
  for (const bin of codes) {
    if (bin === UNKNOWN_BIN) continue;
    rows += 1;
    const away = (centres[bin] ?? 0) - mean;
    mean += away / rows;
    squares += away * ((centres[bin] ?? 0) - mean);
  }
  const deviation = Math.sqrt(squares / Math.max(1, rows)) || 1;
  return centres.map((centre) => (centre - mean) / deviation);
}
