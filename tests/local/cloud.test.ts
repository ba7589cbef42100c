import { DynamoDBClient, GetItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud, LocalCloudOptions } from '../../local/local-cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { newFolder, writeFixtureTemplate } from './support/fixture-template.ts';

const template = writeFixtureTemplate();
const running: LocalCloud[] = [];

/** The fixture product on this laptop; time stands still at 09:00 UTC on a Monday unless told. */
async function laptop(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    dataDir: newFolder(),
    template,
    clock: '2026-03-02T09:00:00Z',
    speed: 0,
    ...options,
  });
  running.push(cloud);
  return cloud;
}

afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
});

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
async function item(cloud: LocalCloud, pk: string): Promise<Record<string, AttributeValue> | undefined> {
  const client = new DynamoDBClient({ endpoint: cloud.engineUrl, region: 'us-east-1', credentials });
  const { Item } = await client.send(
    new GetItemCommand({ TableName: cloud.tableName, Key: { pk: { S: pk } } }),
  );
  client.destroy();
  return Item;
}

const post = (
  cloud: LocalCloud,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(cloud.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const read = async (response: Response): Promise<Record<string, never>> =>
  (await response.json()) as Record<string, never>;

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
describe.skipIf(findDynoxide() === undefined)('the laptop cloud', () => {
  test('what is written through the API starts its machine, which works and then waits', async () => {
    const cloud = await laptop();

    expect((await post(cloud, '/items', { id: 'a', dispatch: 'recovery' })).status).toBe(201);
    await cloud.whenQuiet();

    expect(cloud.executions()).toMatchObject([{ name: 'a', status: 'RUNNING', state: 'Rest' }]);
    expect(cloud.mailbox.mails('ann@example.com')).toHaveLength(1);
    await cloud.advance('P2D');
    expect(cloud.state()).toMatchObject({ quiet: true, executions: { SUCCEEDED: 1 }, deadLetters: [] });
  });

  test('functions see virtual time only, at once after it was moved', async () => {
    const cloud = await laptop();
    const before = await read(await post(cloud, '/items', { id: 'a' }));

    await cloud.advance('P40D');

    const after = await read(await post(cloud, '/items', { id: 'b' }));
    expect(before['at']).toBe(Date.parse('2026-03-02T09:00:00Z'));
    expect(after['at']).toBe(Date.parse('2026-04-11T09:00:00Z'));
  });

  test('an API event is as an HTTP API makes it', async () => {
    const cloud = await laptop();
    const response = await fetch(`${cloud.url}/items/a%20b?x=1&x=2`, { headers: { cookie: 'k=v; l=w' } });

    expect(await response.json()).toMatchObject({
      url: cloud.url,
      event: {
        version: '2.0',
        routeKey: 'GET /items/{id}',
        rawPath: '/items/a%20b',
        rawQueryString: 'x=1&x=2',
        queryStringParameters: { x: '1,2' },
        pathParameters: { id: 'a b' },
        cookies: ['k=v', 'l=w'],
        isBase64Encoded: false,
        requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
      },
    });
  });

  test('bytes arrive as base64, more than 10 MB not at all, and a function that throws is a 500', async () => {
    const cloud = await laptop();
    const binary = await fetch(cloud.url, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: new Uint8Array([1, 2, 255]),
    });
    expect(await binary.json()).toMatchObject({ event: { body: 'AQL/', isBase64Encoded: true } });

    const huge = await fetch(cloud.url, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(huge.status).toBe(413);
    expect((await fetch(`${cloud.url}/boom`)).status).toBe(500);
  });

  test('a path that cannot be decoded is a bad request', async () => {
    const cloud = await laptop();
    expect((await fetch(`${cloud.url}/staff/%zz`)).status).toBe(400);
  });

  test('staff routes open only to a token of this laptop, with its groups, until it expires', async () => {
    const cloud = await laptop();
    const call = (token: string): Promise<Response> =>
      fetch(`${cloud.url}/staff/cases`, { headers: { authorization: `Bearer ${token}` } });
    const answer = await read(await post(cloud, '/local/token', { group: 'lead', user: 'lena' }));
    expect(answer['user']).toMatchObject({ id: 'lena' });

    const opened = await call(answer['token']!);
    expect(await opened.json()).toMatchObject({
      event: {
        requestContext: {
          authorizer: { jwt: { claims: { sub: 'lena', 'cognito:groups': '[lead handler]' } } },
        },
      },
    });
    expect((await call('forged')).status).toBe(401);
    await cloud.advance('P1D');
    expect((await call(answer['token']!)).status).toBe(401);
  });

  test.each([
    [{ group: 'boss' }, /No group "boss"; there are handler, lead/],
    [{ group: 'lead', user: 'nobody' }, /No user "nobody"; there are hana/],
    [{ group: 'auditor', user: 'hana' }, /hana is not in group "auditor"/],
    [{}, /group/],
  ])('a token for %j is refused in words', async (request, words) => {
    const cloud = await laptop();
    const response = await post(cloud, '/local/token', request);
    expect(response.status).toBe(400);
    expect(String((await read(response))['detail'])).toMatch(words);
  });

  test('a mail by SMTP is stored and handed on as SES does', async () => {
    const cloud = await laptop();
    const transport = createTransport({
      host: '127.0.0.1',
      port: cloud.smtpPort,
      secure: false,
      ignoreTLS: true,
    });

    await transport.sendMail({
      from: 'Ann Lee <ann@example.com>',
      to: 'complaints@amends.localhost',
      subject: 'Broken kettle',
      text: 'It leaks.',
      messageId: '<ann-1@example.com>',
    });
    await cloud.whenQuiet();

    const kept = await item(cloud, 'mail');
    expect(kept?.['raw']?.S).toContain('It leaks.');
    expect(JSON.parse(kept?.['event']?.S ?? '{}')).toMatchObject({
      mail: {
        source: 'ann@example.com',
        destination: ['complaints@amends.localhost'],
        timestamp: '2026-03-02T09:00:00.000Z',
        commonHeaders: { subject: 'Broken kettle', messageId: '<ann-1@example.com>' },
      },
      receipt: {
        recipients: ['complaints@amends.localhost'],
        spfVerdict: { status: 'PASS' },
        dmarcVerdict: { status: 'PASS' },
      },
    });
  });

  test('a sent mail carries the Message-ID that SES gave it, not ours', async () => {
    const cloud = await laptop();
    const sent = await cloud.invoke(functionNamed('Task'), { id: 'a' });

    const [mail] = cloud.mailbox.mails();
    expect(sent).toMatchObject({ ok: true, payload: { messageId: mail?.id } });
    expect(mail).toMatchObject({
      from: { name: 'Amends', address: 'care@example.com' },
      to: [{ name: 'Ann', address: 'ann@example.com' }],
      subject: 'About a',
      text: 'Hello Ann\n',
      headers: { 'message-id': `<${mail!.id}@email.amazonses.com>`, references: '<ours@example.com>' },
    });
    const listed = (await (await fetch(`${cloud.url}/local/mailbox?to=ANN@example.com`)).json()) as {
      mails: unknown[];
    };
    expect(listed.mails).toHaveLength(1);
    const page = await fetch(`${cloud.url}/local/mailbox`, {
      headers: { accept: 'text/html,application/json;q=0.5' },
    });
    expect(await page.text()).toContain('About a');
  });

  test('schedules fire by the calendar of their time zone, in due order, and once for a time switched off', async () => {
    const dataDir = newFolder();
    const cloud = await laptop({ dataDir, clock: '2026-03-27T12:00:00Z' });
    await cloud.advance('P3D');
    const ticks = async (of: LocalCloud) =>
      (await item(of, 'ticks'))?.['ticks']?.L?.map(({ S }) => S?.slice(0, 16));
    expect(await ticks(cloud)).toEqual(['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00']);
    running.splice(0);
    await cloud.stop();

    const later = await laptop({ dataDir, clock: '2026-04-20T12:00:00Z' });
    await later.advance('PT0S');
    expect(await ticks(later)).toHaveLength(4);
  });

  test('the secret of the template is made once and stays', async () => {
    const dataDir = newFolder();
    const secretOf = async (cloud: LocalCloud) => {
      const outcome = await cloud.invoke(functionNamed('Task'), { secret: true });
      return outcome.ok ? (JSON.parse(String(outcome.payload)) as Record<string, string>) : undefined;
    };
    const cloud = await laptop({ dataDir });
    const first = await secretOf(cloud);
    expect(first?.['current']).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(first?.['previous']).toBe('');
    running.splice(0);
    await cloud.stop();

    expect(await secretOf(await laptop({ dataDir }))).toEqual(first);
  });

  test.each(['before', 'after'] as const)(
    'a worker ended %s its second call is seen as a crash, and the retry does the rest',
    async (when) => {
      const cloud = await laptop();
      cloud.calls.killAt({ function: 'task', n: 2, when });

      await post(cloud, '/items', { id: 'a', dispatch: 'recovery' });
      await cloud.whenQuiet();

      expect(cloud.calls.killed()).toEqual([{ function: 'task', n: 2, when }]);
      // The mail of the killed try had been sent only when the worker was ended after the call.
      expect(cloud.mailbox.count()).toBe(when === 'before' ? 1 : 2);
      expect(cloud.executions()).toMatchObject([{ state: 'Rest', transitions: 3 }]);
      expect(
        cloud.calls
          .made()
          .filter(({ function: name }) => name === 'task')
          .map(({ service, operation }) => `${service} ${operation}`),
      ).toEqual([
        'dynamodb PutItem',
        'ses SendRawEmail',
        'dynamodb PutItem',
        'ses SendRawEmail',
        'dynamodb PutItem',
      ]);
    },
  );

  test('a function that ends its process takes nobody with it', async () => {
    const cloud = await laptop();
    const task = functionNamed('Task');

    expect(await cloud.invoke(task, { exit: true })).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
    });
    expect(await cloud.invoke(task, { id: 'a' })).toMatchObject({ ok: true });
  });

  test('an outage of mail is felt by the function and ends when told', async () => {
    const cloud = await laptop();
    const end = cloud.calls.refuse({ service: 'ses' }, { status: 400, code: 'MessageRejected' });
    expect(await cloud.invoke(functionNamed('Task'), { id: 'a' })).toMatchObject({
      ok: false,
      errorType: 'MessageRejected',
    });

    end();
    expect(await cloud.invoke(functionNamed('Task'), { id: 'a' })).toMatchObject({ ok: true });
  });

  test('a record no machine takes is a dead letter, and its neighbours are not', async () => {
    const cloud = await laptop();
    for (const [id, dispatch] of [
      ['a', 'recovery'],
      ['b', 'poison'],
      ['c', 'recovery'],
    ] as const) {
      await post(cloud, '/items', { id, dispatch });
    }
    await cloud.whenQuiet();

    expect(cloud.executions().map(({ name }) => name)).toEqual(['a', 'c']);
    expect(cloud.state().deadLetters).toMatchObject([{ body: [{ dynamodb: { Keys: { pk: { S: 'b' } } } }] }]);
  });

  test('a sent mail comes back as an inbound one only when asked', async () => {
    const cloud = await laptop();
    await cloud.invoke(functionNamed('Task'), { id: 'a' });
    await cloud.whenQuiet();
    expect(await item(cloud, 'mail')).toBeUndefined();

    await cloud.deliverSent(cloud.mailbox.mails()[0]!.id);
    await cloud.whenQuiet();

    expect((await item(cloud, 'mail'))?.['raw']?.S).toContain('Subject: About a');
  });

  test('a mail whose reader fails is read again a minute later', async () => {
    const cloud = await laptop();
    cloud.calls.killAt({ function: 'receive-mail', n: 1, when: 'before' });
    await cloud.receiveMail(Buffer.from('From: a@b.example\r\n\r\nHello'), 'a@b.example', [
      'complaints@amends.localhost',
    ]);
    await cloud.whenQuiet();
    expect(await item(cloud, 'mail')).toBeUndefined();

    await cloud.advance('PT1M');

    expect((await item(cloud, 'mail'))?.['raw']?.S).toContain('Hello');
  });

  test('everything goes on after a restart', async () => {
    const dataDir = newFolder();
    const cloud = await laptop({ dataDir });
    await post(cloud, '/items', { id: 'a', dispatch: 'recovery' });
    await cloud.whenQuiet();
    running.splice(0);
    await cloud.stop();

    const again = await laptop({ dataDir });
    expect(again.mailbox.count()).toBe(1);
    expect(again.now()).toBe('2026-03-02T09:00:00.000Z');
    await again.advance('P1D');
    expect(again.executions()).toMatchObject([{ name: 'a', status: 'SUCCEEDED' }]);
    expect(again.mailbox.count()).toBe(1);
  });

  test('a laptop that is killed in the middle loses nothing that was accepted', async () => {
    const dataDir = newFolder();
    const script = fileURLToPath(new URL('support/run-cloud.ts', import.meta.url));
    const victim = spawn(process.execPath, [script, dataDir, template], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(victim.stdout), 'line')) as [string];
    const accepted = await fetch(`${line}/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'a', dispatch: 'recovery' }),
    });
    expect(accepted.status).toBe(201);
    victim.kill('SIGKILL');
    await once(victim, 'exit');

    const cloud = await laptop({ dataDir });
    await cloud.whenQuiet();
    await cloud.advance('PT10M');

    expect(cloud.executions()).toMatchObject([{ name: 'a', state: 'Rest' }]);
    expect(cloud.mailbox.mails('ann@example.com')).toHaveLength(1);
  });

  test('the folder of a laptop that was killed is free at once, though nobody has cleared the dead process away', async () => {
    const dataDir = newFolder();
    const script = fileURLToPath(new URL('support/run-cloud.ts', import.meta.url));
    // Whoever started it sleeps, so the dead process stays in the list of processes.
    const starter = spawn(
      'sh',
      ['-c', '"$@" & exec sleep 600', 'sh', process.execPath, script, dataDir, template],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      await once(createInterface(starter.stdout), 'line');
      const { owner } = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { owner: number };
      process.kill(owner, 'SIGKILL');

      await expect(laptop({ dataDir })).resolves.toBeDefined();
    } finally {
      starter.kill('SIGKILL');
    }
  });

  test('a folder in use is not opened a second time', async () => {
    const dataDir = newFolder();
    await laptop({ dataDir });
    await expect(laptop({ dataDir, fresh: true })).rejects.toThrow(/is in use by process \d+/);
  });

  test('Step Functions answers as AWS does to names used twice and tokens no longer open', async () => {
    const cloud = await laptop();
    const client = new SFNClient({ endpoint: cloud.awsUrl, region: 'us-east-1', credentials });
    const stateMachineArn = cloud.output('MachineArn');
    const start = (input: object) =>
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'n', input: JSON.stringify(input) }));
    const first = await start({ id: 'a' });
    expect(await start({ id: 'a' })).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
    await expect(start({ id: 'b' })).rejects.toThrow(
      expect.objectContaining({ name: 'ExecutionAlreadyExists' }),
    );
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' }))).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidToken' }),
    );
    client.destroy();
  });

  test('what a run used is metered as AWS would bill it', async () => {
    const cloud = await laptop();
    await post(cloud, '/items', { id: 'a', dispatch: 'recovery' });
    await cloud.whenQuiet();

    expect(cloud.metrics()).toMatchObject({
      store: { requests: { PutItem: 3 }, writeUnits: 3, readUnits: 0 },
      transitions: 2,
      mails: 1,
      invocations: { api: 1, dispatch: 1, task: 1 },
    });
  });

  test('a clock that is told nonsense, or to go back, stays where it is', async () => {
    const cloud = await laptop();
    for (const body of [{ advance: 'soon' }, { advance: '-P1D' }, { to: '2020-01-01T00:00:00Z' }, {}]) {
      expect((await post(cloud, '/local/clock', body)).status).toBe(400);
    }
    expect(await read(await fetch(`${cloud.url}/local/clock`))).toEqual({ now: '2026-03-02T09:00:00.000Z' });
    expect(await read(await post(cloud, '/local/clock', { to: '2026-03-02T10:00:00Z' }))).toEqual({
      now: '2026-03-02T10:00:00.000Z',
    });
  });

  test('a port in use is said in one line', async () => {
    const cloud = await laptop();
    const port = Number(new URL(cloud.url).port);
    await expect(laptop({ port })).rejects.toThrow(
      `Port ${port} is in use: stop what uses it, or choose another with --port.`,
    );
  });
});

const functionNamed = (name: string): string => `shop-service-${name}Function`;
