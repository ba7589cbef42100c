import { mixed, seededDice, shuffle } from './dice.ts';
import type { TrainingTable } from './training-table.ts';

/**
 * The group of every row: rows that agree in every column share one. Folds keep groups whole, so that a model is never
 * asked about a customer whose twin it was taught.
 */
export function identicalRows({ columns, outcomes }: TrainingTable): Int32Array {
  const [high, low] = [new Uint32Array(outcomes.length), new Uint32Array(outcomes.length)];
  for (const [place, column] of columns.entries()) {
    const words = wordsOf(column);
    for (let row = 0; row < outcomes.length; row += 1) {
      const [first, second] = [words[2 * row] ?? 0, words[2 * row + 1] ?? 0];
      high[row] = mixed((high[row] ?? 0) ^ mixed(first + place) ^ second);
      low[row] = mixed((low[row] ?? 0) + mixed(second ^ 0x5bd1e995) + Math.imul(first, 0x9e3779b1) + place);
    }
  }
  const groups = new Int32Array(outcomes.length);
  const known = new Map<number, number>();
  for (let row = 0; row < groups.length; row += 1) {
    // 53 bits of hash: among a million different rows two meet with a chance of one in ten thousand.
    const key = (high[row] ?? 0) * 2_097_152 + ((low[row] ?? 0) >>> 11);
    const group = known.get(key) ?? known.size;
    if (group === known.size) known.set(key, group);
    groups[row] = group;
  }
  return groups;
}

/** Two 32-bit words per row that are equal exactly where the values are. */
function wordsOf(column: TrainingTable['columns'][number]): Uint32Array {
  if (column.kind === 'category') {
    const words = new Uint32Array(2 * column.codes.length);
    for (let row = 0; row < column.codes.length; row += 1) words[2 * row] = (column.codes[row] ?? -1) + 1;
    return words;
  }
  // -0 and 0 are the same value, and so is every NaN.
  const values = column.values.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0));
  return new Uint32Array(values.buffer);
}

/**
 * Deals groups of rows into folds with equally many leavers: leavers and stayers are shuffled apart and dealt in turn.
 * @returns the fold of every row.
 */
export function dealFolds(groups: Int32Array, outcomes: Uint8Array, folds: number, seed: number): Uint8Array {
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const left = new Uint8Array(count);
  for (let row = 0; row < groups.length; row += 1) if ((outcomes[row] ?? 0) === 1) left[groups[row] ?? 0] = 1;
  const order = Int32Array.from({ length: count }, (_, group) => group);
  shuffle(order, seededDice(seed));
  const foldOfGroup = new Uint8Array(count);
  const dealt = [0, 0];
  for (const group of order) {
    const kind = left[group] ?? 0;
    const turn = dealt[kind] ?? 0;
    // The second deal begins where the first ends, so that no fold gets one more of both.
    foldOfGroup[group] = kind === 1 ? turn % folds : folds - 1 - (turn % folds);
    dealt[kind] = turn + 1;
  }
  return Uint8Array.from(groups, (group) => foldOfGroup[group] ?? 0);
}

/** The rows for which `wanted` holds. */
export function rowsWhere(count: number, wanted: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row += 1) {
    if (!wanted(row)) continue;
    rows[found] = row;
    found += 1;
  }
  return rows.slice(0, found);
}

/** Halves a list of rows at random, groups kept whole: about `share` of the rows are in `check`. */
export function splitRows(
  rows: Int32Array,
  groups: Int32Array,
  outcomes: Uint8Array,
  share: number,
  seed: number,
): { learn: Int32Array; check: Int32Array } {
  const parts = Math.max(2, Math.round(1 / share));
  const dense = new Map<number, number>();
  const own = Int32Array.from(rows, (row) => {
    const group = groups[row] ?? 0;
    const known = dense.get(group) ?? dense.size;
    if (known === dense.size) dense.set(group, known);
    return known;
  });
  const part = dealFolds(
    own,
    Uint8Array.from(rows, (row) => outcomes[row] ?? 0),
    parts,
    seed,
  );
  return {
    learn: rows.filter((_, index) => part[index] !== 0),
    check: rows.filter((_, index) => part[index] === 0),
  };
}
