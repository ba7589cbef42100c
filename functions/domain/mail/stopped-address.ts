import * as z from 'zod';
import { instantSchema, type Instant } from '../instant.ts';

/** Since when and why no automatic mail goes to an address. */
export const stopSchema = z.object({
  at: instantSchema,
  why: z.enum(['bounced', 'undelivered', 'complained']),
});
export type Stop = z.infer<typeof stopSchema>;

/** That a person let automatic mail go to an address again: who, when, why, and what had stopped it. */
export const releaseSchema = z.object({
  at: instantSchema,
  /** Staff id. */
  by: z.string(),
  why: z.string(),
  stopped: stopSchema,
});
export type Release = z.infer<typeof releaseSchema>;

/** What is known of an address as a place where mail arrives. */
export interface MailboxState {
  /** Lower case. */
  readonly address: string;
  readonly stopped?: Stop | undefined;
  /** Latest first. */
  readonly released: readonly Release[];
}

/** Counts stops and releases, so that nobody frees an address from a stop that they have not seen. */
export const versionOfMailbox = ({ stopped, released }: MailboxState): number =>
  2 * released.length + (stopped ? 1 : 0);

/**
 * Whether a report can still say something: one that is of before the last release was known to whoever freed the address,
 * or is told once more.
 */
export const isNews = (reportedAt: Instant, releasedAt: Instant | undefined): boolean =>
  releasedAt === undefined || reportedAt > releasedAt;
