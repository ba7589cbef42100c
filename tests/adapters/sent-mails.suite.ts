import { expect, test } from 'vitest';
import { changeCase } from '../../functions/domain/case/change.ts';
import type { MailRecord } from '../../functions/domain/case/mail-record.ts';
import { aCase, anOpening, bySystem, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** What every record of sent mail promises. */
export function sentMailsSuite(fresh: FreshAdapters): void {
  const record = aCase();
  const mail: MailRecord = {
    caseId: record.id,
    purpose: 'decision',
    number: 1,
    to: record.email,
    status: 'reserved',
    reservedAt: monday,
  };

  test('a mail that was sent says when, and under which id replies will come', async () => {
    const { cases, sentMails } = await fresh(() => monday);
    await cases.open(anOpening(record));
    await cases.save(changeCase(record, bySystem, [], { mails: [mail, { ...mail, purpose: 'closing' }] }));

    await sentMails.confirm(mail, '<1@mail.example>', '2026-03-02T09:00:05.000Z');

    const mails = (await cases.file(record.id))?.mails ?? [];
    expect(mails.find(({ purpose }) => purpose === 'decision')).toEqual({
      ...mail,
      status: 'sent',
      sentAt: '2026-03-02T09:00:05.000Z',
      messageId: '<1@mail.example>',
    });
    expect(mails.find(({ purpose }) => purpose === 'closing')?.status).toBe('reserved');
  });

  test('the same purpose and number is reserved once', async () => {
    const { cases } = await fresh(() => monday);
    await cases.open(anOpening(record));
    const first = changeCase(record, bySystem, [], { mails: [mail] });
    await cases.save(first);

    expect(await cases.save(changeCase(first.after, bySystem, [], { mails: [mail] }))).toEqual({
      kind: 'stale',
    });
  });

  test('a mail that the mail service refuses for good is recorded as refused', async () => {
    const { cases, sentMails } = await fresh(() => monday);
    await cases.open(anOpening(record));
    await cases.save(changeCase(record, bySystem, [], { mails: [mail] }));

    await sentMails.refuse(mail, monday);

    expect((await cases.file(record.id))?.mails).toEqual([{ ...mail, status: 'refused', sentAt: monday }]);
    expect(await cases.due(monday, '2026-03-02T09:59:59.000Z')).toEqual([]);
  });

  test('a mail that nobody reserved cannot have been sent', async () => {
    const { sentMails } = await fresh(() => monday);

    await expect(sentMails.confirm(mail, '<1@mail.example>', monday)).rejects.toThrow();
  });
}
