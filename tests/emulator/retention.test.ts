import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { fresh, patiently } from './support/complaints.ts';
import { call, functionNames, invoke, table } from './support/deployed.ts';
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

const news = [{ id: 'news', do: 'mail', variants: [{ name: 'a', share: 1, texts: words }] }];

/** Asks, and hands whoever is not content to a person. */
const question = [
  {
    id: 'ask',
    do: 'ask',
    texts: words,
    answers: [
      { id: 'content', words: { en: 'Yes, I am content', 'zh-Hans': '满意' } },
      { id: 'not-content', words: { en: 'No, something is wrong', 'zh-Hans': '不满意' } },
    ],
    waitDays: 14,
  },
  {
    id: 'who',
    do: 'branch',
    cases: [{ answer: { step: 'ask', is: 'not-content' }, go: 'person' }],
    otherwise: 'done',
  },
  { id: 'person', do: 'hand-over', to: 'account-manager', note: `Please call ${run}.` },
  { id: 'done', do: 'end' },
];

const campaignNow = async (id: string): Promise<any> => (await marketer('GET', `/campaigns/${id}`)).json();

/** Writes once to everybody of this run, or to the one with this number. */
async function runCampaign(
  name: string,
  steps: readonly object[] = news,
  segment: object = { field: 'attribute.run', op: '=', value: run },
): Promise<any> {
  const created = await marketer('POST', '/campaigns', {
    name,
    segment,
    trigger: { when: 'asked' },
    holdoutShare: 0,
    mailsAtMost: 1,
    steps,
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
    const seen = await campaignNow(id);
    expect(seen.pass.endedAt).toEqual(expect.any(String));
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

    const [first = '', second = ''] = numbers;
    const mails = await mailsTo(addressOf(first));
    if (mails === undefined) return;
    expect(mails).toHaveLength(1);
    expect(await mailsTo(addressOf(silent))).toEqual([]);
    const link = /unsubscribe\/#(v1\.\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    const stopped = await call('POST', `/api/unsubscribe/${link}`);
    expect(stopped.status, stopped.text).toBe(200);

    const both = { field: 'customerId', op: 'in', value: [first, second] };
    expect((await runCampaign('More news', news, both)).counts).toMatchObject({ sent: 1 });
    expect(await mailsTo(addressOf(first))).toHaveLength(1);
  });

  test('whoever answers a question of a campaign that something is wrong gets a person', async () => {
    const [, , third = ''] = numbers;
    const asked = await runCampaign('Question', question, { field: 'customerId', op: '=', value: third });
    expect(asked.counts).toMatchObject({ sent: 1 });
    const mails = await mailsTo(addressOf(third));
    if (mails === undefined) return;
    const link = /answers\/(v1\.\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
    const answered = await call('POST', `/api/answers/${link}`, { answer: 'not-content' });
    expect(answered.status, answered.text).toBe(200);

    const sweep = (await functionNames()).get('sweep') ?? '';
    await vi.waitFor(async () => {
      expect(await invoke(sweep, {})).toMatchObject({ failed: false });
      expect((await campaignNow(asked.id)).answered).toBe(1);
      const told = (await mailsTo('@amends.localhost')) ?? [];
      expect(told.filter(({ text }) => text.includes(`Please call ${run}.`))).toHaveLength(1);
    }, patiently);
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
