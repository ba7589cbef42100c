import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, describe, expect, test } from 'vitest';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { dynamoPoints } from '../../functions/adapters/dynamodb/points.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aReward } from '../support/rewards.ts';
import { newFolder } from './support/fixture-template.ts';
import { aCampaign } from '../support/campaign-definition.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const cloud =
  findDynoxide() === undefined
    ? undefined
    : await startLocalCloud({ dataDir: newFolder(), clock: '2026-03-02T09:00:00Z', speed: 0 });

afterAll(() => cloud?.stop());

const laptop = (): LocalCloud => {
  if (!cloud) throw new Error('no cloud');
  return cloud;
};

const credentials = { accessKeyId: 'crm', secretAccessKey: 'local' };

async function putEvents(...entries: readonly { source?: string; type?: string; detail: string }[]) {
  const client = new EventBridgeClient({ endpoint: laptop().awsUrl, region: 'us-east-1', credentials });
  const answer = await client.send(
    new PutEventsCommand({
      Entries: entries.map(({ source = 'crm', type = 'CustomerOutcome', detail }) => ({
        Source: source,
        DetailType: type,
        Detail: detail,
      })),
    }),
  );
  client.destroy();
  await laptop().whenQuiet();
  return answer;
}

async function outcomesOf(customerId: string) {
  const client = new DynamoDBClient({ endpoint: laptop().engineUrl, region: 'us-east-1', credentials });
  const outcomes = await dynamoExperiments(openTable(laptop().tableName, client)).outcomesOf(customerId);
  client.destroy();
  return outcomes;
}

async function asMarketer(): Promise<{ base: string; headers: Record<string, string> }> {
  const issued = await laptop().tokens.issue({ group: 'marketer' });
  const headers = {
    authorization: `Bearer ${issued.kind === 'issued' ? issued.token : ''}`,
    'content-type': 'application/json',
  };
  return { base: `${laptop().url}/api/staff`, headers };
}

async function importCustomer(customerNumber: string, status = 'active', email = ''): Promise<void> {
  const { base, headers } = await asMarketer();
  const asked = await fetch(`${base}/customers/import`, { method: 'POST', headers });
  const { importId, uploadUrl } = (await asked.json()) as { importId: string; uploadUrl: string };
  await fetch(uploadUrl, {
    method: 'PUT',
    body: `customerId,name,status,email,marketingConsent\n${customerNumber},Ann Archer,${status},${email},yes\n`,
  });
  await fetch(`${base}/imports/${importId}/start`, { method: 'POST', headers });
  await laptop().whenQuiet();
}

const left = (customerId: string) =>
  JSON.stringify({ outcomeId: 'crm-1', customerId, outcome: 'left', on: '2026-03-01', desk: 'north' });

describe.skipIf(cloud === undefined)('an outcome that the CRM puts on the event bus', () => {
  test('is kept once, whatever else the event says and however often it is put', async () => {
    await importCustomer('700');

    await putEvents({ detail: left('700') }, { detail: left('700') });
    await putEvents({ detail: left('700') });

    expect(await outcomesOf('cus_700')).toEqual([
      { id: 'crm-1', customerId: 'cus_700', kind: 'left', on: '2026-03-01', source: 'crm' },
    ]);
    expect(laptop().state().deadLetters).toEqual([]);
  });

  test('is not heard from another source, and what is no event is refused where it is put', async () => {
    await importCustomer('701');

    await putEvents({ source: 'billing', detail: left('701') }, { type: 'Other', detail: left('701') });
    const answer = await putEvents({ detail: 'left' }, { source: 'aws.crm', detail: left('701') });

    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      'NotAuthorizedForSourceException',
    ]);
    expect(await outcomesOf('cus_701')).toEqual([]);
  });

  test('that cannot be taken in waits as a dead letter, and counts when it is put back', async () => {
    await putEvents({ detail: left('702') });
    await laptop().advance('PT10M');

    const [letter, ...others] = laptop().state().deadLetters;
    expect(others).toEqual([]);
    expect(letter?.queue).toContain('RejectedOutcomes');
    await importCustomer('702');
    const { event } = letter?.body as { event: { detail: object } };
    await putEvents({ detail: JSON.stringify(event.detail) });
    expect(await outcomesOf('cus_702')).toHaveLength(1);
  });
});

test.skipIf(cloud === undefined)(
  'a customer whose status turns to cancelled in an import has left, once, also when the file comes again',
  async () => {
    await importCustomer('703');
    expect(await outcomesOf('cus_703')).toEqual([]);

    await importCustomer('703', 'cancelled');
    await importCustomer('703', 'cancelled');

    expect(await outcomesOf('cus_703')).toEqual([
      {
        ...{ id: 'amends/leaving-1', customerId: 'cus_703', kind: 'left', on: '2026-03-02' },
        ...{ source: 'amends', at: expect.stringMatching(/^2026-03-02T/) },
      },
    ]);
    expect(laptop().events('CustomerLeft')).toHaveLength(1);
  },
);

const toEverybody = aCampaign({ name: 'Everybody' });

test.skipIf(cloud === undefined)(
  'the progress of a campaign says how many of its mails came back and whom it kept',
  async () => {
    await importCustomer('704', 'active', 'ann704@example.org');
    await importCustomer('705', 'active', 'bounce+705@simulator.amends.localhost');
    const { base, headers } = await asMarketer();
    const made = await fetch(`${base}/campaigns`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify(toEverybody),
    });
    const { id } = (await made.json()) as { id: string };
    const etag = made.headers.get('etag') ?? '';
    await fetch(`${base}/campaigns/${id}/run`, { method: 'POST', headers: { ...headers, 'if-match': etag } });
    await laptop().whenQuiet();

    const stayed = JSON.stringify({ customerId: '704', outcome: 'stayed', on: '2026-03-02' });
    await putEvents({ detail: stayed }, { detail: stayed });

    const shown = await fetch(`${base}/campaigns/${id}`, { headers });
    expect(await shown.json()).toMatchObject({ counts: { sent: 2 }, bounced: 1, kept: 1 });
  },
);

test.skipIf(cloud === undefined)(
  'a customer whose points are about to end gets one mail with the statement',
  async () => {
    await importCustomer('706', 'active', 'ann706@example.org');
    const client = new DynamoDBClient({ endpoint: laptop().engineUrl, region: 'us-east-1', credentials });
    await dynamoPoints(openTable(laptop().tableName, client)).post({
      ...{ customerKey: 'cus_706', key: 'order:1', at: '2024-02-10T10:00:00.000Z', points: 120 },
      ...{ house: 'purchases', expiresAt: '2026-04-01T00:00:00.000Z' },
    });
    client.destroy();

    // The run of a quarter past nine.
    await laptop().advance('PT20M');

    const mails = laptop().mailbox.mails('ann706@example.org');
    const notices = mails.filter(({ subject }) =>
      subject.includes('120 of your points end after 2026-03-31'),
    );
    expect(notices).toHaveLength(1);
    expect(notices[0]?.text).toContain('You have 120 points in all, worth');
  },
);

test.skipIf(cloud === undefined)(
  'a customer spends points on a reward by the link in the statement that the team sent',
  async () => {
    await importCustomer('708', 'active', 'bea708@example.org');
    const { base, headers } = await asMarketer();
    const call = (path: string, body: object, more: Record<string, string> = {}, method = 'POST') =>
      fetch(`${base}/${path}`, {
        method,
        headers: { ...headers, ...more },
        body: JSON.stringify(body),
      });
    const found = await fetch(`${base}/offers`, { headers });
    const { offers } = (await found.json()) as { offers: object[] };
    const etag = found.headers.get('etag') ?? '';
    await call('offers', { offers, rewards: [aReward()] }, { 'if-match': etag }, 'PUT');
    await call('loyalty/708/postings', { key: 'order:1', points: 620, house: 'purchases' });

    expect((await call('loyalty/708/statement', { key: 'call-17' })).status).toBe(200);
    const [mail] = laptop().mailbox.mails('bea708@example.org');
    const link = /http\S+\/api\/points\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    const browser = { accept: 'text/html' };
    expect(await (await fetch(link, { headers: browser })).text()).toContain('Spend 500 points on this');
    const spent = await fetch(link, {
      method: 'POST',
      headers: browser,
      body: new URLSearchParams({ reward: 'voucher-5', seen: '1' }),
    });

    const code = /<dd translate="no">([\w-]+)</.exec(await spent.text())?.[1] ?? '';
    expect(await (await fetch(`${base}/offers/vouchers/${code}`, { headers })).json()).toMatchObject({
      ...{ catalogueId: 'voucher-5', amount: 500 },
    });
    expect(
      laptop()
        .mailbox.mails('bea708@example.org')
        .map(({ subject }) => subject),
    ).toContain('You spent 500 points: A voucher of US$5.00');
  },
);

test.skipIf(cloud === undefined)(
  'a promise that was kept is heard, and earns nothing unless the firm gives points',
  async () => {
    await importCustomer('707');

    await putEvents({ type: 'PromiseKept', detail: JSON.stringify({ promiseId: 'p-1', customerId: '707' }) });

    expect(laptop().state().metrics.invocations['earn-for-promise']).toBe(1);
    const client = new DynamoDBClient({ endpoint: laptop().engineUrl, region: 'us-east-1', credentials });
    const account = await dynamoPoints(openTable(laptop().tableName, client)).account('cus_707');
    client.destroy();
    expect(account.balance).toBe(0);
  },
);

test.skipIf(cloud === undefined)(
  'whatever a marketer may change is within the rights of the function that changes it',
  async () => {
    await importCustomer('709', 'active', 'cleo709@example.org');
    const { base, headers } = await asMarketer();
    const call = async (method: string, path: string, body?: object, etag?: string | null) => {
      const answer = await fetch(`${base}/${path}`, {
        method,
        headers: { ...headers, ...(typeof etag === 'string' && { 'if-match': etag }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const found = (await answer.json()) as Record<string, unknown>;
      expect([`${method} ${path}`, answer.status, found['title']]).toEqual([
        `${method} ${path}`,
        expect.toBeOneOf([200, 201]),
        undefined,
      ]);
      return { etag: answer.headers.get('etag'), found };
    };
    const catalogue = await call('GET', 'offers');
    const { offers } = catalogue.found as { offers: object[] };
    await call('PUT', 'offers', { offers, rewards: [aReward({ points: 400 })] }, catalogue.etag);
    const segment = { name: 'Everybody', rule: { all: [] } };
    await call('PUT', 'segments/everybody', segment, '"v0"');
    const { found, etag } = await call('POST', 'campaigns', { ...toEverybody, trigger: waits, again });
    const campaign = `campaigns/${String(found['id'])}`;
    let version = (await call('PUT', campaign, { ...toEverybody, trigger: waits, again }, etag)).etag;
    for (const action of ['run', 'pause', 'resume', 'stop'])
      version = (await call('POST', `${campaign}/${action}`, undefined, version)).etag;
    const outcome = { outcomeId: 'o-1', customerId: '709', outcome: 'stayed', on: '2026-03-02' };
    await call('POST', 'outcomes', { outcomes: [outcome] });
    await call('POST', 'loyalty/709/postings', { key: 'order:1', points: 500, house: 'purchases' });
    const spent = await call('POST', 'loyalty/709/rewards', { rewardId: 'voucher-5', key: 'reward:call-1' });
    await call('POST', 'loyalty/709/statement', { key: 'call-18' });
    const code = /[A-Z0-9]{4}(?:-[A-Z0-9]{4})+/.exec(JSON.stringify(spent.found))?.[0] ?? '';
    await call('POST', `offers/vouchers/${code}/redemption`, { usedFor: 'order 17' });
  },
);

test.skipIf(cloud === undefined)(
  'what billing says of an accepted offer reaches the function that may write on its case',
  async () => {
    const { base, headers } = await asMarketer();
    const found = await fetch(`${base}/offers`, { headers });
    await found.json();
    const gift = aGift({
      prior: { a: 99, b: 1 },
      eligibility: { ...aGift().eligibility, categories: ['delivery'], strangers: true },
    });
    await fetch(`${base}/offers`, {
      method: 'PUT',
      headers: { ...headers, 'if-match': found.headers.get('etag') ?? '' },
      body: JSON.stringify({ offers: [gift], budgetPerMonth: 1_000_000 }),
    });
    await fetch(`${laptop().url}/api/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'late-1' },
      body: JSON.stringify({
        ...{ name: 'Dee', email: 'dee@example.org', subject: 'My parcel is late' },
        ...{ body: 'It should have come last week and never arrived.', consent: { privacy: true } },
      }),
    });
    await laptop().whenQuiet();
    const letters = laptop().mailbox.mails('dee@example.org');
    const token = letters.map(({ text }) => /\/offer\/#(\S+)/.exec(text)?.[1]).find(Boolean);
    expect(token, letters.map(({ text }) => text).join('\n')).toBeDefined();
    await fetch(`${laptop().url}/api/offers/${token ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answer: 'accept' }),
    });
    await laptop().whenQuiet();
    const [asked] = laptop().events('OfferGrantRequested');
    const { offerId } = asked?.detail as { offerId: string };
    const before = laptop().state().metrics.invocations['retention-api'];
    const said = await fetch(`${base}/offers/${offerId}/fulfilment`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ result: 'applied', reference: 'CN-1' }),
    });

    expect([said.status, await said.json()]).toEqual([
      200,
      expect.objectContaining({ state: 'applied', reference: 'CN-1' }),
    ]);
    expect(laptop().state().metrics.invocations['retention-api']).toBe(before);
  },
);

const waits = { when: 'happens', what: 'tier-falls' };
const again = { afterDays: 30 };
