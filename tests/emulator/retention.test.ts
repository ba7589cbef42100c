import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { fresh, patiently } from './support/complaints.ts';
import { call, table } from './support/deployed.ts';
import { mailsTo } from './support/inbox.ts';
import { deadLetters, failedExecutions } from './support/set-aside.ts';
import { callsWith, tokenOf, type StaffCall } from './support/staff.ts';

const run = fresh();
const AGREED = 12;
const numbers = Array.from({ length: AGREED + 1 }, (_, place) => `${run}-${place}`);
const silent = numbers[AGREED] ?? '';
const addressOf = (number: string): string => `c-${number}@example.com`;

let marketer: StaffCall;
beforeAll(async () => {
  marketer = callsWith(await tokenOf('mara', ['marketer']));
});
afterAll(async () => {
  expect(await deadLetters()).toEqual([]);
  expect(await failedExecutions()).toEqual([]);
});

/** A zone in which it is day now: campaigns keep quiet at night. */
function whereItIsNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  // The signs of Etc are the other way round.
  return ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function importFile(kind: string, text: string): Promise<any> {
  const announced = await marketer('POST', kind);
  expect(announced.status, announced.text).toBe(202);
  const { importId, uploadUrl } = announced.json();
  expect((await fetch(uploadUrl, { method: 'PUT', body: text })).status).toBe(200);
  const started = await marketer('POST', `/imports/${importId}/start`);
  expect(started.status, started.text).toBeLessThan(300);
  return await vi.waitFor(async () => {
    const progress = (await marketer('GET', `/imports/${importId}`)).json();
    expect(progress.state).toBe('done');
    return progress;
  }, patiently);
}

const words = {
  en: { subject: `News ${run}`, point: 'we have news.', text: 'There is something new.' },
  'zh-Hans': { subject: `消息 ${run}`, point: '我们有新消息。', text: '有新的内容。' },
};

/** Writes once to everybody of this run. */
async function runCampaign(name: string): Promise<any> {
  const created = await marketer('POST', '/campaigns', {
    name,
    segment: { field: 'attribute.run', op: '=', value: run },
    trigger: { when: 'asked' },
    holdoutShare: 0,
    mailsAtMost: 1,
    steps: [{ id: 'news', do: 'mail', variants: [{ name: 'a', share: 1, texts: words }] }],
  });
  expect(created.status, created.text).toBe(201);
  const { id } = created.json();
  const draft = await marketer('GET', `/campaigns/${id}`);
  const ran = await marketer(
    'POST',
    `/campaigns/${id}/run`,
    {},
    { 'if-match': String(draft.headers['etag']) },
  );
  expect(ran.status, ran.text).toBeLessThan(300);
  return await vi.waitFor(async () => {
    const seen = (await marketer('GET', `/campaigns/${id}`)).json();
    expect(seen.status).toBe('finished');
    return seen;
  }, patiently);
}

describe('keeping customers', () => {
  test('begins with their file, of which a second import changes nothing', async () => {
    const zone = whereItIsNoon();
    const rows = numbers.map((number) =>
      [number, 'Ann Lee', addressOf(number), number === silent ? 'no' : 'yes', '2024-03-01', zone, run].join(
        ',',
      ),
    );
    const file = ['customerId,name,email,marketingConsent,marketingConsentAt,timeZone,run', ...rows, ''].join(
      '\n',
    );

    expect(await importFile('/customers/import', file)).toMatchObject({
      written: numbers.length,
      errors: [],
      unknownColumns: ['run'],
    });
    expect(await importFile('/customers/import', file)).toMatchObject({
      written: 0,
      unchanged: numbers.length,
    });
  });

  test('a campaign writes once to whoever agreed, nobody is left out in silence, and one click stops it', async () => {
    const { counts } = await runCampaign('News');
    expect(counts).toMatchObject({ sent: AGREED, 'no-consent': 1 });

    const [first = ''] = numbers;
    const mails = await mailsTo(addressOf(first));
    if (mails === undefined) return;
    expect(mails).toHaveLength(1);
    expect(await mailsTo(addressOf(silent))).toEqual([]);
    const link = /unsubscribe\/#(v1\.\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    const stopped = await call('POST', `/api/unsubscribe/${link}`);
    expect(stopped.status, stopped.text).toBe(200);

    const again = await runCampaign('More news');
    expect(again.counts).toMatchObject({ sent: AGREED - 1 });
    expect(await mailsTo(addressOf(first))).toHaveLength(1);
  });

  test('what the CRM says became of a customer is kept once, however often it is put', async () => {
    const [, second = ''] = numbers;
    const bus = new EventBridgeClient({});
    const entry = {
      Source: 'crm',
      DetailType: 'CustomerOutcome',
      Detail: JSON.stringify({
        outcomeId: `${run}-1`,
        customerId: second,
        outcome: 'stayed',
        on: new Date().toISOString().slice(0, 10),
      }),
    };
    for (let time = 0; time < 3; time += 1) await bus.send(new PutEventsCommand({ Entries: [entry, entry] }));

    const outcomes = dynamoExperiments(table);
    await vi.waitFor(async () => {
      expect(await outcomes.outcomesOf(`cus_${second}`)).toMatchObject([
        { id: `${run}-1`, kind: 'stayed', source: 'crm' },
      ]);
    }, patiently);
    const reports = await marketer('GET', '/reports/offers');
    expect(reports.status, reports.text).toBe(200);
  });

  test('a new edition of the offers is in force at once, and whoever changed an older one is told', async () => {
    const seen = await marketer('GET', '/offers');
    expect(seen.status, seen.text).toBe(200);
    const { edition, offers, offersPerYear, warnAtShare } = seen.json();
    const match = { 'if-match': String(seen.headers['etag']) };
    const more = Number(offersPerYear) + 1;
    const draft = { offers, warnAtShare, offersPerYear: more };

    const applied = await marketer('PUT', '/offers', draft, match);
    expect(applied.status, applied.text).toBe(200);
    expect((await marketer('GET', '/offers')).json()).toMatchObject({
      edition: Number(edition) + 1,
      offersPerYear: more,
    });
    expect((await marketer('PUT', '/offers', draft, match)).status).toBe(412);
  });
});
