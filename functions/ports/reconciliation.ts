import type { Instant } from '../domain/instant.ts';

/** One raw message as it lies in the bucket. */
export interface StoredMail {
  /** SES message id: key of the stored message and of its ledger row. */
  readonly messageId: string;
  readonly storedAt: Instant;
  readonly bytes: number;
}

/** The shelf of raw messages, looked through from end to end. */
export interface StoredMails {
  /** The next of them in the order of their ids; none when the end is reached. */
  after(messageId: string | undefined): Promise<readonly StoredMail[]>;
  has(messageId: string): Promise<boolean>;
}

/** The intake ledger as the reconcile job looks at it. */
export interface LedgerBooks {
  /** Those of these ids that have no row. */
  withoutRow(ids: readonly string[]): Promise<readonly string[]>;
  /** Ids of the rows that mail got on a day (`2026-11-27`, UTC). */
  mailOfDay(day: string): Promise<readonly string[]>;
}

/** What was counted of one day: messages stored on it, and those of them that had no row. */
export interface DayCount {
  readonly stored: number;
  readonly missing: number;
}

/** How far a pass over the shelf has come. A pass that takes longer than one run goes on in the next. */
export interface Pass {
  readonly startedAt: Instant;
  /** The last message that was compared. */
  readonly through?: string;
  readonly days: Readonly<Record<string, DayCount>>;
}

/** Where a pass stands is kept, so that a run that ends half-way repeats a page and no more. */
export interface Passes {
  current(): Promise<Pass | undefined>;
  keep(pass: Pass): Promise<void>;
  end(): Promise<void>;
}

/** Whoever can read mail. Nobody else carries the means for it. */
export interface MailReader {
  /** Has a stored message taken in. What is in the ledger stays as it is. Resolves once the request is durable. */
  takeIn(messageId: string): Promise<void>;
}
