import type { Case, Queue, CaseStatus } from '../domain/case/case.ts';
import type { CaseLink } from '../domain/case/case-link.ts';
import type { CaseChange, OfferSettling, Wait } from '../domain/case/change.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import type { WithheldWhy } from '../domain/case/mail-brake.ts';
import type { MailRecord } from '../domain/case/mail-record.ts';
import type { Message } from '../domain/case/message.ts';
import type { Instant } from '../domain/instant.ts';

/** Everything on one case, as one read gives it. */
export interface CaseFile {
  readonly case: Case;
  readonly messages: readonly Message[];
  readonly facts: readonly Fact[];
  readonly mails: readonly MailRecord[];
  /** Other cases of the same episode, and mails that came again. */
  readonly links?: readonly CaseLink[];
}

/** Makes the same request, sent again, the same answer. An expired one no longer counts. */
export interface Sentinel {
  /** Hash of the caller's key, or of what was said when there is none. */
  readonly hash: string;
  /** Hash of the whole request, to tell a repeat from another request under the same key. */
  readonly requestHash: string;
  readonly expiresAt: Instant;
}

/** A place in a rate window; the store refuses when the window is full. */
export interface RateTicket {
  readonly hash: string;
  readonly windowSeconds: number;
  readonly limit: number;
}

export interface NewCase {
  readonly case: Case;
  readonly message: Message;
  readonly facts: readonly Fact[];
  readonly ledger: LedgerRow;
  /** Version of the ledger row that was read, where a person has a mail taken in; without one the row must be new. */
  readonly ledgerWas?: number;
  readonly sentinel?: Sentinel;
  readonly rate: readonly RateTicket[];
  /** Ids of files that this complaint claims; a file belongs to one complaint only. */
  readonly claims?: readonly string[];
  /** Threads of mail that belong to this case, as `IntakeLookUp` names them; none may belong to another. */
  readonly threads?: readonly string[];
  readonly links?: readonly CaseLink[];
  /** Mails reserved with it. */
  readonly mails?: readonly MailRecord[];
  /** The offer whose answer opens the case; it settles in the same step, or neither happens. */
  readonly offer?: OfferSettling;
}

export type Opened =
  | { readonly kind: 'opened' }
  | {
      readonly kind: 'repeated';
      readonly requestHash: string;
      readonly caseId: string;
      readonly number: string;
      readonly answerBy: Instant;
      readonly receivedAt: Instant;
    }
  /** The same stored message was taken in before: nothing was written, this is where it went. */
  | { readonly kind: 'ledgered'; readonly row: LedgerRow }
  | { readonly kind: 'number-taken' }
  /** A mail of the same thread opened a case at the same moment: look again, and join that. */
  | { readonly kind: 'threaded' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  /** This file belongs to another complaint, or waited too long for one. */
  | { readonly kind: 'attachment-taken'; readonly id: string }
  /** The offer was answered meanwhile. */
  | { readonly kind: 'offer-answered' }
  /** The same request is being written at this moment. */
  | { readonly kind: 'in-progress' };

export type Saved =
  | { readonly kind: 'saved' }
  /** Somebody else changed the case after it was read. */
  | { readonly kind: 'stale' }
  /** There was no room for its automatic mail. Nothing was written. */
  | { readonly kind: 'mail-withheld'; readonly why: WithheldWhy }
  /** The offer's budget is spent, its limit used, or it was answered meanwhile. */
  | { readonly kind: 'offer-refused'; readonly why: 'budget' | 'limit' | 'answered' }
  | { readonly kind: 'ledgered'; readonly row: LedgerRow }
  /** The same mail is on a case already. */
  | { readonly kind: 'repeated'; readonly caseId: string }
  /** A thread of the mail was taken by another case at the same moment. */
  | { readonly kind: 'threaded' };

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** The record of cases. Every write is all or nothing and names the version it read. */
export interface Cases {
  open(newCase: NewCase): Promise<Opened>;
  file(caseId: string): Promise<CaseFile | undefined>;
  read(caseId: string): Promise<Case | undefined>;
  idByNumber(number: string): Promise<string | undefined>;
  save(change: CaseChange): Promise<Saved>;
  wait(caseId: string, name: Wait['name']): Promise<Wait | undefined>;
  /** Cases whose sent or received mail carried one of these Message-IDs, latest first; at most ten are looked up. */
  idsByMailIds(messageIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Ids and times of the cases an address opened since an instant, oldest first. One that began by a yes to a campaign's
   * offer, or by a wish for a call about it, is not among them: they are counted as complaints.
   */
  openedBy(
    address: string,
    since: Instant,
  ): Promise<readonly { readonly caseId: string; readonly receivedAt: Instant }[]>;
  /** A staff queue in due order. */
  queue(queue: Queue | 'quarantine', cursor?: string, limit?: number): Promise<Page<Case>>;
  /** All cases received on the days up to `from`, newest first, filtered by status where given. */
  received(
    filter: { readonly status?: CaseStatus; readonly tier?: string },
    from: Instant,
    cursor?: string,
    limit?: number,
  ): Promise<Page<Case>>;
  /** Cases with work due between two instants, a mail that a crash left behind too; each once, in due order. */
  due(since: Instant, until: Instant): Promise<readonly Case[]>;
}

/** The intake ledger: where every stored message ended. */
export interface Ledger {
  /** First writer wins; the row that stands is returned. A duplicate is linked to its case in the same step. */
  enter(row: LedgerRow): Promise<LedgerRow>;
  read(id: string): Promise<LedgerRow | undefined>;
  /** Replaces a row that nobody changed since it was read at `version`. */
  decide(row: LedgerRow, version: number): Promise<'saved' | 'stale'>;
}

/** What the intake has to know of a mail before it can say where it belongs, in one request. */
export interface IntakeLookUp {
  /**
   * The row of the message if it was taken in before, and the case of each thread that belongs to one. A thread is the
   * digest of a Message-ID and the address that wrote: nobody can take another's thread by naming its id first.
   */
  lookUp(
    ledgerId: string,
    threads: readonly string[],
  ): Promise<{
    readonly row: LedgerRow | undefined;
    readonly caseOf: ReadonlyMap<string, string>;
  }>;
}

/** Confirms a mail that was sent, with the id under which replies will thread. */
export interface SentMails {
  confirm(record: MailRecord, messageId: string, at: Instant): Promise<void>;
  /** Records that this mail can never be sent. */
  refuse(record: MailRecord, at: Instant): Promise<void>;
}
