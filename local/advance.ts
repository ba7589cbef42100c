import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/** What `POST /local/clock` takes: an ISO 8601 duration, or a moment to go to. */
export const ClockMove = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ to: z.string() }),
]);
export type ClockMove = z.infer<typeof ClockMove>;

/** Everything that falls due on the way runs: a slip of the finger to the year 9999 would never end. */
const FARTHEST = { years: 10 };

/**
 * @returns where the clock goes, in ms since the epoch; months and years by the UTC calendar
 * @throws RangeError for what is not ISO 8601, lies in the past or more than ten years ahead
 */
export function targetOf(move: ClockMove, now: number): number {
  const from = Temporal.Instant.fromEpochMilliseconds(now);
  const target =
    'to' in move
      ? Temporal.Instant.from(move.to)
      : from.toZonedDateTimeISO('UTC').add(Temporal.Duration.from(move.advance)).toInstant();
  if (Temporal.Instant.compare(target, from) < 0) throw new RangeError('the clock moves forward only');
  if (Temporal.Instant.compare(target, from.toZonedDateTimeISO('UTC').add(FARTHEST).toInstant()) > 0)
    throw new RangeError('the clock moves ten years at most');
  return target.epochMilliseconds;
}
