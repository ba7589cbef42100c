/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { SentMails } from '../../ports/cases.ts';
import type { CaseStore } from './case-store.ts';

/** Confirms sent mails for tests. */
export function memorySentMails(store: CaseStore): SentMails {
  return {
    async confirm(record, messageId, at) {
      const mails = store.cases.get(record.caseId)?.mails ?? [];
      const index = mails.findIndex(
        ({ purpose, number }) => purpose === record.purpose && number === record.number,
      );
      const reserved = mails[index];
      if (!reserved) throw new Error('a mail is confirmed that was never reserved');
      mails[index] = { ...reserved, status: 'sent', sentAt: at, messageId };
    },
  };
}
