import { UNKNOWN_CODE, type CategoryColumn, type Column, type NumberColumn } from './column.ts';

/** With fewer levels than this a rare one may lie at the end of a number by luck. */
const FEWEST_LEVELS = 3;

/**
 * Whether a category only says in which range a number lies, such as `$100 - $200` beside the amount: who learns from both
 * learns the same twice.
 * @returns the number column that says more, or undefined
 */
export const saysMore = (category: CategoryColumn, columns: readonly Column[]): NumberColumn | undefined =>
  columns.filter((column) => column.kind === 'number').find((column) => isRangeOf(category, column));

function isRangeOf({ codes, levels }: CategoryColumn, { values }: NumberColumn): boolean {
  const ranges = levels.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  for (const [row, code] of codes.entries()) {
    const value = values[row] ?? Number.NaN;
    if ((code === UNKNOWN_CODE) !== Number.isNaN(value)) return false;
    const range = ranges[code];
    if (range === undefined) continue;
    range.low = Math.min(range.low, value);
    range.high = Math.max(range.high, value);
  }
  const inOrder = ranges.filter(({ low, high }) => low <= high).sort((a, b) => a.low - b.low);
  return (
    inOrder.length >= FEWEST_LEVELS &&
    inOrder.every(({ low }, place) => place === 0 || low > (inOrder[place - 1]?.high ?? low))
  );
}
