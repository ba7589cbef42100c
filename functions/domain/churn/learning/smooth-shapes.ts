import { banded, type Banded } from './banded.ts';
import { UNKNOWN_BIN, type BinnedColumn } from './bins.ts';
import type { BoostingRows } from './boost-shapes.ts';
import { binsOf, fitAdditive, placesOf } from './fit-additive.ts';

export interface SmoothOptions {
  /** Penalty on the bend of a number column's curve, from bin to bin. */
  readonly bend: number;
  /** Ridge on each category and on the unknown, in rows at even odds times four. */
  readonly ridge: number;
}

/** Keeps the level of a curve in bounds, which the bend alone leaves free. */
const LEVEL_RIDGE = 0.01;

/** The level of all carries no penalty; this only keeps the factors alive where nobody left. */
export const ALIVE = 1e-6;

/**
 * Shapes by penalised likelihood (Eilers and Marx 1996): all columns at once, numbers as curves that bend no more than they
 * must, categories drawn towards the average. A few thousand rows say this better than steps do.
 * @param near shapes of much the same rows, to begin with
 * @returns the log-odds of every bin, column by column; the margins of `learn` are its start and are not changed.
 */
export function smoothShapes(
  columns: readonly BinnedColumn[],
  learn: BoostingRows,
  options: SmoothOptions,
  near: readonly Float64Array[] = [],
): Float64Array[] {
  const { offsets, bins } = placesOf(columns);
  const design = {
    coefficientOf: Int32Array.from({ length: bins }, (_, bin) => bin),
    scores: new Float64Array(bins).fill(1),
    penalty: penaltyOf(columns, offsets, bins, options),
  };
  const start = new Float64Array(bins);
  for (const [place, offset] of offsets.entries()) start.set(near[place] ?? [], offset);
  return shapesOf(columns, binsOf(design, fitAdditive(columns, learn, design, start)));
}

/** Log-odds of all bins, column by column. */
export function shapesOf(columns: readonly BinnedColumn[], all: Float64Array): Float64Array[] {
  const { offsets } = placesOf(columns);
  return columns.map(({ bins }, place) => {
    const offset = offsets[place] ?? 0;
    // The level of all rides on the first column; whoever centres the shapes takes it into the base.
    const level = place === 0 ? (all[0] ?? 0) : 0;
    return all.slice(offset, offset + bins).map((weight) => level + weight);
  });
}

/** The penalty: squares of second differences of neighbouring bins, and ridges. */
function penaltyOf(
  columns: readonly BinnedColumn[],
  offsets: readonly number[],
  size: number,
  { bend, ridge }: SmoothOptions,
): Banded {
  const penalty = banded(size);
  const add = (to: Float64Array, place: number, amount: number): void => {
    to[place] = (to[place] ?? 0) + amount;
  };
  penalty.own[0] = ALIVE;
  for (const [place, { kind, bins }] of columns.entries()) {
    const offset = offsets[place] ?? 0;
    const isCurve = kind === 'number';
    for (let bin = 0; bin < bins; bin += 1)
      add(penalty.own, offset + bin, isCurve && bin !== UNKNOWN_BIN ? LEVEL_RIDGE : ridge);
    if (!isCurve) continue;
    for (let bin = offset + UNKNOWN_BIN + 1; bin + 2 < offset + bins; bin += 1) {
      // The square of (first - 2 · second + third).
      add(penalty.own, bin, bend);
      add(penalty.own, bin + 1, 4 * bend);
      add(penalty.own, bin + 2, bend);
      add(penalty.next, bin, -2 * bend);
      add(penalty.next, bin + 1, -2 * bend);
      add(penalty.afterNext, bin, bend);
    }
  }
  return penalty;
}
