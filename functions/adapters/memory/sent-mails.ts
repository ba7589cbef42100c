/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { MailRecord } from '../../domain/case/mail-record.ts';
import type { SentMails } from '../../ports/cases.ts';
import type { CaseStore } from './case-store.ts';

/** Confirms sent mails for tests. */
export function memorySentMails(store: CaseStore): SentMails {
  const update = (record: MailRecord, changed: Partial<MailRecord>): void => {
    const mails = store.cases.get(record.caseId)?.mails ?? [];
    const index = mails.findIndex(
      ({ purpose, number }) => purpose === record.purpose && number === record.number,
    );
    const reserved = mails[index];
    if (!reserved) throw new Error('a mail is recorded that was never reserved');
    mails[index] = { ...reserved, ...changed };
  };
  return {
    async confirm(record, messageId, at) {
      update(record, { status: 'sent', sentAt: at, messageId });
    },
    async refuse(record, at) {
      update(record, { status: 'refused', sentAt: at });
    },
  };
}
