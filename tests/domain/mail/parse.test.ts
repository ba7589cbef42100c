import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { aMail, aMultipart } from './a-mail.ts';

test('an ordinary mail is read whole', async () => {
  expect(
    await parseMail(
      aMail({ headers: { Cc: 'Bob <bob@example.org>, group: a@example.org, b@example.org;' } }),
    ),
  ).toMatchObject({
    ok: true,
    verdict: 'new',
    messageId: '<1@example.org>',
    inReplyTo: null,
    references: [],
    from: { name: 'Jane Smith', address: 'jane@example.org' },
    to: [{ name: '', address: 'complaints@amends.localhost' }],
    cc: [
      { name: 'Bob', address: 'bob@example.org' },
      { name: '', address: 'a@example.org' },
      { name: '', address: 'b@example.org' },
    ],
    date: '2026-12-03T10:00:00.000Z',
    subject: 'My parcel',
    text: 'It never came.',
    reply: 'It never came.',
    attachments: [],
    warnings: [],
  });
});

describe('a broken mail is read as far as it goes, and says what was assumed', () => {
  test('an empty mail is a mail from nobody', async () => {
    const mail = await parseMail(new Uint8Array());
    expect(mail).toMatchObject({ ok: true, from: null, messageId: null, date: null, subject: '', text: '' });
    expect(mail.warnings).toContain('The mail is empty.');
  });

  test('a mail without From, Date and Message-ID is read, and that they are missing is said', async () => {
    const mail = await parseMail(aMail({ headers: { From: null, Date: null, 'Message-ID': null } }));
    expect(mail).toMatchObject({ from: null, messageId: null, date: null, text: 'It never came.' });
    expect(mail.warnings).toEqual([
      'The mail names no sender.',
      'The mail has no Message-ID.',
      'The mail has no date.',
    ]);
  });

  test('a mail with a date that is none is read', async () => {
    const mail = await parseMail(aMail({ headers: { Date: 'last Tuesday' } }));
    expect(mail.date).toBeNull();
    expect(mail.warnings).toEqual(['The date of the mail is unreadable.']);
  });

  test('a mail without any header is read', async () => {
    const mail = await parseMail(Buffer.from('My parcel never came.\n\nJane'));
    expect(mail.text).toBe('My parcel never came.\n\nJane');
    expect(mail.warnings).toContain('The mail has no header; all of it was read as its text.');
  });

  test.each([
    ['LF', '\n'],
    ['CR', '\r'],
  ])('a mail with a bare %s at the end of its lines is read', async (_name, end) => {
    const raw = aMail({ body: 'One\r\nTwo' }).toString().replaceAll('\r\n', end);
    expect(await parseMail(Buffer.from(raw))).toMatchObject({ subject: 'My parcel', text: 'One\nTwo' });
  });

  test('a mail with NULs in header and text is read', async () => {
    const mail = await parseMail(aMail({ headers: { Subject: 'My\0 parcel' }, body: 'It\0 never came' }));
    expect(mail).toMatchObject({ subject: 'My parcel', text: 'It never came' });
  });

  test('a multipart mail that names no boundary is read', async () => {
    const mail = await parseMail(aMail({ headers: { 'Content-Type': 'multipart/mixed' } }));
    expect(mail.ok).toBe(true);
  });

  test('a mail with a content type that is nonsense is read', async () => {
    const mail = await parseMail(aMail({ headers: { 'Content-Type': ';;=/"; charset=\'' } }));
    expect(mail).toMatchObject({ ok: true, subject: 'My parcel' });
  });

  test('a mail nested deeper than the parser goes is read', async () => {
    const depth = 400;
    const body = Array.from(
      { length: depth },
      (_, at) => `--b${String(at)}\r\nContent-Type: multipart/mixed; boundary=b${String(at + 1)}\r\n\r\n`,
    ).join('');
    const mail = await parseMail(
      aMail({ headers: { 'Content-Type': 'multipart/mixed; boundary=b0' }, body }),
    );
    expect(mail).toMatchObject({ ok: true, subject: 'My parcel', from: { address: 'jane@example.org' } });
    expect(mail.warnings).toContain(
      'The structure of the mail could not be followed; only its header and beginning were read.',
    );
  });
});

test('200 attachments are all listed', async () => {
  const parts = Array.from({ length: 200 }, (_, at) => ({
    type: `image/png; name="${String(at)}.png"`,
    headers: 'Content-Disposition: attachment\r\n',
    body: 'x',
  }));
  const mail = await parseMail(aMultipart([{ type: 'text/plain', body: 'See here' }, ...parts]));
  expect(mail.attachments).toHaveLength(200);
  expect(mail.text.trim()).toBe('See here');
});

test('1,000 parts of text are read', async () => {
  const mail = await parseMail(
    aMultipart(
      Array.from({ length: 1_000 }, (_, at) => ({ type: 'text/plain', body: `part ${String(at)}` })),
    ),
  );
  expect(mail.text).toContain('part 999');
});

test('100,000 parts are cut to what a person could have sent', async () => {
  const body = Buffer.from('--cut\r\n\r\n\r\n'.repeat(100_000));
  const mail = await parseMail(aMail({ headers: { 'Content-Type': 'multipart/mixed; boundary=cut' }, body }));
  expect(mail.warnings).toContain('The mail has more than 10000 parts; the rest was left out.');
});

test.each([
  ['a million blank lines', { body: `${'\n'.repeat(1_000_000)}x` }],
  ['a date of 300,000 brackets', { headers: { Date: '('.repeat(300_000) } }],
  ['a sender of 300,000 brackets', { headers: { From: '('.repeat(300_000) } }],
  [
    '200,000 elements in each other',
    { headers: { 'Content-Type': 'text/html' }, body: '<div>'.repeat(200_000) },
  ],
  [
    '70,000 tables in each other',
    { headers: { 'Content-Type': 'text/html' }, body: '<table><tr><td>'.repeat(70_000) },
  ],
  [
    'quotes of nothing but blanks',
    {
      headers: { 'Content-Type': 'text/plain; format=flowed' },
      body: `> ${' '.repeat(900)}x\r\n`.repeat(5_000),
    },
  ],
  [
    'a million blanks in preformatted HTML',
    { headers: { 'Content-Type': 'text/html' }, body: `<pre>a${' '.repeat(1_000_000)}x</pre>` },
  ],
  ['one line of a million letters', { body: 'a'.repeat(1_000_000) }],
])('%s keep the reader busy no longer than the test has', { timeout: 10_000 }, async (_name, raw) => {
  const from = 'MAILER-DAEMON@example.org';
  const headers = {
    From: from,
    'Return-Path': '<>',
    Subject: 'failure notice',
    ...('headers' in raw ? raw.headers : {}),
  };
  expect((await parseMail(aMail({ ...raw, headers }))).ok).toBe(true);
});

test('a mail of 40 MB is read', async () => {
  const mail = await parseMail(
    aMultipart([
      { type: 'text/plain', body: 'See the photo' },
      {
        type: 'image/png',
        headers: 'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=p.png\r\n',
        body: `${'A'.repeat(76)}\r\n`.repeat(520_000),
      },
    ]),
  );
  expect(mail.text.trim()).toBe('See the photo');
  expect(mail.attachments[0]?.size).toBe((76 * 520_000 * 3) / 4);
});

test('a mail in HTML only is read as text', async () => {
  const mail = await parseMail(
    aMail({
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: '<style>p{color:red}</style><p>My parcel &amp; my <b>refund</b></p><script>alert(1)</script><p>Jane</p>',
    }),
  );
  expect(mail.text).toBe('My parcel & my refund\n\nJane');
});

test('line breaks in names, subjects and file names cannot start a new header', async () => {
  const evil = Buffer.from('Jane\r\nBcc: victim@example.org').toString('base64');
  const word = `=?utf-8?B?${evil}?=`;
  const mail = await parseMail(
    aMultipart(
      [{ type: 'text/plain', headers: `Content-Disposition: attachment; filename="${word}"\r\n`, body: 'x' }],
      'multipart/mixed',
      { Subject: word, From: `${word} <jane@example.org>` },
    ),
  );
  expect(mail.subject).toBe('Jane Bcc: victim@example.org');
  expect(mail.from?.name).toBe('Jane Bcc: victim@example.org');
  expect(mail.attachments[0]?.filename).toBe('Jane Bcc: victim@example.org');
});

test('a file name never carries a path', async () => {
  const mail = await parseMail(
    aMultipart([
      {
        type: 'text/csv',
        headers: 'Content-Disposition: attachment; filename="..\\\\..\\\\etc/passwd"\r\n',
        body: 'x',
      },
    ]),
  );
  expect(mail.attachments[0]?.filename).toBe('passwd');
});

test('every id a reply shares with a thread is found, however it is written', async () => {
  const mail = await parseMail(
    aMail({
      headers: {
        'In-Reply-To': 'your mail of <a@example.org>',
        References: '<a@example.org>\r\n\t<b@example.org><a@example.org>',
      },
    }),
  );
  expect(mail).toMatchObject({
    inReplyTo: '<a@example.org>',
    references: ['<a@example.org>', '<b@example.org>'],
  });
});

test('Outlook and S/MIME covers are named, not opened', async () => {
  const mail = await parseMail(aMultipart([{ type: 'application/ms-tnef; name=winmail.dat', body: 'x' }]));
  expect(mail.warnings).toContain('A part is in Outlook format (TNEF) and was not opened.');
});

describe('no bytes make the reader throw', () => {
  test('random bytes are read as a mail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect((await parseMail(bytes)).ok).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  const sound = aMultipart(
    [
      { type: 'text/plain; charset=gbk', body: Buffer.from('c4e3bac3', 'hex') },
      { type: 'text/html; charset="utf-8"', body: '<p>Hi <a href="x">y</a><blockquote>z</blockquote>' },
      { type: 'message/rfc822', body: aMail() },
      {
        type: 'message/delivery-status',
        body: 'Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      },
    ],
    'multipart/report; report-type=delivery-status',
    { Subject: '=?utf-8?Q?caf=C3=A9?= =?gb2312?B?xOO6ww==?=' },
  );

  test('a sound mail with bytes changed, cut out and doubled is read', async () => {
    const change = fc.record({
      at: fc.nat(sound.length - 1),
      byte: fc.nat(255),
      take: fc.nat(80),
      again: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        let bytes = Buffer.from(sound);
        for (const { at, byte, take, again } of changes) {
          const here = at % bytes.length;
          const piece = bytes.subarray(here, here + take);
          bytes = Buffer.concat([
            bytes.subarray(0, here),
            Buffer.from([byte]),
            ...(again ? [piece, piece] : []),
            bytes.subarray(here + take),
          ]);
        }
        expect((await parseMail(bytes)).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
