import type { Attachment } from '../domain/case/attachment.ts';
import type { Instant } from '../domain/instant.ts';
import type { RateTicket } from './cases.ts';

/** The record of files that customers announced. A complaint claims them in its own transaction (`Cases.open`). */
export interface Attachments {
  announce(
    attachment: Attachment,
    rate: readonly RateTicket[],
  ): Promise<
    { readonly kind: 'announced' } | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  >;
  /** Those that are known, by id. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Attachment>>;
}

/** Where the bytes lie. What nobody claims is deleted there by itself. */
export interface AttachmentFiles {
  /** A PUT of exactly this type and this many bytes; the caller sends the headers as they are. */
  uploadUrl(attachment: Attachment): Promise<{
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly expiresAt: Instant;
  }>;
  /** Puts the uploaded bytes where they stay and nobody can change them. Doing it again changes nothing. */
  keep(attachment: Attachment): Promise<'kept' | 'not-uploaded' | 'other-size'>;
}

/** What staff need of a kept file: a link for a minute, from another origin, that a browser saves and never shows. */
export interface AttachmentDownloads {
  downloadUrl(id: string, filename: string): Promise<{ readonly url: string; readonly expiresAt: Instant }>;
}
