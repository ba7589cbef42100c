import type { Instant } from '../domain/instant.ts';

/** What a use case may not take from its surroundings by itself. */
export interface Clock {
  readonly now: () => Instant;
}

export interface Ids {
  /** A new id with its prefix, `cas_` and a ULID. */
  next(prefix: string): string;
  /** Unpredictable bytes for a case number. */
  random(bytes: number): Uint8Array;
}

/** Keyed or plain digests; equal input gives equal output on every machine of the stage. */
export interface Digests {
  /** Hex SHA-256, for natural keys that carry personal data. */
  hash(...parts: readonly string[]): string;
  /** A number in [0, 1) from a keyed hash, for random but durable assignment (holdout). */
  draw(experiment: string, subject: string): Promise<number>;
  /**
   * 128 bits of a keyed hash of a text in the alphabet of ULIDs: a natural key that tells nobody the text, and that a
   * signed link can carry.
   */
  seal(purpose: string, text: string): Promise<string>;
}

/** What a link is for; it is part of the MAC, so a link for one thing opens no other. */
export type LinkPurpose = 'case' | 'offer' | 'unsubscribe' | 'survey' | 'question' | 'points';

/**
 * Signed links: `v1.<128-bit id>.<MAC over purpose, id and expiry>`. The expiry is not in the token; the reader
 * knows it from the record that the id names and checks the MAC with it.
 */
export interface Links {
  token(purpose: LinkPurpose, ulid: string, expiresAt: Instant): Promise<string>;
  /** The ULID in a well-formed token; the MAC is not checked yet. */
  idIn(token: string): string | undefined;
  /** True when this token was made by us for this purpose, id and expiry; compared in constant time. */
  isGenuine(token: string, purpose: LinkPurpose, ulid: string, expiresAt: Instant): Promise<boolean>;
  /** Local part of a signed reply address, `reply+…`, safe in any case. */
  replyLocalPart(caseUlid: string): Promise<string>;
  /** The case ULID of a genuine reply address. */
  caseInReplyAddress(address: string): Promise<string | undefined>;
}

/** Takes a finished message to the mail service. */
export interface PostOffice {
  /**
   * @returns the Message-ID header that the recipient will see, with angle brackets; or that the service refuses this
   * mail for good.
   * @throws MailPostponed when it takes nothing now; the reservation stays
   */
  send(mail: {
    readonly to: string;
    readonly raw: Uint8Array;
  }): Promise<{ readonly kind: 'sent'; readonly messageId: string } | { readonly kind: 'refused' }>;
}

/** Wakes a machine that waits. An expired or used token is no error: the machine looks at the store anyway. */
export interface Machines {
  start(
    machine: 'recovery' | 'escalation' | 'campaign' | 'import',
    name: string,
    input: object,
  ): Promise<void>;
  wake(taskToken: string, output: object): Promise<'woken' | 'too-late'>;
}

/** Lets one thing after the other go ahead, no faster than a rate. */
export interface Pace {
  /** Resolves when it is one's turn. */
  turn(): Promise<void>;
}
