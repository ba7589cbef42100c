import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'amends-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/mail.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr };
};

const file = (name: string, content: string | Buffer) => {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
};

test('every file gets one line, in order, and a missing one does not stop the rest', () => {
  const good = file('good.eml', 'From: a@example.org\r\nSubject: Hi\r\n\r\nHello\r\n');
  const empty = file('empty.eml', '');
  const noise = file('noise.eml', Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256)));
  const { status, lines } = run(good, path.join(folder, 'missing.eml'), empty, noise);
  expect(status).toBe(1);
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(read.map((line) => line['ok'])).toEqual([true, false, true, true]);
  expect(read[0]).toEqual({
    file: good,
    ok: true,
    verdict: 'new',
    messageId: null,
    inReplyTo: null,
    references: [],
    from: { name: '', address: 'a@example.org' },
    to: [],
    cc: [],
    date: null,
    subject: 'Hi',
    text: 'Hello',
    reply: 'Hello',
    attachments: [],
    warnings: ['The mail has no Message-ID.', 'The mail has no date.'],
  });
  expect(Object.keys(read[1] ?? {})).toEqual(['file', 'ok', 'error']);
});

test('all read ends with 0', () => {
  expect(run(file('one.eml', 'Subject: x\n\ny')).status).toBe(0);
});

test('without a file it says what to do and ends with 2', () => {
  const { status, lines, stderr } = run();
  expect({ status, lines }).toEqual({ status: 2, lines: [] });
  expect(stderr).toContain('Name at least one message file.');
});

test('an unknown option ends with 2', () => {
  expect(run('--frobnicate').status).toBe(2);
});

test('--help tells the fields', () => {
  const { status, lines } = run('--help');
  expect(status).toBe(0);
  expect(lines.join('\n')).toContain('npm run -s mail');
});
