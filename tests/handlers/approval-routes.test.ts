import { expect, test } from 'vitest';
import type { Hono } from 'hono';
import { memoryBeliefs } from '../../functions/adapters/memory/beliefs.ts';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryDecisionLog } from '../../functions/adapters/memory/decision-log.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { memorySegments } from '../../functions/adapters/memory/segments.ts';
import { retentionApi } from '../../functions/handlers/retention-api/app.ts';
import type { StaffContext } from '../../functions/runtime/staff-member.ts';
import { ApprovalGiven, ApprovalList } from '../../tools/openapi/answers/approvals.ts';
import { anOfferingFirm, COST, gift, offering } from '../support/offering-firm.ts';
import { subjectsIn } from '../support/campaign-firm.ts';

type Json = Record<string, unknown>;

/** A firm that asks a lead about each gift, and its API as members of staff meet it. */
async function anAskingFirm(customers = 1) {
  const firm = await anOfferingFirm({ customers, offers: [gift('gift', { approvalThreshold: 10 })] });
  const campaignId = await firm.begins(offering());
  const api: Hono<StaffContext> = retentionApi({
    ...firm,
    beliefs: memoryBeliefs(firm.store),
    decisions: memoryDecisionLog(firm.store),
    points: memoryPoints(firm.store),
    pointsMails: memoryOutreach(firm.store).pointsMails,
    segments: memorySegments(),
  });
  const as = (username: string, group: string) => async (method: string, path: string, etag?: string) => {
    const claims = { username, 'cognito:groups': `[${group}]` };
    const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
    const headers = { ...(etag !== undefined && { 'if-match': etag }) };
    const answer = await api.request(`/api/staff/offers/approvals${path}`, { method, headers }, env);
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: (await answer.json()) as Json,
    };
  };
  return { firm, campaignId, lena: as('lena', 'lead'), as };
}

test('a lead sees what waits, with what it costs and why it was chosen, and lets it out', async () => {
  const { firm, campaignId, lena } = await anAskingFirm();
  const { id } = firm.offerOf();

  const list = await lena('GET', '');
  expect(ApprovalList.parse(list.body)).toEqual(list.body);
  expect(list.body).toMatchObject({
    items: [
      {
        ...{ offerId: id, version: 1, status: 'awaiting-approval', campaignId, campaignName: 'Spring' },
        writtenBy: ['mara'],
        ...{ step: 'offer', customerId: 'cus_1', customerNumber: '1', catalogueId: 'gift', cost: COST },
        ...{ tier: 'standard', withdrawnFor: null, approvedBy: null },
      },
    ],
    cursor: null,
  });
  const read = await lena('GET', `/${id}`);
  expect(read.etag).toBe('"v1"');
  expect((await lena('POST', `/${id}/approve`)).status).toBe(428);
  const approved = await lena('POST', `/${id}/approve`, read.etag);
  expect(approved).toMatchObject({
    status: 200,
    etag: '"v2"',
    body: { status: 'approved', approvedBy: 'lena', goesOutFrom: firm.clock.now() },
  });
  expect(ApprovalGiven.parse(approved.body)).toEqual(approved.body);
  expect((await lena('POST', `/${id}/approve`, read.etag)).status).toBe(412);
  expect((await lena('GET', '')).body['items']).toEqual([]);
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toContain('Something for you');
  expect((await lena('GET', `/${id}`)).body).toMatchObject({ status: 'open' });
});

test('a lead says no, and hears why where an offer cannot go out', async () => {
  const { firm, lena } = await anAskingFirm(2);
  const [one, two] = [firm.offerOf('cus_1').id, firm.offerOf('cus_2').id];
  expect(await lena('POST', `/${one}/decline`, '"v1"')).toMatchObject({
    status: 200,
    body: { status: 'withdrawn', withdrawnFor: 'declined' },
  });
  await firm.hasCustomer('2', { marketingConsent: false });

  const refused = await lena('POST', `/${two}/approve`, '"v1"');
  expect(refused).toMatchObject({ status: 409, body: { reason: 'no-consent' } });
  expect(refused.body['title']).toMatch(/has not agreed to marketing/);
  firm.timePasses(14);
  expect((await lena('POST', `/${two}/approve`, '"v1"')).body).toMatchObject({ reason: 'ended' });
  expect((await lena('POST', `/off_none/approve`, '"v1"')).status).toBe(404);
  expect((await lena('GET', `/off_none`)).status).toBe(404);
});

test('a marketer and an auditor may look, and only a lead who did not define the campaign decides', async () => {
  const { firm, as } = await anAskingFirm();
  const { id } = firm.offerOf();
  for (const [who, group] of [
    ['mara', 'marketer'],
    ['anton', 'auditor'],
  ] as const) {
    expect((await as(who, group)('GET', '')).status).toBe(200);
    expect((await as(who, group)('POST', `/${id}/approve`, '"v1"')).status).toBe(403);
    expect((await as(who, group)('POST', `/${id}/decline`, '"v1"')).status).toBe(403);
  }
  expect((await as('hana', 'handler')('GET', '')).status).toBe(403);
});

test('the list pages, and a cursor that is none of ours is refused', async () => {
  const { lena } = await anAskingFirm(60);
  const first = await lena('GET', '');
  expect(first.body['items']).toHaveLength(50);
  const rest = await lena('GET', `?cursor=${String(first.body['cursor'])}`);
  expect(rest.body['items']).toHaveLength(10);
  expect((await lena('GET', '?cursor=bogus')).status).toBe(400);
});
