import { expect, test } from 'vitest';
import { retentionApi } from '../../functions/handlers/retention-api/app.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';
import { aCampaign } from '../support/campaign-definition.ts';

// Answers are read as a client of another language would: by the names in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = Record<string, any>;

/** The API as a member of staff meets it, whose token is already verified. */
function apiAs(world: World, username = 'mara', group = 'marketer') {
  const api = retentionApi(world.work);
  const claims = { username, 'cognito:groups': `[${group}]` };
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  return async (method: string, path: string, body?: object, etag?: string) => {
    const answer = await api.request(
      `/api/staff${path}`,
      {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(etag !== undefined && { 'if-match': etag }),
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      env,
    );
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: (await answer.json()) as Json,
    };
  };
}

const world = () =>
  aWorld({
    customers: [
      aCustomer({ id: 'cus_1', emails: ['1@example.org'], margin12m: 200_000, marketingConsent: true }),
      aCustomer({ id: 'cus_2', emails: ['2@example.org'], margin12m: 200_000, marketingConsent: false }),
      aCustomer({ id: 'cus_3', emails: ['3@example.org'], margin12m: 1000, marketingConsent: true }),
    ],
  });

const golden = aCampaign({ name: 'Gold', segment: { field: 'tier', op: '>=', value: 'gold' } });

test('a campaign is created as a draft, tried out, started under its version, and seen', async () => {
  const here = world();
  const api = apiAs(here);
  const created = await api('POST', '/campaigns', golden);
  expect(created).toMatchObject({
    status: 201,
    etag: '"v1"',
    body: { status: 'draft', segmentInWords: 'tier is at least gold' },
  });
  const path = `/campaigns/${String(created.body['id'])}`;

  expect((await api('POST', `${path}/dry-run`)).body).toMatchObject({
    lookedAt: 3,
    factor: 1,
    counts: { 'no-consent': 1, 'not-in-segment': 1 },
  });
  expect((await api('POST', `${path}/test-send`)).body).toEqual({ to: 'mara@amends.localhost', sent: 2 });
  expect((await api('POST', `${path}/run`)).status).toBe(428);
  const running = await api('POST', `${path}/run`, undefined, '"v1"');
  expect(running).toMatchObject({ status: 200, etag: '"v2"', body: { status: 'running' } });
  expect((await api('POST', `${path}/run`, undefined, '"v1"')).status).toBe(412);
  expect((await api('POST', `${path}/run`, undefined, '"v2"')).status).toBe(409);
  expect((await api('POST', `${path}/pause`, undefined, '"v2"')).body['status']).toBe('paused');

  expect((await api('GET', path)).body).toMatchObject({
    status: 'paused',
    pass: { kind: 'base', of: 3, looked: 0, secondsLeft: null },
    content: golden,
  });
  expect((await api('GET', '/campaigns')).body['items']).toHaveLength(1);
  expect((await api('GET', '/campaigns/cmp_none')).status).toBe(404);
});

test('the list, and the answer to whoever stops a campaign, count those already looked at, as the campaign itself does', async () => {
  const here = world();
  const api = apiAs(here);
  const { id } = (await api('POST', '/campaigns', golden)).body;
  const path = `/campaigns/${String(id)}`;
  await api('POST', `${path}/run`, undefined, '"v1"');
  await sendCampaignShard(
    { ...here.work, pace: () => ({ turn: () => Promise.resolve() }), leftOut: () => undefined },
    { campaignId: String(id), pass: 1, part: 0 },
  );
  const soFar = { considered: 3, counts: { 'no-consent': 1, 'not-in-segment': 1, sent: 1 } };
  expect((await api('GET', path)).body).toMatchObject(soFar);

  expect((await api('GET', '/campaigns')).body['items']).toMatchObject([soFar]);
  expect((await api('POST', `${path}/stop`, undefined, '"v2"')).body).toMatchObject({
    status: 'stopped',
    ...soFar,
  });
  expect((await api('GET', '/campaigns')).body['items']).toMatchObject([soFar]);
});

test('a campaign that makes no sense is refused, and each error names its place', async () => {
  const api = apiAs(world());
  const typo = { ...golden, segment: { field: 'teir', op: '=', value: 'gold' } };
  const senseless = await api('POST', '/campaigns', typo);
  expect(senseless.status).toBe(400);
  expect(senseless.body['errors']).toEqual([
    { path: 'segment.field', message: expect.stringContaining('did you mean tier?') },
  ]);
  expect((await api('POST', '/campaigns', { ...golden, steps: [] })).status).toBe(400);
  expect((await api('POST', '/campaigns', { readyMade: 'nothing' })).body['detail']).toContain('birthday');
  expect((await api('POST', '/campaigns', { readyMade: 'birthday' })).status).toBe(201);
});

test('only marketers and leads start campaigns; an auditor may look', async () => {
  const here = world();
  const created = await apiAs(here)('POST', '/campaigns', golden);
  const auditor = apiAs(here, 'anton', 'auditor');
  expect((await auditor('GET', `/campaigns/${String(created.body['id'])}`)).status).toBe(200);
  expect((await auditor('POST', '/campaigns', golden)).status).toBe(403);
});

test('a segment is previewed with what it would cost, kept, and changed against its version', async () => {
  const api = apiAs(world());
  const rule = { field: 'tier', op: '>=', value: 'gold' };
  expect((await api('POST', '/segments/preview', { rule })).body).toMatchObject({
    base: { customers: 3, isExact: true },
    inSegment: { customers: 2, low: 2, high: 2 },
    reachable: { customers: 1 },
    inWords: { en: 'tier is at least gold', 'zh-Hans': '客户等级不低于gold' },
  });
  const wrong = await api('POST', '/segments/preview', { rule: { not: { field: 'x', op: 'known' } } });
  expect(wrong.body['errors']).toEqual([{ path: 'rule.not.field', message: expect.any(String) }]);

  expect((await api('PUT', '/segments/best', { name: 'Our best', rule })).status).toBe(201);
  expect((await api('PUT', '/segments/best', { name: 'x', rule })).status).toBe(428);
  expect((await api('PUT', '/segments/best', { name: 'Best', rule }, '"v1"')).status).toBe(200);
  expect((await api('PUT', '/segments/best', { name: 'x', rule }, '"v1"')).status).toBe(412);
  expect((await api('GET', '/segments/best')).body).toMatchObject({ name: 'Best', version: 2 });
  expect((await api('GET', '/segments')).body['items']).toHaveLength(1);
  const { fields } = (await api('GET', '/segments/fields')).body;
  expect(fields).toContainEqual(expect.objectContaining({ name: 'valueAtRisk' }));
});
