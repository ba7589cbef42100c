import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startClock } from '../../local/clock.ts';
import { openDisk } from '../../local/disk.ts';
import { openMailbox } from '../../local/mail-out.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function mailboxIn(folder: string) {
  const disk = openDisk(join(folder, 'cloud.sqlite'));
  const mailbox = openMailbox(disk, startClock(disk, Date.parse('2026-11-24T12:00:00Z'), 0), 'us-east-1');
  return {
    mailbox,
    close: () => disk.close(),
    send: async (to: string, subject: string): Promise<void> => {
      const raw = `From: Amends <care@example.com>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHello\r\n`;
      const form = new URLSearchParams({
        Action: 'SendRawEmail',
        'RawMessage.Data': Buffer.from(raw).toString('base64'),
      });
      const answer = await mailbox.serve({
        method: 'POST',
        url: '/',
        headers: {},
        body: Buffer.from(form.toString()),
        operation: 'SendRawEmail',
      });
      expect(answer.status).toBe(200);
    },
  };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amends-mailbox-'));
  folders.push(folder);
  return folder;
}

const subjects = (mails: readonly { readonly subject: string }[]): string[] =>
  mails.map(({ subject }) => subject);

test('mails are found by who they went to, however the address is written', async () => {
  const { mailbox, send, close } = mailboxIn(newFolder());
  await send('ann@example.org', 'first');
  await send('ben@example.org', 'second');
  await send('Ann <ANN@example.org>', 'third');

  expect(subjects(mailbox.mails('Ann@Example.org'))).toEqual(['first', 'third']);
  expect(subjects(mailbox.mails('n@example.org'))).toEqual([]);
  close();
});

test('all mails are read page by page, or the latest first', async () => {
  const { mailbox, send, close } = mailboxIn(newFolder());
  for (const subject of ['1', '2', '3', '4', '5']) await send('ann@example.org', subject);

  const first = mailbox.page(2);
  const second = mailbox.page(2, first.at(-1)?.id);
  expect([subjects(first), subjects(second), subjects(mailbox.page(2, second.at(-1)?.id))]).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5'],
  ]);
  expect(subjects(mailbox.latest(2))).toEqual(['5', '4']);
  close();
});

test('what was sent is there after a restart', async () => {
  const folder = newFolder();
  const before = mailboxIn(folder);
  await before.send('ann@example.org', 'kept');
  before.close();
  const after = mailboxIn(folder);

  expect(after.mailbox.count()).toBe(1);
  expect(subjects(after.mailbox.mails('ann@example.org'))).toEqual(['kept']);
  after.close();
});
