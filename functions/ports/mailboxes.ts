import type { DeliveryReport } from '../domain/mail/delivery-report.ts';

/** What we know of an address as a place where mail arrives. Room for automatic mail is taken by `Cases.save`. */
export interface Mailboxes {
  /**
   * Notes what became of a mail to this (lower-cased) address; the same report again changes nothing.
   * @returns `stopped` when no automatic mail goes there any more, by this report or one before
   */
  note(report: DeliveryReport): Promise<'stopped' | 'noted'>;
}
