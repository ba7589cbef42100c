import type { Contact } from '../domain/contact/contact.ts';
import type { BaseRange } from '../domain/customer/base-place.ts';
import type { Instant } from '../domain/instant.ts';

/** What lies under one address. */
export interface Correspondence {
  readonly cases: readonly { readonly caseId: string; readonly receivedAt: Instant }[];
  /** Mail came back for good, or was marked as unwanted. */
  readonly stoppedAt?: Instant | undefined;
}

/** What is out of the ordinary of one address. */
export interface Notable {
  readonly cases: Correspondence['cases'];
  /** Its owner wants silence, or mail comes back: to be looked up before anything is decided. */
  readonly isMarked: boolean;
}

/** What the governor remembers of addresses. */
export interface Contacts {
  /** Those we have written to or heard of; a change of a moment ago may not be seen yet. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
  /** As it is at this moment. */
  byId(id: string): Promise<Contact | undefined>;
  /** From now on no reservation for this address succeeds. The first wish stands. */
  stop(id: string, at: Instant): Promise<void>;
  /** What lies under an (lower-cased) address: the cases it opened, and since when mail does not arrive there. */
  under(address: string): Promise<Correspondence>;
  /**
   * All addresses whose place is in the range and that opened a case or are marked; a change of a moment ago may not be seen
   * yet. Customers stand at the places of the addresses that we write to (`basePlaceOf`).
   */
  notable(range: BaseRange): Promise<ReadonlyMap<string, Notable>>;
  /** Marks an address that asked for silence for `notable`. It promises nothing: `stop` does. */
  noteSilence(address: string): Promise<void>;
}
