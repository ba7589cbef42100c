// The functions instead of the classes: those carry all of Temporal into every bundle.
import * as InstantFns from 'temporal-polyfill/fns/Instant';
import * as DateFns from 'temporal-polyfill/fns/PlainDate';
import * as TimeFns from 'temporal-polyfill/fns/PlainTime';
import * as ZonedFns from 'temporal-polyfill/fns/ZonedDateTime';
import { instantOf, millis, type Day, type Instant } from '../instant.ts';

/** Local times `HH:MM` between which nobody is written to; from evening to morning it spans midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

const dateIn = (at: number, timeZone: string): DateFns.Record =>
  ZonedFns.toPlainDate(InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(at), timeZone));

/** On a day of a clock change a time that does not exist is the one an hour later; one that exists twice, the first. */
const momentOf = (date: DateFns.Record, time: string, timeZone: string): number =>
  DateFns.toZonedDateTime(date, { timeZone, plainTime: TimeFns.fromString(time) }).epochMilliseconds;

/** When the quiet hours end that the moment lies in; undefined when it lies in none. */
export function quietUntil(at: Instant, timeZone: string, quiet: QuietHours): Instant | undefined {
  if (quiet.from === quiet.until) return undefined;
  const now = millis(at);
  const today = dateIn(now, timeZone);
  for (const shift of [-1, 0]) {
    const first = DateFns.addDays(today, shift);
    const last = quiet.from < quiet.until ? first : DateFns.addDays(first, 1);
    const until = momentOf(last, quiet.until, timeZone);
    if (momentOf(first, quiet.from, timeZone) <= now && now < until) return instantOf(until);
  }
  return undefined;
}

/** Hours after its time at which a scheduled mail still goes out on the same day. */
const GRACE_HOURS = 4;
const MS_PER_HOUR = 3_600_000;

/** When a mail is due that goes out at `time` of the customer's day: the moment itself, soon after it, or the next such. */
export function dueAtLocalTime(at: Instant, timeZone: string, time: string): Instant {
  const now = millis(at);
  const today = dateIn(now, timeZone);
  const moment = momentOf(today, time, timeZone);
  if (now < moment) return instantOf(moment);
  if (now - moment < GRACE_HOURS * MS_PER_HOUR) return at;
  return instantOf(momentOf(DateFns.addDays(today, 1), time, timeZone));
}

/** The calendar day it is there. */
export const dayIn = (at: Instant, timeZone: string): Day => DateFns.toString(dateIn(millis(at), timeZone));

/** The moment of a local time on a calendar day. */
export function momentOn(day: Day, time: string, timeZone: string): Instant {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return instantOf(momentOf(DateFns.create(year, month, dayOfMonth), time, timeZone));
}
