import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { dynamoLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { synthesize } from '../../local/synth.ts';
import { staffCall, withoutChance } from './support/fault-cloud.ts';
import { aMail } from './support/journeys.ts';

/** The product on the laptop cloud, with a hand in its bucket and an eye on its ledger. */
async function startIntake() {
  const folder = mkdtempSync(join(tmpdir(), 'amends-intake-'));
  const cloud = await startLocalCloud({
    dataDir: join(folder, 'data'),
    template: withoutChance(await synthesize(), join(folder, 'template')),
    clock: '2026-11-23T09:30:00.000Z',
    speed: 0,
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'local' };
  const region = 'us-east-1';
  const engine = new DynamoDBClient({ endpoint: cloud.engineUrl, region, credentials });
  const s3 = new S3Client({ endpoint: cloud.awsUrl, region, credentials, forcePathStyle: true });
  return {
    cloud,
    ledger: dynamoLedger(openTable(cloud.tableName, engine)),
    /** SES stored the message, and the event that should have told of it was lost. */
    storeOnly: (messageId: string, raw: Buffer) =>
      s3.send(
        new PutObjectCommand({
          Bucket: cloud.output('MailBucketName') ?? '',
          Key: `mail/${messageId}`,
          Body: raw,
        }),
      ),
    async stop() {
      engine.destroy();
      s3.destroy();
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const running = findDynoxide() === undefined ? undefined : await startIntake();
afterAll(() => running?.stop());

const intake = 'complaints@amends.localhost';
const complaintOf = (email: string, text: string): Buffer =>
  aMail({ name: 'Ann', email }, intake, 'Parcel two weeks late', [text]);

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
describe.skipIf(running === undefined)('a mail that was stored and never told of', () => {
  const started = () => {
    if (!running) throw new Error('no cloud');
    return running;
  };

  /** Runs the command as a person would, beside the cloud. */
  async function replay(...options: string[]) {
    const child = spawn(process.execPath, ['tools/replay.ts', '--url', started().cloud.url, ...options]);
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes: Buffer) => (said.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (said.stderr += bytes.toString()));
    const [status] = (await once(child, 'close')) as [number];
    const lines = said.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { status, lines, stderr: said.stderr };
  }

  test('is taken in at once by the replay command, which leaves alone what has an end', async () => {
    const { cloud, storeOnly } = started();
    await cloud.receiveMail(complaintOf('ann2@example.org', 'My kettle is broken.'), 'ann2@example.org', [
      intake,
    ]);
    await cloud.whenQuiet();
    await storeOnly('lost-event-2', complaintOf('ann3@example.org', 'My lamp is broken.'));

    const dry = await replay('--missing', '--dry-run');
    expect(dry.lines).toMatchObject([{ id: 'lost-event-2', was: 'missing', outcome: null }]);
    const taken = await replay('--missing');
    expect(taken.lines).toMatchObject([{ id: 'lost-event-2', was: 'missing', outcome: 'new-case' }]);
    const day = await replay('--day', cloud.now().slice(0, 10));
    const again = await replay('--id', 'lost-event-2');

    expect(day.lines.map(({ was }) => was)).toEqual(day.lines.map(() => 'ledgered'));
    expect(day.lines.length).toBe(2);
    expect(again.lines).toMatchObject([{ was: 'ledgered', caseId: taken.lines[0]?.['caseId'] }]);
    expect([dry, taken, day, again].map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  });

  test('that the intake cannot read stays missing and is told, and the command fails', async () => {
    const { cloud, storeOnly } = started();
    await storeOnly('unreadable', complaintOf('ann4@example.org', 'My chair is broken.'));
    const end = cloud.calls.refuse(
      { service: 's3', operation: 'GET', function: 'receive-mail' },
      { status: 403, code: 'AccessDenied' },
    );

    const failed = await replay('--id', 'unreadable');
    end();

    expect(failed.status).toBe(1);
    expect(failed.lines).toMatchObject([{ id: 'unreadable', was: 'missing', outcome: null }]);
    expect(String(failed.lines[0]?.['error'])).toContain('the intake failed');
    expect((await replay('--id', 'unreadable')).lines).toMatchObject([{ outcome: 'new-case' }]);
  });

  test.each([
    [['--id', 'no-such-message'], 1, 'No message no-such-message is stored'],
    [[], 2, 'Say which messages'],
    [['--missing', '--id', 'x'], 2, 'Say which messages'],
    [['--day', 'yesterday'], 2, '--day takes a day'],
    [['--everything'], 2, '--everything'],
  ])('asked for with %j ends with %i and one clear line', async (options, status, line) => {
    const answered = await replay(...options);

    expect(answered.status).toBe(status);
    expect(answered.stderr.split('\n')[0]).toContain(line);
    expect(answered.lines).toEqual([]);
  });

  test('is found by the reconcile job within an hour, becomes a case, and is acknowledged', async () => {
    const { cloud, ledger, storeOnly } = started();
    await storeOnly('lost-event-1', complaintOf('ann1@example.org', 'My parcel arrived two weeks late.'));

    await cloud.advance('PT65M');

    expect(await ledger.read('lost-event-1')).toMatchObject({
      outcome: 'new-case',
      verdicts: { dmarc: 'UNKNOWN' },
    });
    expect(cloud.mailbox.mails('ann1@example.org').length).toBeGreaterThan(0);
  });
});

describe.skipIf(running === undefined)('mail on the laptop cloud', () => {
  const started = () => {
    if (!running) throw new Error('no cloud');
    return running;
  };
  const staff = (path: string, init: RequestInit = {}, ifMatch?: string) =>
    staffCall(started().cloud, { group: 'handler' }, path, init, ifMatch);

  test('of one thread, four at the same moment, becomes one case', async () => {
    const { cloud, ledger } = started();
    const email = 'thread@example.org';
    const ids = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        cloud.receiveMail(
          aMail(
            { name: 'Tom', email },
            intake,
            'Re: Broken lamp',
            [`Letter ${n}: my lamp is broken.`],
            'References: <root@shop.example>',
          ),
          email,
          [intake],
        ),
      ),
    );
    await cloud.whenQuiet();
    await cloud.advance('PT3M');

    const rows = await Promise.all(ids.map((id) => ledger.read(id)));
    expect(new Set(rows.map((row) => row?.caseId)).size).toBe(1);
    expect(rows.map((row) => row?.outcome).sort()).toEqual([
      'follow-up',
      'follow-up',
      'follow-up',
      'new-case',
    ]);
  });

  test('costs the store one read and one transaction when it is new, and one read more when it answers', async () => {
    const { cloud } = started();
    const email = 'cost@example.org';
    const send = async (raw: Buffer, recipient: string) => {
      await cloud.whenQuiet();
      cloud.calls.clear();
      await cloud.receiveMail(raw, email, [recipient]);
      await cloud.whenQuiet();
      return cloud.calls
        .made()
        .filter((call) => call.function === 'receive-mail' && call.service === 'dynamodb')
        .map(({ operation }) => operation);
    };

    expect(await send(complaintOf(email, 'My clock is broken.'), intake)).toEqual([
      'BatchGetItem',
      'TransactWriteItems',
    ]);
    const replyTo = cloud.mailbox.mails(email)[0]?.headers['reply-to']?.match(/reply\+[^>\s]+/)?.[0] ?? '';
    const answer = aMail({ name: 'Ann', email }, replyTo, 'Re: clock', ['It still is.']);
    expect(await send(answer, replyTo)).toEqual(['BatchGetItem', 'Query', 'TransactWriteItems']);
  });

  test('that waits is listed, accepted once, and its attachment is saved and never shown', async () => {
    const { cloud } = started();
    const parts = ['--b', 'Content-Type: text/plain', '', 'The photograph shows my broken chair.', '--b'];
    const svg = [
      'Content-Type: image/svg+xml',
      'Content-Disposition: attachment; filename="chair.svg"',
      '',
      '<svg/>',
      '--b--',
    ];
    const raw = [
      'From: "Nobody"',
      'Subject: Broken chair',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts,
      ...svg,
      '',
    ].join('\r\n');
    const id = await cloud.receiveMail(Buffer.from(raw), '', [intake]);
    await cloud.whenQuiet();

    const list = (await (await staff('quarantine')).json()) as { items: { id: string; reason: string }[] };
    expect(list.items).toMatchObject([{ id, reason: 'no-sender', outcome: 'quarantine' }]);
    const shown = await staff(`quarantine/${id}`);
    const etag = shown.headers.get('etag') ?? '';
    const accept = () =>
      staff(`quarantine/${id}/accept`, { method: 'POST', body: '{"email":"nora@example.org"}' }, etag);
    const answers = await Promise.all([accept(), accept()]);
    await cloud.whenQuiet();

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(cloud.mailbox.mails('nora@example.org').length).toBeGreaterThan(0);
    expect(((await (await staff('quarantine')).json()) as { items: [] }).items).toEqual([]);
    const link = (await (await staff(`mails/${id}/attachments/1`)).json()) as {
      url: string;
      filename: string;
    };
    const saved = await fetch(link.url);
    expect(link.filename).toBe('chair.svg');
    expect((await saved.text()).trim()).toBe('<svg/>');
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toContain('attachment');
    expect(new URL(link.url).origin).not.toBe(cloud.url);
  });
});
