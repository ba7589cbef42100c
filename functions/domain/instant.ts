import * as z from 'zod';

/** A point in time: ISO 8601 in UTC with milliseconds, such as `2026-11-22T07:20:00.000Z`; sorts as text. */
export type Instant = string;
export const instantSchema = z.iso.datetime();

/** A calendar day, `2026-11-22`. */
export type Day = string;
export const daySchema = z.iso.date();

const MS_PER_SECOND = 1000;
export const MS_PER_DAY = 86_400_000;

/** Milliseconds since 1970, of an instant or of the beginning of a day. */
export const millis = (at: Instant): number => Date.parse(at);

/** The instant of milliseconds since 1970. */
export const instantOf = (ms: number): Instant => new Date(ms).toISOString();

/** So many times 24 hours later; a fraction, or less than none, will do. */
export const plusDays = (at: Instant, days: number): Instant => instantOf(millis(at) + days * MS_PER_DAY);

/** So many seconds later. */
export const plusSeconds = (at: Instant, seconds: number): Instant =>
  instantOf(millis(at) + seconds * MS_PER_SECOND);

/** Whole seconds from `from` to `to`, at least `least`: Step Functions refuses a timeout of 0. */
export const secondsUntil = (from: Instant, to: Instant, least = 1): number =>
  Math.max(least, Math.ceil((millis(to) - millis(from)) / MS_PER_SECOND));

/** Days between two instants as a fraction; negative when `to` lies before `from`. */
export const daysBetween = (from: Instant, to: Instant): number => (millis(to) - millis(from)) / MS_PER_DAY;

/** The day of an instant in UTC; in another zone, see `dayIn` of the quiet hours. */
export const dayOf = (at: Instant): Day => at.slice(0, 10);

/** The first instant of a day in UTC. */
export const startOf = (day: Day): Instant => `${day}T00:00:00.000Z`;

/** The day so many days after this one. */
export const daysAfter = (day: Day, days: number): Day => dayOf(plusDays(startOf(day), days));

/** The one that comes first. */
export const earliest = (a: Instant, b: Instant): Instant => (a <= b ? a : b);
/** The one that comes last. */
export const latest = (a: Instant, b: Instant): Instant => (a >= b ? a : b);
