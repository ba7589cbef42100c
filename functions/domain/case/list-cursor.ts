import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** A place in a list of cases is the sort key of the last one shown: its time, `#`, its id. A cursor hides that. */
export const cursorTo = (place: string): string => Buffer.from(place).toString('base64url');

/** The place a cursor names, or undefined when it is none of ours. */
export function placeOf(cursor: string): string | undefined {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  return instantSchema.safeParse(place.split('#')[0]).success ? place : undefined;
}

/** The cursor of a query, from the page before; none and an empty one begin at the beginning. */
export const cursorSchema = z
  .string()
  .max(400)
  .refine((given) => given === '' || placeOf(given) !== undefined, { error: 'not a cursor of ours' })
  .optional();
