import { createTransport } from 'nodemailer';
import { afterAll, describe, expect, test } from 'vitest';
import { dynamoLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { startFaultCloud, type FaultCloud } from './support/fault-cloud.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const running = findDynoxide() === undefined ? undefined : await startFaultCloud();

afterAll(() => running?.stop());

const started = (): FaultCloud => {
  if (!running) throw new Error('no cloud');
  return running;
};

const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';
const good = {
  name: 'Bea Input',
  email: 'bea@example.net',
  subject: 'Late parcel',
  body: 'My parcel is late.',
  consent: { privacy: true },
};

const send = (body: string, type = 'application/json', path = '/api/complaints'): Promise<Response> =>
  fetch(`${started().cloud.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

const paths = (body: unknown): readonly string[] => {
  const { errors } = body as { errors?: { path: string }[] };
  return (errors ?? []).map(({ path }) => path);
};

describe.skipIf(running === undefined)('bad input over HTTP gets a clear answer', () => {
  test.each([
    ['malformed JSON', '{"name":', 400],
    ['nothing at all', '', 400],
    ['JSON that is no object', '[1,2]', 400],
    ['null', 'null', 400],
    ['a byte order mark and rubbish', '\uFEFF{}}', 400],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400],
    ['more than 256 KiB', JSON.stringify({ ...good, body: 'a'.repeat(300_000) }), 413],
    ['10 MB', JSON.stringify({ ...good, body: 'a'.repeat(10 * 1024 * 1024) }), 413],
  ])('%s', async (_name, body, status) => {
    const answer = await send(body);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/json/);
  });

  test.each([
    [
      'unknown fields',
      { ...good, admin: true, consent: { privacy: true, other: 1 } },
      ['admin', 'consent.other'],
    ],
    ['wrong types', { ...good, name: 7, subject: ['x'], consent: 'yes' }, ['name', 'subject', 'consent']],
    ['an address that is none', { ...good, email: 'bea@example.net\r\nBcc: all@example.net' }, ['email']],
    ['only control characters', { ...good, name: '\u0000\u0007\u001b', body: '\u0000' }, ['name', 'body']],
    ['no consent', { ...good, consent: { privacy: false } }, ['consent.privacy']],
    ['too long', { ...good, subject: 'a'.repeat(201), body: 'b'.repeat(20_001) }, ['subject', 'body']],
    ['__proto__', JSON.parse('{"__proto__":{"privacy":true},"name":"x"}') as object, ['email']],
  ])('%s: 400 naming the fields', async (_name, body, named) => {
    const answer = await send(JSON.stringify(body));

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    const found = paths(await answer.json());
    for (const path of named) expect.soft(found).toContain(path);
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'a content type we do not take (%s) is named so',
    async (type) => {
      expect((await send('x', type)).status).toBe(415);
    },
  );

  test.each([
    ['a path with a NUL', '/api/cases/%00'],
    ['a path that is no UTF-8', '/api/cases/%ff%fe'],
    ['a path that climbs', '/api/offers/..%2f..%2f'],
    ['a very long path', `/api/offers/${'a'.repeat(6000)}`],
    ['a route that is not there', '/api/nothing'],
    ['staff without a token', '/api/staff/cases'],
  ])('%s is a refusal and no failure', async (_name, path) => {
    const answer = await fetch(`${started().cloud.url}${path}`);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('line breaks in name and subject reach no header', async () => {
    const { cloud } = started();
    const answer = await send(
      JSON.stringify({
        ...good,
        email: 'crlf@example.net',
        name: 'Bea\r\nBcc: victim@example.net',
        subject: 'Late\r\nX-Injected: yes\r\n\r\n<b>body</b>',
      }),
    );
    await cloud.whenQuiet();

    expect(answer.status).toBe(201);
    expect(cloud.mailbox.mails('victim@example.net')).toEqual([]);
    const [mail] = cloud.mailbox.mails('crlf@example.net');
    expect(mail?.recipients).toEqual(['crlf@example.net']);
    expect(Object.keys(mail?.headers ?? {})).not.toContain('x-injected');
    expect(Object.keys(mail?.headers ?? {})).not.toContain('bcc');
  });

  test('scripts in any field are text in the case and in every mail', async () => {
    const { cloud } = started();
    const answer = await send(
      JSON.stringify({
        ...good,
        email: 'script@example.net',
        name: script,
        subject: script,
        body: `Late. ${script}`,
      }),
    );
    await cloud.whenQuiet();

    expect(answer.status).toBe(201);
    const { statusUrl } = (await answer.json()) as { statusUrl: string };
    const view = await fetch(`${cloud.url}/api/cases/${statusUrl.split('#')[1]}`);
    expect(view.headers.get('content-type')).toMatch(/application\/json/);
    const mails = cloud.mailbox.mails().filter(({ to }) => to.some(({ address }) => address !== ''));
    expect(mails.length).toBeGreaterThan(0);
    for (const { html } of mails) {
      expect.soft(html).not.toContain('<script');
      expect.soft(html).not.toContain('<img src=x');
    }
  });

  test('the form without JavaScript shows what was typed as text', async () => {
    const fields = new URLSearchParams({ name: script, email: 'none', subject: script, body: '' });
    const page = await (await send(fields.toString(), 'application/x-www-form-urlencoded')).text();

    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>alert');
  });
});

describe.skipIf(running === undefined)('any mail gets its row in the ledger', () => {
  const lines = (...said: string[]): string => said.join('\r\n');
  const parts = Array.from({ length: 1000 }, (_, n) =>
    lines('--x', 'Content-Type: text/plain', '', `part ${n}`),
  ).join('\r\n');

  test.each<[string, string, string]>([
    ['an empty mail', '', 'quarantine'],
    ['nothing but blank lines', '\r\n\r\n\r\n', 'quarantine'],
    ['no From', lines('Subject: Late', 'Message-ID: <a1@example.net>', '', 'It is late.'), 'quarantine'],
    [
      'no Date',
      lines('From: bea@example.net', 'Subject: Late 2', 'Message-ID: <a2@example.net>', '', 'Late.'),
      'new-case',
    ],
    ['no Message-ID', lines('From: bea@example.net', 'Subject: Late 3', '', 'It is late, too.'), 'new-case'],
    [
      'no subject',
      lines('From: bea@example.net', 'Message-ID: <a4@example.net>', '', 'It is late again.'),
      'new-case',
    ],
    [
      '1,000 parts',
      lines(
        'From: bea@example.net',
        'Subject: Parts',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        parts,
        '--x--',
        '',
      ),
      'new-case',
    ],
    [
      'parts in parts, 500 deep',
      lines(
        'From: bea@example.net',
        'Subject: Deep',
        ...Array.from({ length: 500 }, (_, n) =>
          lines(`Content-Type: multipart/mixed; boundary=b${n}`, '', `--b${n}`),
        ),
        'Content-Type: text/plain',
        '',
        'Down here.',
      ),
      'new-case',
    ],
    [
      'a boundary that never ends',
      lines(
        'From: bea@example.net',
        'Subject: Open',
        'Content-Type: multipart/mixed; boundary=y',
        '',
        '--y',
        '',
        'Hello',
      ),
      'new-case',
    ],
    [
      'an injection in an encoded subject',
      lines(
        'From: bea@example.net',
        'Subject: =?utf-8?Q?Hi=0D=0ABcc:_victim@example.net?=',
        '',
        'Late, really.',
      ),
      'new-case',
    ],
    [
      'an injection in an encoded name',
      lines(
        'From: =?utf-8?Q?Bea=0D=0ABcc:_victim@example.net?= <bea@example.net>',
        'Subject: N',
        '',
        'So late.',
      ),
      'new-case',
    ],
    [
      'scripts',
      lines('From: bea@example.net', 'Subject: S', 'Content-Type: text/html', '', `<p>Late</p>${script}`),
      'new-case',
    ],
    [
      'control characters',
      lines('From: bea@example.net', 'Subject: \u0001\u0002', '', 'Late\u0000\u0008\u001b[31m.'),
      'new-case',
    ],
    [
      'a charset nobody knows',
      lines(
        'From: bea@example.net',
        'Subject: C',
        'Content-Type: text/plain; charset=klingon',
        '',
        'Late in Klingon.',
      ),
      'new-case',
    ],
    [
      'a header of 200,000 characters',
      lines('From: bea@example.net', `Subject: ${'long '.repeat(40_000)}`, '', 'Late with a long subject.'),
      'new-case',
    ],
    [
      '10 MB of text',
      lines('From: bea@example.net', 'Subject: Big', '', 'late '.repeat(2_000_000)),
      'new-case',
    ],
  ])('%s', async (_name, raw, outcome) => {
    const { cloud, table } = started();
    const smtp = createTransport({ host: '127.0.0.1', port: cloud.smtpPort, secure: false, ignoreTLS: true });
    const { response } = await smtp.sendMail({
      envelope: { from: 'bea@example.net', to: 'complaints@amends.localhost' },
      raw: Buffer.from(raw),
    });
    smtp.close();
    await cloud.whenQuiet();

    const id = /Ok (\S+)/.exec(response)?.[1] ?? '';
    const row = await dynamoLedger(table).read(id);
    expect(row?.outcome).toBe(outcome);
    if (row?.caseId !== undefined) {
      const file = await dynamoCases(table, () => cloud.now()).file(row.caseId);
      expect(file?.messages).toHaveLength(1);
      expect(file?.case.subject).not.toMatch(/[\r\n]/);
    }
    expect(cloud.mailbox.mails('victim@example.net')).toEqual([]);
    expect(cloud.state().deadLetters).toEqual([]);
  });
});
