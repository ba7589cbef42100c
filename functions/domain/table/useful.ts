import { UNKNOWN_CODE, type CategoryColumn, type Column, type NumberColumn } from './column.ts';

/** Why a column cannot be learned from, in words for whoever gave the table. */
type WhyUseless = 'is the same in every row' | 'names the row and says nothing about it';

/** Below this many rows a column of all different values may still be a measurement. */
const FEWEST_ROWS = 50;

/** @returns undefined for a column that can be learned from */
export function whyUseless(column: Column): WhyUseless | undefined {
  return column.kind === 'category' ? uselessNames(column) : uselessNumbers(column);
}

function uselessNames({ codes, levels }: CategoryColumn): WhyUseless | undefined {
  if (levels.length === 0 || (levels.length === 1 && !codes.includes(UNKNOWN_CODE)))
    return 'is the same in every row';
  return codes.length >= FEWEST_ROWS && levels.length > codes.length / 2
    ? 'names the row and says nothing about it'
    : undefined;
}

/** A running number: whole, all different, and either in the order of the rows or nearly without gaps. */
function uselessNumbers({ values }: NumberColumn): WhyUseless | undefined {
  const first = values[0] ?? Number.NaN;
  if (values.every((value) => Object.is(value, first))) return 'is the same in every row';
  if (values.length < FEWEST_ROWS || !values.every(Number.isInteger)) return undefined;
  const sorted = Float64Array.from(values).sort();
  if (sorted.some((value, index) => index > 0 && value === sorted[index - 1])) return undefined;
  const inOrder = values.every((value, index) => value === sorted[index]);
  const dense = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) < 2 * values.length;
  return inOrder || dense ? 'names the row and says nothing about it' : undefined;
}
