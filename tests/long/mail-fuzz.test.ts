import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { safeHtml } from '../../functions/domain/mail/safe-html.ts';
import { aMail, aMultipart, encoded } from '../domain/mail/a-mail.ts';
import { mutated, newDraw } from './mutated-mail.ts';
import { seed } from './seed.ts';

/** AMENDS_FUZZ is how many messages are tried, AMENDS_SEED which. */
const count = Number(process.env['AMENDS_FUZZ'] ?? 20_000);
const SLOW_MS = 2_000;
const MOST_MEMORY = 512 * 1024 * 1024;

/** Starts from messages of our own, and from the corpora where AMENDS_DATA names them. */
function messages(): Buffer[] {
  const own = [
    aMail(),
    aMail({
      headers: { 'Content-Type': 'text/plain; charset=gb18030' },
      body: encoded('你们的客服态度太差了', 'gb18030'),
    }),
    aMail({
      headers: { 'Content-Type': 'text/html' },
      body: '<div>No.</div><blockquote>We are sorry.</blockquote>',
    }),
    aMultipart(
      [
        { type: 'text/plain; charset=big5', body: encoded('我的訂單還沒有收到', 'big5') },
        { type: 'text/html; charset=utf-8', body: '<p>Hi <a href="x">y</a></p>' },
        { type: 'message/rfc822', body: aMail() },
        {
          type: 'message/delivery-status',
          body: 'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n',
        },
        { type: 'image/png; name="p.png"', headers: 'Content-Transfer-Encoding: base64\r\n', body: 'AAAA' },
      ],
      'multipart/report; report-type=delivery-status',
    ),
  ];
  const root = join(process.env['AMENDS_DATA'] ?? '', 'mail');
  if (!process.env['AMENDS_DATA'] || !existsSync(root)) return own;
  const corpora = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:xml|json|out|bin)$|LICENSE/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter((bytes) => bytes.length < 200_000);
  return [...own, ...corpora];
}

test(`${String(count)} broken mails are read within bounds`, async () => {
  const all = messages();
  const draw = newDraw(seed);
  let slowest = 0;
  let most = 0;
  for (let at = 0; at < count; at += 1) {
    const raw = mutated(all, draw);
    const before = process.cpuUsage();
    const mail = await parseMail(raw);
    const shown = safeHtml(mail.html);
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1_000);
    most = Math.max(most, process.memoryUsage.rss());
    const found = `message ${String(at)} of seed ${String(seed)}`;
    expect(mail.ok, found).toBe(true);
    expect(slowest, found).toBeLessThan(SLOW_MS);
    expect(most, found).toBeLessThan(MOST_MEMORY);
    expect(shown, found).not.toMatch(
      /<(?:script|style|iframe|object|svg|math|form|img|link|meta|base)\b|<[^<>]*="\s*javascript:/i,
    );
    const names = [
      mail.subject,
      mail.from?.name ?? '',
      ...mail.attachments.map(({ filename }) => filename),
    ].join('');
    expect(names, found).not.toMatch(/\p{Cc}/u);
    expect(mail.reply.length, found).toBeLessThanOrEqual(mail.text.length);
  }
  console.info(`slowest ${slowest.toFixed(0)} ms of CPU, at most ${String(Math.round(most / 1_048_576))} MB`);
});
