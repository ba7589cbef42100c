import type { NumberColumn } from '../../functions/domain/churn/learning/training-table.ts';
import { MONEY_OR_SHARE, type NumberStyle } from '../../functions/domain/table/number-text.ts';

/** Cells that can be read in one way only, and show what the points and commas of their column mean. */
const SHOWS_COMMA =
  /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})$|^0,\d+$|^\d{4,},\d+$|\.\d{3},\d+$|\.\d{3}\.\d{3}/;
const SHOWS_POINT = /^\d*\.(?:\d{1,2}|\d{4,})$|^0\.\d+$|^\d{4,}\.\d+$|,\d{3}[.,]\d+/;

/**
 * How the cells of one column write numbers, by those that can be read in one way only; what the file suggests where
 * there are none, or some of either kind.
 */
export function numberStyleOf(cells: Iterable<string>, usual: NumberStyle): NumberStyle {
  let [commas, points] = [false, false];
  for (const cell of cells) {
    const [, , bare = ''] = MONEY_OR_SHARE.exec(cell) ?? [];
    commas ||= SHOWS_COMMA.test(bare);
    points ||= SHOWS_POINT.test(bare);
  }
  if (commas && points) return usual;
  if (commas) return { decimalComma: true, pointGroups: true };
  return points ? { decimalComma: false } : usual;
}

/** Written by tools and people where a value is not known, in any column. */
const BLANK = /^(?:|na|n\/a|nan|null|\?|#n\/a|\\n)$/i;
/** These too in a column of numbers or days; among categories they may be an answer. */
const BLANK_NUMBER = /^(?:none|nil|-+|\.|unknown|missing|not available|0000-00-00.*|00\/00\/0000)$/i;

export const isBlank = (cell: string): boolean => BLANK.test(cell);
export const isBlankNumber = (cell: string): boolean => BLANK.test(cell) || BLANK_NUMBER.test(cell);

/** How a column writes its days. */
type DayStyle = NonNullable<NumberColumn['written']>;

const TIME = '(?:[T ,]+\\d{1,2}:\\d{2}.*)?$';
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}`);
/** A year of two digits needs two of each beside points, or `1.2.30` of a program would be a day. */
const YEAR_LAST = new RegExp(
  `^(?:(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})|(\\d{1,2})[-/](\\d{1,2})[-/](\\d\\d)|(\\d\\d)\\.(\\d\\d)\\.(\\d\\d))${TIME}`,
);
const MONTH_BY_NAME = new RegExp(
  `^(?:(\\d{1,2})[-/. ]+([a-z]{3,9})|([a-z]{3,9})[-/. ]+(\\d{1,2}))\\.?[-/, ]+(\\d{4}|\\d\\d)${TIME}`,
  'i',
);
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const MS_PER_DAY = 86_400_000;

/**
 * Whole days since 1970-01-01 of a cell such as `2024-05-31`, `31.05.2024`, `5/31/2024 10:00` or `31-May-24`; `NaN` when it
 * is none.
 */
export function dayIn(cell: string, style: DayStyle): number {
  if (style === 'month-named') return dayWithName(cell);
  const parts = (style === 'year-first' ? YEAR_FIRST : YEAR_LAST).exec(cell);
  if (parts === null) return Number.NaN;
  const [a = '', b = '', c = ''] = parts.slice(1).filter(Boolean);
  if (style === 'year-first') return dayNumber(a, Number(b), Number(c));
  return style === 'day-first' ? dayNumber(c, Number(b), Number(a)) : dayNumber(c, Number(a), Number(b));
}

function dayWithName(cell: string): number {
  const [, before, name = '', nameFirst = '', after = '', year = ''] = MONTH_BY_NAME.exec(cell) ?? [];
  const word = (name || nameFirst).toLowerCase();
  const month = 1 + MONTHS.findIndex((one) => word.length >= 3 && one.startsWith(word));
  return month === 0 ? Number.NaN : dayNumber(year, month, Number(before ?? after));
}

/** Of two digits, 69 is 1969 and 68 is 2068, as POSIX has it. */
function dayNumber(written: string, month: number, day: number): number {
  const digits = Number(written);
  const year = written.length > 2 ? digits : digits + (digits < 69 ? 2000 : 1900);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / MS_PER_DAY : Number.NaN;
}

/** A style that none of so many texts is written in is not looked for in the others. */
const SAMPLE = 100;

const styles = [
  'year-first',
  'month-first',
  'day-first',
  'month-named',
] as const satisfies readonly DayStyle[];

/**
 * The style in which the most rows say a day, and how many rows these are; month first wins where both fit.
 * @param cells each text once, with its number of rows
 */
export function dayStyleOf(cells: readonly { readonly text: string; readonly count: number }[]): {
  readonly style: DayStyle;
  readonly rows: number;
} {
  const rowsIn = (style: DayStyle): number =>
    cells.reduce((sum, { text, count }) => (Number.isNaN(dayIn(text, style)) ? sum : sum + count), 0);
  const sample = cells.slice(0, SAMPLE);
  const isSeen = (style: DayStyle) => sample.some(({ text }) => !Number.isNaN(dayIn(text, style)));
  return styles
    .filter((style, place) => place === 0 || isSeen(style))
    .map((style) => ({ style, rows: rowsIn(style) }))
    .reduce((best, other) => (other.rows > best.rows ? other : best));
}
