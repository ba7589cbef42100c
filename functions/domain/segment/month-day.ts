import { MS_PER_DAY, type Day } from '../instant.ts';

/** Whole months from one calendar day to a later one: 31 January to 28 February is none, to 1 March is one. */
export function wholeMonthsBetween(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}

/** `03-31` of `1990-03-31` or `--03-31`. */
export const monthDayOf = (day: string): string => day.slice(-5);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days from `today` to the next day of the year `monthDay`, 0 when it is today; 29 February is the 28th in other years. */
export function daysUntilMonthDay(monthDay: string, today: Day): number {
  const year = Number(today.slice(0, 4));
  const inYear = (one: number): Day => `${one}-${monthDay === '02-29' && !isLeap(one) ? '02-28' : monthDay}`;
  const next = inYear(year) >= today ? inYear(year) : inYear(year + 1);
  return Math.round((Date.parse(next) - Date.parse(today)) / MS_PER_DAY);
}
