import { quantileEdges, reached } from './bins.ts';
import { FOLDS } from './validate.ts';
import { mean } from './measure.ts';
import { areaUnderCurve } from './rank.ts';
import type { Column, TrainingTable } from './training-table.ts';

/** Alone this good, a column says what happened instead of foretelling it. */
export const SURE_LEAK = 0.99;
/** Alone this good and worth this much to the model, it does too. */
export const LIKELY_LEAK = 0.97;
export const LIKELY_LEAK_GAIN = 0.1;

/** A column that knows the label: how good it is alone, and the model without and with it. */
export interface Leak {
  readonly column: string;
  readonly alone: number;
  readonly without?: number;
  readonly with?: number;
}

/** Rows of doubt that pull a value's share of leavers towards the share of all. */
const DOUBT = 1;
/** Bins by which a column of numbers is read: wide ones for a trend, narrow ones for islands. */
const WIDE_BINS = 32;
const NARROW_BINS = 1000;
/** Rows a narrow bin should hold, or held-out rows meet none of their own. */
const NARROW_ROWS = 10;

/**
 * Cross-validated AUC of each column alone: held-out rows are ranked by the share of leavers among seen rows of the same
 * value, or of the same bin. A value that no seen row has ranks in the middle.
 */
export function aucAlone({ columns, outcomes }: TrainingTable, folds: Uint8Array): number[] {
  return columns.map((column) =>
    keysOf(column).reduce((best, keys) => Math.max(best, aucOfKeys(keys, outcomes, folds)), 0),
  );
}

interface Keys {
  readonly codes: Int32Array;
  readonly count: number;
}

/** The ways to read a column as groups of rows; the unknown is a group of its own. */
function keysOf(column: Column): Keys[] {
  if (column.kind === 'category')
    return [{ codes: column.codes.map((code) => code + 1), count: column.categories.length + 1 }];
  const byBins = [WIDE_BINS, Math.min(NARROW_BINS, Math.floor(column.values.length / NARROW_ROWS))].map(
    (most) => {
      const edges = Float64Array.from(quantileEdges(column.values, Math.max(2, most)));
      const codes = Int32Array.from(column.values, (value) =>
        Number.isNaN(value) ? 0 : 1 + reached(edges, value),
      );
      return { codes, count: edges.length + 2 };
    },
  );
  const places = new Map<number, number>();
  const exact = Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return 0;
    const place = places.get(value) ?? places.size + 1;
    if (place > places.size) places.set(value, place);
    return place;
  });
  const repeats = places.size > NARROW_BINS && places.size < column.values.length / 2;
  return repeats ? [...byBins, { codes: exact, count: places.size + 1 }] : byBins;
}

function aucOfKeys({ codes, count }: Keys, outcomes: Uint8Array, folds: Uint8Array): number {
  const rows = new Float64Array(count * FOLDS);
  const leavers = new Float64Array(count * FOLDS);
  for (let row = 0; row < codes.length; row += 1) {
    const cell = (folds[row] ?? 0) * count + (codes[row] ?? 0);
    rows[cell] = (rows[cell] ?? 0) + 1;
    leavers[cell] = (leavers[cell] ?? 0) + (outcomes[row] ?? 0);
  }
  const areas: number[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = new Float64Array(count);
    const left = new Float64Array(count);
    let [allSeen, allLeft] = [0, 0];
    for (let other = 0; other < FOLDS; other += 1) {
      if (other === fold) continue;
      for (let key = 0; key < count; key += 1) {
        const cell = other * count + key;
        seen[key] = (seen[key] ?? 0) + (rows[cell] ?? 0);
        left[key] = (left[key] ?? 0) + (leavers[cell] ?? 0);
        allSeen += rows[cell] ?? 0;
        allLeft += leavers[cell] ?? 0;
      }
    }
    const average = allLeft / Math.max(1, allSeen);
    const asked: number[] = [];
    for (let row = 0; row < codes.length; row += 1) if (folds[row] === fold) asked.push(row);
    const predicted = Float64Array.from(asked, (row) => {
      const key = codes[row] ?? 0;
      return ((left[key] ?? 0) + DOUBT * average) / ((seen[key] ?? 0) + DOUBT);
    });
    const area = areaUnderCurve(
      predicted,
      Uint8Array.from(asked, (row) => outcomes[row] ?? 0),
    );
    if (!Number.isNaN(area)) areas.push(area);
  }
  return areas.length === 0 ? 0.5 : mean(areas);
}
