import { describe, expect, test } from 'vitest';
import { retentionApi } from '../../functions/handlers/retention-api/app.ts';
import { showOffer } from '../../functions/use-cases/show-offer.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aReward, rewarding } from '../support/rewards.ts';
import { aWorld, type World } from '../support/world.ts';

/** The API as a member of staff meets it, whose token is already verified. */
function apiAs(username: string, group: string, world: World = aWorld()) {
  const api = retentionApi(world.work);
  const claims = { username, 'cognito:groups': `[${group}]` };
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  return (path: string, init: RequestInit = {}) =>
    Promise.resolve(api.request(`/api/staff${path}`, init, env));
}

const put = (body: object, etag?: string): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json', ...(etag !== undefined && { 'if-match': etag }) },
  body: JSON.stringify(body),
});

const gifts = {
  offers: [aGift({ eligibility: { ...aGift().eligibility, categories: ['delivery'] } })],
};

describe('the catalogue', () => {
  test('is the one we ship until another is applied, and then that', async () => {
    const api = apiAs('mara', 'marketer');
    const shipped = await api('/offers');
    expect(shipped.headers.get('etag')).toBe('"v0"');

    const applied = await api('/offers', put(gifts, '"v0"'));

    expect(applied.status).toBe(200);
    expect(applied.headers.get('etag')).toBe('"v1"');
    expect(await applied.json()).toMatchObject({ edition: 1, appliedBy: 'mara' });
    const now = (await (await api('/offers')).json()) as { offers: { id: string }[]; history: unknown[] };
    expect(now.offers.map(({ id }) => id)).toEqual(['gift']);
    expect(now.history).toHaveLength(1);
    expect(await (await api('/offers?edition=0')).json()).toMatchObject({ edition: 0, appliedAt: null });
    expect((await api('/offers?edition=7')).status).toBe(404);
  });

  test('can be sent back as it was read', async () => {
    const api = apiAs('mara', 'marketer');
    await api('/offers', put(gifts, '"v0"'));
    const { history: _history, ...read } = (await (await api('/offers')).json()) as Record<string, unknown>;

    const again = await api('/offers', put(read, '"v1"'));

    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ edition: 1, changes: [] });
  });

  test('is applied against the edition that was read', async () => {
    const api = apiAs('mara', 'marketer');

    expect((await api('/offers', put(gifts))).status).toBe(428);
    await api('/offers', put(gifts, '"v0"'));
    const late = await api('/offers', put({ ...gifts, offersPerYear: 1 }, '"v0"'));
    expect(late.status).toBe(412);
    expect(late.headers.get('etag')).toBe('"v1"');
  });

  test('is refused with the path of what does not fit', async () => {
    const wrong = { offers: [{ ...aGift(), validForDays: 0 }], colour: 'red' };
    const refused = await apiAs('mara', 'marketer')('/offers', put(wrong, '"v0"'));

    expect(refused.status).toBe(400);
    expect(((await refused.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(
      ['offers.0.validForDays', 'colour'],
    );
  });

  test('is read by all, and applied by marketers and leads alone', async () => {
    expect((await apiAs('hana', 'handler')('/offers')).status).toBe(200);
    expect((await apiAs('hana', 'handler')('/offers', put(gifts, '"v0"'))).status).toBe(403);
    expect((await apiAs('lena', 'lead')('/offers', put(gifts, '"v0"'))).status).toBe(200);
  });
});

test('an offer keeps the words it was made in, whatever is applied afterwards', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const api = apiAs('mara', 'marketer', world);
  await api('/offers', put(gifts, '"v0"'));
  const caseId = await world.customerComplains();
  const offer = await world.offer(caseId);
  expect(offer).toMatchObject({ catalogueId: 'gift', fulfilment: 'billing' });

  await api('/offers', put({ offers: [aGift({ id: 'other' })] }, '"v1"'));

  expect((await showOffer(world.work, offer)).offer).toMatchObject({ title: 'Gift', conditions: ['Once'] });
  const { facts } = await world.file(caseId);
  const decided = facts.map(({ happened }) => happened).find(({ type }) => type === 'OfferDecided');
  expect(decided).toMatchObject({ decision: { edition: 1, action: 'gift' } });
});

describe('what became of an accepted offer', () => {
  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const accepted = async (fulfilment: 'billing' | 'voucher') => {
    const world = aWorld({ customers: [aCustomer()] });
    const api = apiAs('lena', 'lead', world);
    await api('/offers', put({ offers: [{ ...gifts.offers[0], fulfilment }] }, '"v0"'));
    const caseId = await world.customerComplains();
    await world.customerAnswers(caseId, 'accept');
    return { api, offer: await world.offer(caseId) };
  };

  test('may be a voucher, which a shop looks up as it was typed and uses up once', async () => {
    const { api, offer } = await accepted('voucher');
    const typed = (offer.grant?.reference ?? '').toLowerCase().replaceAll('-', ' ');
    const use = (usedFor: string) =>
      api(`/offers/vouchers/${encodeURIComponent(typed)}/redemption`, post({ usedFor }));

    expect(await (await api(`/offers/vouchers/${typed}`)).json()).toMatchObject({ amount: 1_000 });
    expect((await use('order 1')).status).toBe(200);
    expect((await use('order 1')).status).toBe(200);
    expect((await use('order 2')).status).toBe(409);
    expect((await api('/offers/vouchers/AAAA-BBBB-CCCC-DDDD')).status).toBe(404);
  });
});

describe('loyalty points', () => {
  const move = (key: string, points: number, house: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, points, house }),
  });

  test('are earned and spent once for each reason, and told in words', async () => {
    const api = apiAs('mara', 'marketer');
    const post = (key: string, points: number, house: string) =>
      api('/loyalty/7/postings', move(key, points, house)).then(({ status }) => status);

    expect(await post('order:1', 250, 'purchases')).toBe(200);
    expect(await post('order:1', 250, 'purchases')).toBe(200);
    expect(await post('order:1', 300, 'purchases')).toBe(409);
    expect(await post('reward:mug', -300, 'rewards')).toBe(409);
    expect(await post('reward:pen', -100, 'rewards')).toBe(200);
    expect(await post('reward:pen-2', 100, 'rewards')).toBe(400);
    // Under these we post ourselves: who took one would keep an offer from being accepted.
    expect(await post('offer:off_01J9Z0', 100, 'corrections')).toBe(400);
    expect(await post('expiry:2028-04', 100, 'corrections')).toBe(400);

    const read = await api('/loyalty/7', { headers: { 'accept-language': 'zh' } });
    expect(await read.json()).toMatchObject({
      balance: 150,
      words: ['您有 150 积分，价值 US$1.50。'],
      lots: [{ points: 150, expiresAt: '2028-04-01T00:00:00.000Z' }],
      postings: [{ text: '消费获得' }, { text: '兑换奖励' }],
    });
  });
});

test('the team spends a customer’s points on a reward, also on one that a customer cannot take alone, once for each key', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  await world.work.catalogues.apply(rewarding(aReward({ needsApproval: true })));
  await world.work.points.post({
    ...{ customerKey: 'cus_7', key: 'order:1', at: monday, points: 600, house: 'purchases' },
    expiresAt: '2028-04-01T00:00:00.000Z',
  });
  const take = (as: ReturnType<typeof apiAs>, rewardId: string, key: string) =>
    as('/loyalty/7/rewards', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rewardId, key }),
    });
  const lead = apiAs('lena', 'lead', world);

  const taken = await take(lead, 'voucher-5', 'reward:call-17');
  const again = await take(lead, 'voucher-5', 'reward:call-17');

  expect(taken.status).toBe(200);
  const posting = (await taken.json()) as { reward: { voucher: string } };
  expect(posting).toMatchObject({
    points: -500,
    by: 'lena',
    reward: { voucher: expect.stringMatching(/-/) },
  });
  expect(await again.json()).toEqual(posting);
  expect((await take(lead, 'voucher-5', 'reward:call-18')).status).toBe(409);
  expect((await take(lead, 'car', 'reward:call-18')).status).toBe(404);
  expect((await take(lead, 'voucher-5', 'order:1')).status).toBe(400);
  expect((await take(apiAs('hana', 'handler', world), 'voucher-5', 'reward:x')).status).toBe(403);
  expect(await (await lead('/loyalty/7')).json()).toMatchObject({
    balance: 100,
    postings: [{}, { text: 'A voucher of US$5.00' }],
  });
  const found = await lead(`/offers/vouchers/${posting.reward.voucher}`);
  expect(await found.json()).toMatchObject({ catalogueId: 'voucher-5', amount: 500 });
});

test('points that have ended are neither shown nor spent', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  await world.work.points.post({
    customerKey: 'cus_7',
    key: 'order:1',
    at: '2024-01-15T00:00:00.000Z',
    points: 100,
    house: 'purchases',
    expiresAt: '2026-02-01T00:00:00.000Z',
  });
  const api = apiAs('mara', 'marketer', world);

  const spent = await api('/loyalty/7/postings', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'reward:pen', points: -50, house: 'rewards' }),
  });

  expect(spent.status).toBe(409);
  expect(await (await api('/loyalty/7')).json()).toMatchObject({
    balance: 0,
    postings: [{ key: 'order:1' }, { key: 'expiry:2026-02', points: -100, text: 'Expired' }],
  });
});

test('the decision log is read by time, by those who may', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const caseId = await world.customerComplains();

  const read = await apiAs('anton', 'auditor', world)('/offers/decisions?from=2026-03-01&to=2026-03-10');
  const { items, cursor } = (await read.json()) as { items: { caseId: string }[]; cursor: null };

  expect(items.map((item) => item.caseId)).toEqual([caseId]);
  expect(cursor).toBeNull();
  expect((await apiAs('hana', 'handler', world)('/offers/decisions')).status).toBe(403);
  expect((await apiAs('anton', 'auditor', world)('/offers/decisions?from=yesterday')).status).toBe(400);
});
