import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sesPostOffice } from '../../functions/adapters/ses/post-office.ts';
import { MailPostponed } from '../../functions/domain/mail/postponed.ts';

type Answer = 'sent' | 'cut' | readonly [status: number, code: string, message?: string];

/** SES as far as it answers one call: each mail gets the next of these answers, the last one again and again. */
let answers: Answer[] = [];
let calls = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const answer = answers[Math.min(calls, answers.length - 1)] ?? 'sent';
    calls += 1;
    reply(response, answer);
  });
});

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const [status, body] =
    answer === 'sent'
      ? [
          200,
          '<SendRawEmailResponse><SendRawEmailResult><MessageId>0100-1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
        ]
      : [
          answer[0],
          `<ErrorResponse><Error><Type>Sender</Type><Code>${answer[1]}</Code><Message>${answer[2] ?? 'x'}</Message></Error></ErrorResponse>`,
        ];
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['AWS_ENDPOINT_URL_SES'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  delete process.env['AWS_ENDPOINT_URL_SES'];
  server.close();
});
beforeEach(() => {
  calls = 0;
});

const pauses: number[] = [];
const send = () => {
  pauses.length = 0;
  return sesPostOffice({
    from: 'care@example.org',
    configurationSet: 'amends',
    region: 'eu-west-1',
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  }).send({ to: 'ann@example.org', raw: new TextEncoder().encode('Subject: x\r\n\r\nx') });
};

const postponed = async (): Promise<MailPostponed> => {
  const error: unknown = await send().catch((thrown: unknown) => thrown);
  if (!(error instanceof MailPostponed)) throw new Error(`not postponed but ${String(error)}`);
  return error;
};

test('a mail that SES takes threads on the id that SES gives', async () => {
  answers = ['sent'];

  expect(await send()).toEqual({ kind: 'sent', messageId: '<0100-1@eu-west-1.amazonses.com>' });
});

test('sending too fast slows down with growing, random pauses, and the mail is sent once', async () => {
  answers = [
    [400, 'Throttling', 'Maximum sending rate exceeded.'],
    [400, 'Throttling', 'Maximum sending rate exceeded.'],
    'sent',
  ];

  expect(await send()).toMatchObject({ kind: 'sent' });
  expect(calls).toBe(3);
  expect(pauses).toHaveLength(2);
  expect(pauses[0]).toBeLessThanOrEqual(200);
  expect(pauses[1]).toBeLessThanOrEqual(400);
});

test.each([
  ['too fast for longer', [400, 'Throttling', 'Maximum sending rate exceeded.'], 'throttled', false, 6],
  [
    'the quota of the day is used up',
    [400, 'Throttling', 'Daily message quota exceeded.'],
    'quota',
    false,
    1,
  ],
  ['AWS paused the account', [400, 'AccountSendingPausedException'], 'paused', false, 1],
  ['somebody paused our sending', [400, 'ConfigurationSetSendingPausedException'], 'paused', false, 1],
  [
    'our domain is not verified yet',
    [400, 'MessageRejected', 'Email address is not verified.'],
    'outage',
    false,
    1,
  ],
  ['our role may not send', [403, 'AccessDenied'], 'outage', false, 1],
  ['SES fails', [500, 'InternalFailure'], 'outage', true, 1],
  ['the connection is cut', 'cut', 'outage', true, 1],
] as const)('when %s the mail is kept for later', async (_, answer, why, mayBeSent, tries) => {
  answers = [answer];

  expect(await postponed()).toMatchObject({ name: 'Case.Unavailable', why, mayBeSent });
  expect(calls).toBe(tries);
});

test.each([
  ['MessageRejected', 'Address is on the suppression list'],
  ['InvalidParameterValue', 'Local address contains control or whitespace'],
])('what SES will never take (%s) is refused for good', async (code, message) => {
  answers = [[400, code, message]];

  expect(await send()).toEqual({ kind: 'refused' });
  expect(calls).toBe(1);
});
