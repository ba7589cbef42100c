/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { plusDays } from '../../domain/instant.ts';
import { UNDELIVERED_LIMIT, UNDELIVERED_WINDOW_DAYS } from '../../domain/mail/delivery-report.ts';
import { isNews } from '../../domain/mail/stopped-address.ts';
import type { Mailboxes } from '../../ports/mailboxes.ts';
import { mailboxOf, type CaseStore } from './case-store.ts';

/** Addresses for tests; they share the store with the cases, whose mail they stop. */
export const memoryMailboxes = (store: CaseStore): Mailboxes => ({
  async note({ id, address, what, at }) {
    const mailbox = mailboxOf(store, address);
    if (mailbox.stopped) return 'stopped';
    const releasedAt = mailbox.released[0]?.at;
    if (!isNews(at, releasedAt)) return 'noted';
    if (what === 'undelivered') {
      mailbox.undelivered.set(id, at);
      const since = plusDays(at, -UNDELIVERED_WINDOW_DAYS);
      const recent = [...mailbox.undelivered.values()].filter(
        (one) => one >= since && isNews(one, releasedAt),
      );
      if (recent.length < UNDELIVERED_LIMIT) return 'noted';
    }
    mailbox.stopped = { at, why: what };
    return 'stopped';
  },

  async read(address) {
    const { stopped, released } = mailboxOf(store, address);
    return { address, stopped, released: [...released] };
  },

  async free(address, release) {
    const mailbox = mailboxOf(store, address);
    if (mailbox.stopped?.at !== release.stopped.at) return 'changed';
    mailbox.stopped = undefined;
    mailbox.released.unshift(release);
    return 'freed';
  },
});
