// The functions instead of the classes: those carry all of Temporal into every bundle.
import * as InstantFns from 'temporal-polyfill/fns/Instant';
import * as DateFns from 'temporal-polyfill/fns/PlainDate';
import * as TimeFns from 'temporal-polyfill/fns/PlainTime';
import * as ZonedFns from 'temporal-polyfill/fns/ZonedDateTime';
import { instantOf, millis } from '../instant.ts';
import type { Day, Instant } from '../instant.ts';

/** Days on which a country does not work, and the weekend days on which it does. Made by `tools/holidays.ts`. */
export interface HolidayTable {
  readonly country: string;
  readonly source: string;
  /** Years the source knows; in any other only weekends are closed, and a promise is nearer than meant, never later. */
  readonly years: readonly number[];
  readonly holidays: readonly Day[];
  /** Weekend days worked in exchange for a holiday, as China does. */
  readonly workdays: readonly Day[];
}

/** When a firm works: one zone, one span of hours, the same on every business day. */
export interface BusinessCalendar {
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO weekdays worked, 1 Monday to 7 Sunday; at least one. */
  readonly weekdays: ReadonlySet<number>;
  /** Local times `HH:MM`, the first before the second. */
  readonly opens: string;
  readonly closes: string;
  readonly holidays: ReadonlySet<Day>;
  readonly workdays: ReadonlySet<Day>;
}

const MS_PER_HOUR = 3_600_000;
/** No firm is closed for ten years on end: such a calendar is a defect, not a long wait. */
const DAYS_SEARCHED = 3660;

interface Opening {
  readonly opens: number;
  readonly closes: number;
}

const isBusinessDay = (calendar: BusinessCalendar, date: DateFns.Record): boolean => {
  const day = DateFns.toString(date);
  if (calendar.workdays.has(day)) return true;
  return calendar.weekdays.has(DateFns.dayOfWeek(date)) && !calendar.holidays.has(day);
};

const localDate = (calendar: BusinessCalendar, at: number): DateFns.Record =>
  ZonedFns.toPlainDate(
    InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(at), calendar.timeZone),
  );

/** The local hours of a day as instants: on a day of a clock change they are an hour nearer or further from midnight. */
function openingOf(calendar: BusinessCalendar, date: DateFns.Record): Opening {
  const at = (time: string): number =>
    DateFns.toZonedDateTime(date, { timeZone: calendar.timeZone, plainTime: TimeFns.fromString(time) })
      .epochMilliseconds;
  return { opens: at(calendar.opens), closes: at(calendar.closes) };
}

/** Opening times from the local day of an instant onwards. */
function* openings(calendar: BusinessCalendar, from: number): Generator<Opening, never> {
  let date = localDate(calendar, from);
  let closedDays = 0;
  for (;;) {
    if (isBusinessDay(calendar, date)) {
      closedDays = 0;
      yield openingOf(calendar, date);
    } else {
      closedDays += 1;
      if (closedDays > DAYS_SEARCHED) throw new Error(`A calendar in ${calendar.timeZone} that never opens`);
    }
    date = DateFns.addDays(date, 1);
  }
}

/**
 * The instant at which `hours` of business time have passed: Friday 17:00 + 1 hour is Monday 09:30.
 * Lands between opening and closing time, both included; fractions of an hour are allowed.
 */
export function addBusinessHours(calendar: BusinessCalendar, at: Instant, hours: number): Instant {
  if (!(hours >= 0)) throw new RangeError(`Business hours are added, not taken away: ${hours}`);
  let left = Math.round(hours * MS_PER_HOUR);
  const from = millis(at);
  const days = openings(calendar, from);
  for (;;) {
    const { opens, closes } = days.next().value;
    const start = Math.max(opens, from);
    if (start > closes) continue;
    if (left <= closes - start) return instantOf(start + left);
    left -= closes - start;
  }
}

/**
 * Closing time of the `days`-th business day after the day of `at`, which itself does not count: a promise of five
 * business days made on any day of a week holds until the close of the fifth that follows. With 0, the closing time
 * of that day, or of the next business day when it is over.
 */
export function addBusinessDays(calendar: BusinessCalendar, at: Instant, days: number): Instant {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of business days: ${days}`);
  const now = millis(at);
  const today = localDate(calendar, now);
  const from = days === 0 ? now : openingOf(calendar, DateFns.addDays(today, 1)).opens;
  let left = Math.max(1, days);
  const business = openings(calendar, from);
  for (;;) {
    const { closes } = business.next().value;
    if (days === 0 && closes < now) continue;
    left -= 1;
    if (left === 0) return instantOf(closes);
  }
}
