import { afterAll, expect, test, vi } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoOffers } from '../../functions/adapters/dynamodb/offers.ts';
import { inLanes } from '../../functions/use-cases/in-lanes.ts';
import { complain, fresh, viewOnce } from './support/complaints.ts';
import { call, table, tokenIn } from './support/deployed.ts';
import { mailsTo } from './support/inbox.ts';
import { deadLetters, failedExecutions } from './support/set-aside.ts';
import { callsWith, tokenOf } from './support/staff.ts';

const settled = ['awaiting-customer', 'resolved'];

/** What customers write about, and where that leads at first. */
const letters: readonly (readonly [subject: string, body: string, leadsTo: readonly string[]])[] = [
  ['Late delivery', 'My parcel arrived two weeks late and nobody answered my calls.', settled],
  ['包裹一直没有收到', '我三周前下的订单，包裹到现在还没有送到，客服电话也没人接，请尽快处理。', settled],
  ['Outage', 'My internet has been down for three days. There is no connection at all.', settled],
  ['Fire', 'The charger caught fire last night and burned my hand. This is dangerous.', ['with-person']],
  ['Idea', 'I suggest that you add a dark mode to your app. It would be great if you could.', ['closed']],
  ['Question', 'Could you please tell me how I can change my delivery address?', ['with-person']],
  ['Leaving', 'I want to cancel my contract at the end of the month. Please confirm.', ['with-person']],
];
const answers = ['accept', 'decline', 'call-me', 'cancel-contract'];
const CUSTOMERS = Number(process.env['AMENDS_CUSTOMERS'] ?? 42);
const AT_ONCE = 12;
const patience = { timeout: 60_000 + CUSTOMERS * 3_000, interval: 1000 };

const cases = dynamoCases(table, () => new Date().toISOString());
const offers = dynamoOffers(table);

afterAll(async () => {
  expect(await deadLetters()).toEqual([]);
  expect(await failedExecutions()).toEqual([]);
});

/** Customers for whom an offer pays, by file. @returns their addresses */
async function customersOfToday(): Promise<readonly string[]> {
  const run = fresh();
  const addresses = Array.from({ length: CUSTOMERS }, (_, place) => `day-${run}-${place}@example.com`);
  const rows = addresses.map(
    (address, place) => `${run}-${place},Ann Lee,${address},2021-03-01,month-to-month,99,12,1188,390`,
  );
  const header = 'customerId,name,email,since,contractType,monthlyCharge,orders,spend12m,margin12m';
  const marketer = callsWith(await tokenOf('mara', ['marketer']));
  const { importId, uploadUrl } = (await marketer('POST', '/customers/import')).json();
  await fetch(uploadUrl, { method: 'PUT', body: [header, ...rows, ''].join('\n') });
  await marketer('POST', `/imports/${importId}/start`);
  await vi.waitFor(async () => {
    const progress = (await marketer('GET', `/imports/${importId}`)).json();
    expect(progress).toMatchObject({ state: 'done', written: CUSTOMERS });
  }, patience);
  return addresses;
}

/** The whole way of one customer. @returns the case */
async function oneCustomer(address: string, place: number): Promise<string> {
  const [subject, body, leadsTo] = letters[place % letters.length] ?? ['', '', []];
  const consent = { privacy: true };
  const { caseId, statusUrl } = await complain({ name: 'Ann Lee', email: address, subject, body, consent });
  const view = await viewOnce(statusUrl, leadsTo);

  if (view.offer?.status === 'open') {
    // Before its mail is out, and twice at the same moment.
    const path = `/api/offers/${tokenIn(view.offer.url)}`;
    const answer = answers[place % answers.length];
    const both = await Promise.all([
      call('POST', path, { answer }),
      call('POST', path, { answer: 'accept' }),
    ]);
    // To leave is never refused.
    expect([200, 409]).toContain(both[0].status);
    expect(both.map(({ status }) => status)).toContain(200);
    expect(both.map(({ status }) => status)).not.toContain(500);
    await viewOnce(statusUrl, ['closed', 'with-person']);
  }
  if (place % 5 === 0) {
    const path = `/api/cases/${tokenIn(statusUrl)}/messages`;
    const message = await call('POST', path, { text: 'It is still not settled, please call me.' });
    expect(message.status, message.text).toBe(201);
    await viewOnce(statusUrl, ['with-person']);
  }
  return caseId;
}

test(
  'customers of every kind at the same time all get their answer, each mail once',
  async () => {
    const addresses = await customersOfToday();
    const caseIds: string[] = [];
    await inLanes(AT_ONCE, addresses, async (address, place) => {
      caseIds[place] = await oneCustomer(address, place);
    });

    for (const [place, address] of addresses.entries()) {
      const file = await vi.waitFor(async () => {
        const found = await cases.file(caseIds[place] ?? '');
        expect(found?.mails.filter(({ status }) => status === 'reserved')).toEqual([]);
        return found;
      }, patience);
      const { offerId } = file?.case ?? {};
      if (offerId !== undefined) expect((await offers.byId(offerId))?.status).not.toBe('open');
      const mails = await mailsTo(address);
      if (mails !== undefined)
        expect(mails, caseIds[place]).toHaveLength(
          file?.mails.filter(({ to, status }) => to === address && status === 'sent').length ?? 0,
        );
    }
  },
  2 * patience.timeout,
);
