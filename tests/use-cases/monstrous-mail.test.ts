import { expect, test } from 'vitest';
import { aWorld } from '../support/world.ts';

const head = 'Subject: My parcel\r\nDate: Thu, 03 Dec 2026 10:00:00 +0000\r\n';
/** What DynamoDB stores in one item, and in one partition key, at most (bytes). */
const LARGEST_ITEM = 409_600;
const LONGEST_KEY = 2048;

test('a mail with a thousand long-named attachments fits into the store, and says what is not listed', async () => {
  const world = aWorld();
  const part = (number: number) =>
    `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${'文'.repeat(150)}${number}.txt"\r\n\r\nx\r\n`;
  const parts = Array.from({ length: 1000 }, (_, number) => part(number)).join('');
  const long = '投诉'.repeat(60_000);
  const row = await world.mailArrives(
    'many-parts',
    `${head}From: ${'N'.repeat(5000)} <ann@example.org>\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${long}\r\n${parts}--b--\r\n`,
  );

  expect(row).toMatchObject({ outcome: 'new-case' });
  expect(row.warnings?.[0]).toBe('800 attachments are not listed; they are in the stored message.');
  const { case: record, messages } = await world.file(row.caseId ?? '');
  expect(record.name).toHaveLength(200);
  expect(messages[0]?.attachments).toHaveLength(200);
  expect(Buffer.byteLength(JSON.stringify(messages[0]))).toBeLessThan(LARGEST_ITEM);
});

test('ids that fit into no line are no ids, so that none is longer than a key', async () => {
  const world = aWorld();
  const id = `<${'m'.repeat(3000)}@example.org>`;
  const row = await world.mailArrives(
    'long-id',
    `${head}From: ann@example.org\r\nMessage-ID: ${id}\r\nReferences: ${id}\r\n\r\nMy parcel is late.\r\n`,
  );

  expect(row).toMatchObject({ outcome: 'new-case' });
  const [message] = (await world.file(row.caseId ?? '')).messages;
  expect(Buffer.byteLength(message?.mailId ?? '')).toBeLessThan(LONGEST_KEY);
});

test('a sender whom no server could answer waits in quarantine', async () => {
  const row = await aWorld().mailArrives(
    'long-sender',
    `${head}From: ${'b'.repeat(3000)}@example.org\r\nMessage-ID: <3@example.org>\r\n\r\nMy parcel is late.\r\n`,
  );

  expect(row).toMatchObject({ outcome: 'quarantine', reason: 'no-sender' });
});
