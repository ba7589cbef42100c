import type { DeliveryReport } from '../domain/mail/delivery-report.ts';
import type { MailboxState, Release } from '../domain/mail/stopped-address.ts';

/** What we know of an address as a place where mail arrives. Room for automatic mail is taken by `Cases.save`. */
export interface Mailboxes {
  /**
   * Notes what became of a mail to this (lower-cased) address; the same report again changes nothing, and neither does one of
   * before the address was last freed.
   * @returns `stopped` when no automatic mail goes there any more, by this report or one before
   */
  note(report: DeliveryReport): Promise<'stopped' | 'noted'>;
  read(address: string): Promise<MailboxState>;
  /**
   * Ends the stop that `release` names, and keeps the release.
   * @returns `changed` when that stop is over, or another has begun
   */
  free(address: string, release: Release): Promise<'freed' | 'changed'>;
}
