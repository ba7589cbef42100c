import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { mayAnswer } from '../../../functions/domain/mail/verdict.ts';
import { aMail, aMultipart } from './a-mail.ts';

const verdictOf = async (raw: Uint8Array) => (await parseMail(raw)).verdict;

describe('a forwarded mail is not a reply, in any language', () => {
  const prefixes = [
    'Fwd:',
    'FW:',
    'Fw: ',
    'WG:',
    'TR:',
    'RV:',
    'I:',
    'Doorst:',
    'VS:',
    'ENC:',
    'PD:',
    'VL:',
    'İLT:',
    '转发：',
    '轉寄:',
    '転送:',
    '전달:',
    'Пересл:',
  ];

  test.each(prefixes)('a mail whose subject begins with %s is forwarded', async (prefix) => {
    expect(await verdictOf(aMail({ headers: { Subject: `${prefix} Re: My case AM-2026-ABCDEF` } }))).toBe(
      'forward',
    );
  });

  test.each(prefixes.filter((prefix) => prefix !== 'VS:'))(
    'a mail with %s is forwarded, though it has the thread headers of what it forwards',
    async (prefix) => {
      const headers = {
        Subject: `${prefix} My case`,
        'In-Reply-To': '<x@example.org>',
        References: '<x@example.org>',
      };
      expect(await verdictOf(aMail({ headers }))).toBe('forward');
    },
  );

  test('a forwarded mail without a prefix is told by the line that introduces what is forwarded', async () => {
    const body =
      'See below.\n\n---------- Forwarded message ---------\nFrom: a@example.org\nSubject: x\n\nHello';
    expect(await verdictOf(aMail({ body }))).toBe('forward');
  });

  test('a mail that is attached with nothing said is forwarded', async () => {
    expect(
      await verdictOf(
        aMultipart([
          { type: 'message/rfc822', headers: 'Content-Disposition: attachment\r\n', body: aMail() },
        ]),
      ),
    ).toBe('forward');
  });
});

describe('a reply is not a forward', () => {
  test.each([
    'Re:',
    'RE: FW:',
    'AW: WG:',
    'Antw:',
    'SV:',
    'Odp:',
    '回复：',
    '回覆:',
    '答复: 转发:',
    '返信:',
    'Re[2]:',
    '[EXTERNAL] Re:',
    'Vá:',
  ])('a mail whose subject begins with %s is a reply', async (prefix) => {
    expect(await verdictOf(aMail({ headers: { Subject: `${prefix} My case` } }))).toBe('reply');
  });

  test('a mail with the headers of a thread and no prefix is a reply', async () => {
    expect(await verdictOf(aMail({ headers: { References: '<x@example.org>' } }))).toBe('reply');
  });

  test('the Finnish "VS:" in a thread is a reply, though it stands for a forward too', async () => {
    expect(
      await verdictOf(aMail({ headers: { Subject: 'VS: Tilaus', 'In-Reply-To': '<x@example.org>' } })),
    ).toBe('reply');
  });
});

test('a word and a colon is no prefix', async () => {
  expect(await verdictOf(aMail({ headers: { Subject: 'Refund: where is it?' } }))).toBe('new');
});

describe('machine mail is told apart and never answered', () => {
  const machines: readonly [string, Record<string, string>, string][] = [
    ['an out-of-office by its header', { 'Auto-Submitted': 'auto-replied; owner-email="x"' }, 'auto-reply'],
    ['an out-of-office by its subject', { Subject: 'Automatic reply: My case' }, 'auto-reply'],
    ['a Chinese out-of-office', { Subject: '自动回复: 您的个案' }, 'auto-reply'],
    ['a German out-of-office', { Subject: 'Abwesenheitsnotiz: Ihr Fall' }, 'auto-reply'],
    ['generated mail', { 'Auto-Submitted': 'auto-generated' }, 'auto-reply'],
    ['a mailing list', { 'List-Id': '<list.example.org>' }, 'list'],
    ['bulk mail', { Precedence: 'bulk' }, 'list'],
    ['our own mail', { 'X-Amends': 'acknowledgement' }, 'own'],
  ];

  test.each(machines)('%s', async (_name, headers, verdict) => {
    const mail = await parseMail(aMail({ headers }));
    expect(mail.verdict).toBe(verdict);
    expect(mayAnswer(mail)).toBe(false);
  });

  test.each([
    ['a null return path', { 'Return-Path': '<>' }],
    ['Exchange asking for silence', { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }],
    ['a mailbox nobody reads', { From: 'no-reply@example.org' }],
    ['nobody', { From: null }],
  ])('%s is heard, but not answered', async (_name, headers) => {
    const mail = await parseMail(aMail({ headers }));
    expect(mayAnswer(mail)).toBe(false);
  });

  test('a mail that says it is not automatic may be answered', async () => {
    expect(mayAnswer(await parseMail(aMail({ headers: { 'Auto-Submitted': 'no' } })))).toBe(true);
  });

  test('a person who complains about an automatic reply is a person', async () => {
    expect(await verdictOf(aMail({ headers: { Subject: 'Your automatic reply was rude' } }))).toBe('new');
  });
});

describe('a bounce names who was not reached', () => {
  const report = (status: string) =>
    aMultipart(
      [
        { type: 'text/plain', body: 'Your mail could not be delivered.' },
        { type: 'message/delivery-status', body: `Reporting-MTA: dns; mx.example.org\r\n\r\n${status}` },
        { type: 'message/rfc822', body: aMail({ headers: { To: 'other@example.org' } }) },
      ],
      'multipart/report; report-type=delivery-status',
      {
        From: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>',
        Subject: 'Undelivered Mail Returned to Sender',
      },
    );

  test('a report of an unknown address names it as lost for good', async () => {
    const mail = await parseMail(
      report('Final-Recipient: rfc822; Jane@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n'),
    );
    expect(mail).toMatchObject({
      verdict: 'bounce',
      bounce: { recipients: [{ address: 'Jane@example.org', permanent: true }], permanent: true },
    });
  });

  test('a report of a delay names its address as not lost', async () => {
    const mail = await parseMail(
      report('Final-Recipient: rfc822; jane@example.org\r\nAction: delayed\r\nStatus: 4.4.1\r\n'),
    );
    expect(mail.bounce).toEqual({
      recipients: [{ address: 'jane@example.org', permanent: false }],
      permanent: false,
    });
  });

  test('a report of two addresses says of each whether it is lost for good', async () => {
    const mail = await parseMail(
      report(
        'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822; b@example.org\r\nAction: failed\r\nStatus: 4.2.2\r\n',
      ),
    );
    expect(mail.bounce).toEqual({
      recipients: [
        { address: 'a@example.org', permanent: true },
        { address: 'b@example.org', permanent: false },
      ],
      permanent: false,
    });
  });

  test('a bounce that is nothing but words names the address all the same', async () => {
    const mail = await parseMail(
      aMail({
        headers: { From: 'MAILER-DAEMON@example.org', Subject: 'failure notice', 'Return-Path': '<>' },
        body: 'Hi. I was not able to deliver your message.\n\n<jane@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nFrom: care@example.org\n',
      }),
    );
    expect(mail.bounce).toEqual({
      recipients: [{ address: 'jane@example.net', permanent: true }],
      permanent: true,
    });
  });

  test('a report that all went well is no bounce', async () => {
    expect(
      await verdictOf(
        report('Final-Recipient: rfc822; jane@example.org\r\nAction: delivered\r\nStatus: 2.0.0\r\n'),
      ),
    ).toBe('report');
  });

  test('a person answering a bounce is a person', async () => {
    expect(await verdictOf(aMail({ headers: { Subject: 'Re: Undelivered Mail Returned to Sender' } }))).toBe(
      'reply',
    );
  });
});

test('a complaint about junk mail by a provider is a report', async () => {
  const raw = aMultipart(
    [
      { type: 'text/plain', body: 'This is an email abuse report' },
      { type: 'message/feedback-report', body: 'Feedback-Type: abuse\r\nUser-Agent: x/1\r\n' },
    ],
    'multipart/report; report-type=feedback-report',
  );
  expect(await verdictOf(raw)).toBe('report');
});
