/** What one mail is to us. Everything but `new`, `reply` and `forward` is machine mail and never answered. */
export type Verdict = 'new' | 'reply' | 'forward' | 'auto-reply' | 'bounce' | 'report' | 'list' | 'own';

export interface MailAddress {
  /** Display name, "" when there is none. */
  readonly name: string;
  readonly address: string;
}

export interface MailAttachment {
  /** "" when the part names none; never a path, never control characters. */
  readonly filename: string;
  readonly contentType: string;
  /** Decoded bytes. */
  readonly size: number;
}

export interface BouncedRecipient {
  readonly address: string;
  /** True when sending again is pointless (status 5.x.x, unknown mailbox), false for a delay. */
  readonly permanent: boolean;
}

export interface Bounce {
  readonly recipients: readonly BouncedRecipient[];
  /** True when every recipient failed for good. */
  readonly permanent: boolean;
}

/**
 * Header facts the loop brake needs (docs/adr/044). They are as forgeable as any header: they may stop us
 * from answering, they never make us trust anybody.
 */
export interface MachineMarks {
  /** Value of `Auto-Submitted` without parameters, null when absent. */
  readonly autoSubmitted: string | null;
  readonly precedence: string | null;
  /** Any `List-*` header. */
  readonly list: boolean;
  /** `X-Auto-Response-Suppress` asks for silence. */
  readonly autoResponseSuppress: boolean;
  /** "" is the null return path of bounces; null means the header is absent. */
  readonly returnPath: string | null;
  /** Value of our own marker header. */
  readonly ownMarker: string | null;
}

export interface ParsedMail {
  readonly ok: boolean;
  readonly verdict: Verdict;
  /** With its angle brackets, as threading compares it; null when absent: the caller derives a synthetic id. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** ISO 8601 UTC; null when absent or unreadable. */
  readonly date: string | null;
  readonly subject: string;
  readonly text: string;
  /** As received; never shown before `safeHtml`. "" when the mail has no HTML part. */
  readonly html: string;
  /** `text` without quotes and signature. */
  readonly reply: string;
  readonly attachments: readonly MailAttachment[];
  readonly bounce?: Bounce;
  /** A report says that its recipient calls a mail spam; receipts and reports about sign-in of mail do not. */
  readonly complaint?: true;
  /** Of a bounce or report: what the returned mail has in angle brackets, by which we know a mail of ours again. */
  readonly returnedIds?: readonly string[];
  readonly marks: MachineMarks;
  /** One sentence for everything assumed. Never holds text of the mail. */
  readonly warnings: readonly string[];
}
