/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { plusDays } from '../../domain/instant.ts';
import { UNDELIVERED_LIMIT, UNDELIVERED_WINDOW_DAYS } from '../../domain/mail/delivery-report.ts';
import type { Mailboxes } from '../../ports/mailboxes.ts';
import { mailboxOf, type CaseStore } from './case-store.ts';

/** Addresses for tests; they share the store with the cases, whose mail they stop. */
export const memoryMailboxes = (store: CaseStore): Mailboxes => ({
  async note({ id, address, what, at }) {
    const mailbox = mailboxOf(store, address);
    if (what === 'undelivered') {
      mailbox.undelivered.set(id, at);
      const since = plusDays(at, -UNDELIVERED_WINDOW_DAYS);
      const recent = [...mailbox.undelivered.values()].filter((one) => one >= since).length;
      mailbox.stopped ||= recent >= UNDELIVERED_LIMIT;
    } else mailbox.stopped = true;
    return mailbox.stopped ? 'stopped' : 'noted';
  },
});
