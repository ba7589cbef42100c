import { describe, expect, test, vi } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { complain, fresh, lateParcel, patiently, viewOnce } from './support/complaints.ts';
import {
  call,
  functionNames,
  invoke,
  outputs,
  sesEvent,
  storeMail,
  table,
  tokenIn,
} from './support/deployed.ts';
import { mailsTo } from './support/inbox.ts';

const cases = dynamoCases(table, () => new Date().toISOString());

/** A customer for whom an offer pays, and who is no tier that a person must see. */
async function aCustomerWorthKeeping(): Promise<string> {
  const id = fresh();
  const email = `ann-${id}@example.com`;
  await dynamoCustomers(table).save(
    {
      id: `cus_${id}`,
      version: 1,
      customerNumber: id,
      name: 'Ann Lee',
      emails: [email],
      since: '2021-03-01',
      contractType: 'month-to-month',
      monthlyCharge: 9_900,
      orders: 12,
      spend12m: 118_800,
      margin12m: 39_000,
      marketingConsent: false,
      attributes: {},
      value: 39_000,
      tier: 'standard',
      source: 'import',
      updatedAt: new Date().toISOString(),
    },
    undefined,
  );
  return email;
}

/** A case with an offer that waits for its customer. One in ten is in the holdout, by lot; five in a row are not. */
async function anOpenOffer(): Promise<any> {
  let view;
  for (let customers = 0; customers < 5 && !view?.offer; customers += 1) {
    const { statusUrl } = await complain(lateParcel(await aCustomerWorthKeeping()));
    view = { ...(await viewOnce(statusUrl, ['awaiting-customer', 'resolved', 'with-person'])), statusUrl };
  }
  return view;
}

describe('what was deployed', () => {
  test('answers: the form, its style, and the health check', async () => {
    const form = await call('GET', '/');
    expect(form.status).toBe(200);
    expect(form.headers['content-type']).toContain('text/html');

    const style = /href="(\/assets\/[^"]+\.css)"/.exec(form.text)?.[1];
    expect((await call('GET', style ?? '/no-style')).status).toBe(200);
    expect((await call('GET', '/healthz')).status).toBe(200);
  });

  test('lets nobody into the staff API without a token', async () => {
    expect((await call('GET', '/api/staff/cases')).status).toBe(401);
  });

  test('loads: no bundle misses a module, no function a variable', async () => {
    const functions = await functionNames();
    expect(functions.size).toBeGreaterThan(15);
    for (const [handler, name] of functions) {
      // The one function that would do something on an empty event: begin a campaign.
      if (handler === 'start-campaign') continue;
      const { payload } = await invoke(name, {});
      expect(JSON.stringify(payload), handler).not.toMatch(
        /ImportModuleError|Cannot find|Dynamic require|environment of this function|SyntaxError/,
      );
    }
  });

  test('does what fell due when the clock calls', async () => {
    const sweep = (await functionNames()).get('sweep');
    expect(await invoke(sweep ?? '', {})).toMatchObject({ failed: false });
  });
});

describe('a complaint by form', () => {
  test('becomes an offer, is accepted by link, and closed', async () => {
    const view = await anOpenOffer();
    expect(view).toMatchObject({ status: 'awaiting-customer', offer: { status: 'open' } });
    expect(view.remedy.text).toMatch(/refund/);
    const offer = tokenIn(view.offer.url);

    expect((await call('GET', `/api/offers/${offer}`)).status).toBe(200);
    // The wait may still be on its way into the table; the answer is kept either way.
    expect((await call('POST', `/api/offers/${offer}`, { answer: 'accept' })).status).toBe(200);
    expect((await call('POST', `/api/offers/${offer}`, { answer: 'decline' })).status).toBe(409);

    expect(await viewOnce(view.statusUrl, ['closed'])).toMatchObject({ offer: { status: 'accepted' } });
  });

  test('whose offer is answered twice at the same moment is decided once, and goes on', async () => {
    const view = await anOpenOffer();
    const offer = tokenIn(view.offer.url);
    const answers = await Promise.all(
      ['call-me', 'accept'].map((answer) => call('POST', `/api/offers/${offer}`, { answer })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await viewOnce(view.statusUrl, ['closed', 'with-person']);
  });

  test('sent twice under one key is one case', async () => {
    const key = { 'idempotency-key': fresh() };
    const complaint = lateParcel(`ann-${fresh()}@example.com`);
    const first = await call('POST', '/api/complaints', complaint, key);
    const again = await call('POST', '/api/complaints', complaint, key);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
  });

  test('in Chinese is answered in Chinese', async () => {
    const email = `wei-${fresh()}@example.com`;
    const { statusUrl } = await complain({
      ...lateParcel(email),
      name: '王伟',
      subject: '包裹一直没有收到',
      body: '我三周前下的订单，包裹到现在还没有送到，客服电话也没人接，请尽快处理。',
    });

    const view = await viewOnce(statusUrl, ['resolved']);
    expect(view.remedy.text).toMatch(/退还/);
    await vi.waitFor(async () => {
      const mails = await mailsTo(email);
      if (mails === undefined) return;
      expect(mails.map(({ subject }) => subject)).toEqual([
        expect.stringContaining('已收到'),
        expect.stringContaining('处理结果'),
      ]);
    }, patiently);
  });

  test('about danger goes to a person, who is told', async () => {
    const { caseId, statusUrl } = await complain({
      ...lateParcel(`max-${fresh()}@example.com`),
      subject: 'Your charger caught fire',
      body: 'The charger caught fire last night and burned my hand. My children were in the room. This is dangerous.',
    });
    await viewOnce(statusUrl, ['with-person']);

    await vi.waitFor(async () => {
      const file = await cases.file(caseId);
      expect(file?.case.person?.owner).toEqual(expect.any(String));
      expect(file?.facts.map(({ happened }) => happened.type)).toContain('CaseAssigned');
    }, patiently);
  });
});

describe('a complaint by mail', () => {
  test('announced five times is one case, acknowledged', async () => {
    const messageId = fresh();
    const address = `wei-${fresh()}@example.com`;
    await storeMail(
      messageId,
      [
        `From: Wei Chen <${address}>`,
        'To: complaints@amends.localhost',
        `Message-ID: <${messageId}@example.com>`,
        `Date: ${new Date().toUTCString()}`,
        'Subject: My parcel never came',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'I ordered three weeks ago and my parcel has still not been delivered. Please help.',
        '',
      ].join('\r\n'),
    );

    const announced = [];
    for (let time = 0; time < 5; time += 1) {
      announced.push(
        await invoke(outputs.ReceiveMailFunctionName, sesEvent(messageId, 'complaints@amends.localhost')),
      );
    }
    const rows = announced.map(({ payload }) => payload.received[0]);
    const caseIds = new Set(rows.map(({ caseId }) => caseId));

    expect(announced.filter(({ failed }) => failed)).toEqual([]);
    expect(rows[0]).toMatchObject({ ledgerId: messageId, outcome: 'new-case' });
    expect(caseIds.size).toBe(1);
    await vi.waitFor(async () => {
      const file = await cases.file([...caseIds][0]);
      expect(file?.facts.map(({ happened }) => happened.type)).toContain('CaseTriaged');
      expect(file?.case.channel).toBe('mail');
    }, patiently);
  });
});
