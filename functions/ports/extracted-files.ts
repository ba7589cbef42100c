import type { Instant } from '../domain/instant.ts';

/** Where an attachment lies for a day after somebody asked for it. */
export interface ExtractedFiles {
  /** Putting it again changes nothing. */
  put(key: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
}

interface DownloadLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

/** Links for a minute, from another origin, that a browser saves and never shows. */
export interface MailDownloads {
  /** The mail as it came. */
  ofMail(ledgerId: string): Promise<DownloadLink>;
  ofExtracted(key: string, filename: string): Promise<DownloadLink>;
}
