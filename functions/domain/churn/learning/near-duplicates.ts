import { mixed } from './dice.ts';
import { rowsOf, type TrainingTable } from './training-table.ts';

/** Rows looked at; more would take longer than the fits. */
const MOST_ROWS = 20_000;
/** In a table of fewer columns rows agree in all but two by chance. */
const LEAST_COLUMNS = 6;

export interface NearDuplicates {
  /** Share of rows that agree with another one in all columns but two, or fewer. */
  readonly share: number;
  /** Of these, how many have the outcome of most of their likes. */
  readonly sameOutcome: number;
}

/**
 * Finds rows that nearly repeat another: a learner that can single rows out, such as deep trees, then looks better in
 * cross-validation than it will be on new customers. `undefined` where a table has too few columns to tell.
 */
export function nearDuplicates(table: TrainingTable): NearDuplicates | undefined {
  const places = table.columns.length;
  if (places < LEAST_COLUMNS) return undefined;
  const rows = Math.min(MOST_ROWS, table.outcomes.length);
  const { columns, outcomes } = rowsOf(
    table,
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  // The hash of a row is the sum of those of its cells, so that leaving two out is two subtractions.
  const cells = columns.map((column, place) => {
    const hashes = new Uint32Array(rows);
    const bits = new Float64Array(1);
    const words = new Uint32Array(bits.buffer);
    for (let row = 0; row < rows; row += 1) {
      bits[0] = column.kind === 'number' ? (column.values[row] ?? 0) : (column.codes[row] ?? -1);
      hashes[row] = mixed(mixed((words[0] ?? 0) + place * 7919) ^ (words[1] ?? 0));
    }
    return hashes;
  });
  const whole = new Uint32Array(rows);
  for (const hashes of cells)
    for (let row = 0; row < rows; row += 1) whole[row] = ((whole[row] ?? 0) + (hashes[row] ?? 0)) >>> 0;
  const likes = new Uint32Array(rows);
  const alike = new Uint32Array(rows);
  for (let first = 0; first < places; first += 1)
    for (let second = first + 1; second < places; second += 1)
      countLikes(whole, cells[first], cells[second], outcomes, likes, alike);
  let [near, same] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    if ((likes[row] ?? 0) === 0) continue;
    near += 1;
    if (2 * (alike[row] ?? 0) > (likes[row] ?? 0)) same += 1;
  }
  return { share: near / rows, sameOutcome: near === 0 ? 0 : same / near };
}

function countLikes(
  whole: Uint32Array,
  first: Uint32Array | undefined,
  second: Uint32Array | undefined,
  outcomes: Uint8Array,
  likes: Uint32Array,
  alike: Uint32Array,
): void {
  const left = new Map<number, { rows: number; leavers: number }>();
  const keyOf = (row: number): number =>
    ((whole[row] ?? 0) - (first?.[row] ?? 0) - (second?.[row] ?? 0)) >>> 0;
  for (let row = 0; row < whole.length; row += 1) {
    const key = keyOf(row);
    const seen = left.get(key);
    const outcome = outcomes[row] ?? 0;
    if (seen) {
      seen.rows += 1;
      seen.leavers += outcome;
    } else left.set(key, { rows: 1, leavers: outcome });
  }
  for (let row = 0; row < whole.length; row += 1) {
    const seen = left.get(keyOf(row));
    if (seen === undefined || seen.rows < 2) continue;
    const outcome = outcomes[row] ?? 0;
    likes[row] = (likes[row] ?? 0) + seen.rows - 1;
    alike[row] = (alike[row] ?? 0) + (outcome === 1 ? seen.leavers : seen.rows - seen.leavers) - 1;
  }
}
