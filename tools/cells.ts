/** How a table writes its numbers: where semicolons part the columns, a comma is usually the decimal point. */
export interface NumberStyle {
  readonly decimalComma: boolean;
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
const MONEY_OR_SHARE = /^([+-]?)\s*[$€£¥￥]?\s*(.*?)\s*%?$/;

/** The number a cell says, `NaN` when it says none. Takes `1,234.50`, `$12`, `5 %` and, where it is usual, `3,5`. */
export function numberIn(cell: string, { decimalComma }: NumberStyle): number {
  if (PLAIN.test(cell)) return Number(cell);
  const [, sign = '', bare = ''] = MONEY_OR_SHARE.exec(cell) ?? [];
  if (decimalComma && DECIMAL_COMMA.test(bare))
    return Number(sign + bare.replaceAll('.', '').replace(',', '.'));
  if (GROUPED.test(bare)) return Number(sign + bare.replaceAll(',', ''));
  return bare !== cell && PLAIN.test(bare) ? Number(sign + bare) : Number.NaN;
}

/** Written by tools and people where a value is not known, in any column. */
const BLANK = /^(?:|na|n\/a|nan|null|\?|#n\/a|\\n)$/i;
/** These too in a column of numbers or days; among categories they may be an answer. */
const BLANK_NUMBER = /^(?:none|nil|-+|\.|unknown|missing|not available)$/i;

export const isBlank = (cell: string): boolean => BLANK.test(cell);
export const isBlankNumber = (cell: string): boolean => BLANK.test(cell) || BLANK_NUMBER.test(cell);

/** How a column writes its days. */
export type DayStyle = 'year-first' | 'day-first' | 'month-first';

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,]+\d{1,2}:\d{2}.*)?$/;

const MS_PER_DAY = 86_400_000;

/** Whole days since 1970-01-01 of a cell such as `2024-05-31`, `31.05.2024` or `5/31/2024 10:00`; `NaN` when it is none. */
export function dayIn(cell: string, style: DayStyle): number {
  const parts = (style === 'year-first' ? YEAR_FIRST : YEAR_LAST).exec(cell);
  if (parts === null) return Number.NaN;
  const [a = 0, b = 0, c = 0] = parts.slice(1, 4).map(Number);
  if (style === 'year-first') return dayNumber(a, b, c);
  return style === 'day-first' ? dayNumber(c, b, a) : dayNumber(c, a, b);
}

function dayNumber(year: number, month: number, day: number): number {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / MS_PER_DAY : Number.NaN;
}

/** The style in which every one of these cells is a day, or `undefined`. Month first wins where both fit. */
export function dayStyleOf(cells: Iterable<string>): DayStyle | undefined {
  const left = new Set<DayStyle>(['year-first', 'month-first', 'day-first']);
  for (const cell of cells) {
    for (const style of left) if (Number.isNaN(dayIn(cell, style))) left.delete(style);
    if (left.size === 0) return undefined;
  }
  const [style] = left;
  return style;
}
