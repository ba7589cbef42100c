import type { LedgerRow, Refusal } from '../domain/case/ledger.ts';

/** A person decides about a stored mail, in view of one version of its ledger row. */
export interface MailCommand {
  readonly ledgerId: string;
  readonly version: number;
  /** Id of the member of staff. */
  readonly by: string;
}

export interface AcceptMail extends MailCommand {
  /** Who wrote, where the mail does not say it, or not so that they could be answered. */
  readonly email?: string | undefined;
}

export interface AttachMail extends MailCommand {
  readonly caseId: string;
  /** The sender may write on this case from now on. */
  readonly trustSender?: boolean | undefined;
}

export interface RefuseMail extends MailCommand {
  /** For the record: why nobody handles it. */
  readonly reason: string;
  /** What the sender is told. */
  readonly notice: Refusal;
}

/** `NobodyToTell`: nobody we may write to is behind the sender. */
export type MailRefusal = 'NotFound' | 'Stale' | 'NotWaiting' | 'UnknownCase' | 'NobodyToTell';

export type MailDecided =
  | { readonly ok: true; readonly row: LedgerRow }
  | { readonly ok: false; readonly reason: MailRefusal; readonly row?: LedgerRow | undefined };

export type Extracted =
  /** Lies on the shelf of extracted attachments for a day. */
  | { readonly kind: 'extracted'; readonly key: string; readonly filename: string; readonly size: number }
  | { readonly kind: 'no-such-attachment'; readonly count: number };

/** Whoever can open a stored mail for a member of staff: reading mail takes more than the staff functions carry. */
export interface MailDesk {
  /** Opens a case from the mail. */
  accept(command: AcceptMail): Promise<MailDecided>;
  /** Puts the mail on a case. */
  attach(command: AttachMail): Promise<MailDecided>;
  /** Tells the sender that nobody will handle it, and where to complain instead. */
  refuse(command: RefuseMail): Promise<MailDecided>;
  /** Takes an attachment out of the mail; `place` counts from 1. */
  extract(ledgerId: string, place: number): Promise<Extracted>;
}
