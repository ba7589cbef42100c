import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { safeHtml } from '../../../functions/domain/mail/safe-html.ts';
import { mayAnswer } from '../../../functions/domain/mail/verdict.ts';
import { aMail, aMultipart } from './a-mail.ts';

/** What users of other systems report about the reading of mail; each must not happen here. */

describe('"a forwarded WG: mail joins the old ticket" (zammad 4965)', () => {
  test.each([
    'WG: Ihr Fall',
    'Fwd: Your case',
    'TR : Votre dossier',
    'RV: Su caso',
    '转发: 您的投诉',
    '転送: ご連絡',
    'Пересл: Ваше обращение',
  ])('%s with the thread headers of the old mail is a forward', async (Subject) => {
    const headers = { Subject, 'In-Reply-To': '<old@example.org>', References: '<old@example.org>' };
    expect((await parseMail(aMail({ headers }))).verdict).toBe('forward');
  });
});

test('"replies that share only a References id become two tickets" (zammad 5716): every id is there to fold on', async () => {
  const mail = await parseMail(aMail({ headers: { References: '<a@example.org> <b@example.org>' } }));
  expect(mail.inReplyTo).toBeNull();
  expect(mail.references).toEqual(['<a@example.org>', '<b@example.org>']);
});

describe('"bounces and out-of-office become tickets and loop" (frappe 3628, faveo 150, odoo 66329)', () => {
  test.each([
    ['a bounce', { From: 'MAILER-DAEMON@example.org', Subject: 'Undelivered Mail Returned to Sender' }],
    ['an out-of-office', { Subject: 'Automatic reply: Your case' }],
    ['a list', { 'List-Id': '<x.example.org>' }],
    ['generated mail', { 'Auto-Submitted': 'auto-generated' }],
  ])('%s is machine mail and never answered', async (_name, headers) => {
    const mail = await parseMail(
      aMail({ headers, body: 'This could not be delivered: <a@example.net>: unknown' }),
    );
    expect(['new', 'reply', 'forward']).not.toContain(mail.verdict);
    expect(mayAnswer(mail)).toBe(false);
  });
});

test('"the first mail without Message-ID stops the mailbox" (freescout 4740)', async () => {
  const mail = await parseMail(aMail({ headers: { 'Message-ID': null } }));
  expect(mail).toMatchObject({ ok: true, messageId: null, text: 'It never came.' });
  expect(mail.warnings).toContain('The mail has no Message-ID.');
});

test('"ISO-2022-JP is rejected" (zammad 3115)', async () => {
  const body = Buffer.from('\u001b$BJV6b$7$F$/$@$5$$\u001b(B', 'latin1');
  const mail = await parseMail(
    aMail({ headers: { 'Content-Type': 'text/plain; charset=ISO-2022-JP' }, body }),
  );
  expect(mail.text.trim()).toBe('返金してください');
});

test('"UTF-8 is decoded as Latin-1" (zammad 6221)', async () => {
  const headers = { 'Content-Type': 'text/plain; charset=iso-8859-1' };
  const mail = await parseMail(
    aMail({ headers, body: Buffer.from('Grüße aus Köln, mein Gerät ist kaputt') }),
  );
  expect(mail.text.trim()).toBe('Grüße aus Köln, mein Gerät ist kaputt');
});

test.each([
  'text/plain; charset=',
  ';',
  'text',
  '"',
  'multipart/mixed',
  'text/plain; charset="utf-8',
  'text/html; =;;',
])('"a bad content type crashes the import" (zammad 6141): %j', async (type) => {
  const mail = await parseMail(aMail({ headers: { 'Content-Type': type } }));
  expect(mail).toMatchObject({ ok: true, subject: 'My parcel' });
});

test('"more than 15 attachments are dropped silently" (chatwoot 14590)', async () => {
  const photos = Array.from({ length: 40 }, (_, at) => ({
    type: `image/jpeg; name="${String(at)}.jpg"`,
    headers: 'Content-Disposition: attachment\r\n',
    body: 'x',
  }));
  const mail = await parseMail(aMultipart([{ type: 'text/plain', body: 'See here' }, ...photos]));
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(
    photos.map((_, at) => `${String(at)}.jpg`),
  );
});

test('"HTML or SVG mail runs a script in the console" (osTicket 3764, uvdesk 112)', async () => {
  const mail = await parseMail(
    aMultipart([
      {
        type: 'text/html',
        body: '<p onclick="x()">Hi<svg onload=x()><script>x()</script></svg><img src=x onerror=x()></p>',
      },
      { type: 'image/svg+xml; name="a.svg"', body: '<svg onload="x()"/>' },
    ]),
  );
  expect(safeHtml(mail.html)).toBe('<p>Hi</p>');
  expect(mail.attachments).toMatchObject([{ filename: 'a.svg', contentType: 'image/svg+xml' }]);
  expect(`${mail.text}${mail.html}`).not.toContain('a.svg');
});
