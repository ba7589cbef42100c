import { describe, expect, test } from 'vitest';
import { memoryImportFiles, memoryImports } from '../../functions/adapters/memory/imports.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { staffApi } from '../../functions/handlers/staff-api/app.ts';
import { Customer } from '../../tools/openapi/answers/customers.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aWorld, type World } from '../support/world.ts';

/** The API as somebody meets it whose token, already verified, has these claims. */
function anApi(claims: Readonly<Record<string, unknown>>, { work }: World = aWorld()) {
  const imports = memoryImports();
  const api = staffApi({
    ...work,
    imports,
    files: memoryImportFiles(work.clock.now),
    downloads: work.attachmentFiles,
  });
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  return (path: string, init: RequestInit = {}) =>
    Promise.resolve(api.request(`/api/staff${path}`, init, env));
}

const hana = { username: 'hana', 'cognito:groups': '[handler]' };

describe('who may do what', () => {
  test.each([
    ['a handler', hana, 200],
    ['a handler whose groups come as a list', { ...hana, 'cognito:groups': ['handler'] }, 200],
    ['a handler who was taken out of the group', { username: 'hana' }, 403],
    ['a handler whom only the pool calls a lead', { username: 'hana', 'cognito:groups': '[lead]' }, 403],
    ['a marketer', { username: 'mara', 'cognito:groups': '[marketer]' }, 403],
    ['somebody who is not in the staff list', { username: 'eve', 'cognito:groups': '[handler]' }, 403],
    ['a token that names nobody', {}, 403],
  ])('%s asking for cases is answered', async (_who, claims, status) => {
    expect((await anApi(claims)('/cases')).status).toBe(status);
  });
});

test.each(['/cases', '/cases?queue=complaints'])(
  'a cursor of %s that we did not hand out is refused by name',
  async (list) => {
    const api = anApi(hana);
    const refused = await api(`${list}${list.includes('?') ? '&' : '?'}cursor=nonsense`);

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ path: 'cursor' }] });
    expect((await api(list)).status).toBe(200);
  },
);

test('a change without a version is refused before anything is read, and one against another version too', async () => {
  const change = (headers: Record<string, string>) =>
    anApi(hana)('/cases/cas_00000000000000000000000001/claim', { method: 'POST', headers });

  expect((await change({})).status).toBe(428);
  expect((await change({ 'if-match': '*' })).status).toBe(412);
  expect((await change({ 'if-match': '"v1"' })).status).toBe(404);
});

/** Reads of customers by a handler who wants Chinese. */
function aCustomerDesk() {
  const { work } = aWorld({ customers: [aCustomer()] });
  const api = staffApi({
    ...work,
    imports: memoryImports(),
    files: memoryImportFiles(work.clock.now),
    downloads: work.attachmentFiles,
  });
  const env = { event: { requestContext: { authorizer: { jwt: { claims: hana } } } } };
  return (path: string) => api.request(`/api/staff${path}`, { headers: { 'accept-language': 'zh' } }, env);
}

test('customers are found by their address, and what can be nobody’s is no address', async () => {
  const ask = aCustomerDesk();
  const found = await ask('/customers?email=Ann@Example.org');
  expect(await found.json()).toMatchObject({ items: [{ id: 'cus_7' }], cursor: null });
  for (const email of ['', '%20', `${'a'.repeat(3000)}@example.org`])
    expect((await ask(`/customers?email=${email}`)).status).toBe(400);
});

test('a customer is read with their loyalty, its reasons, and the strategy that follows', async () => {
  const ask = aCustomerDesk();
  const read = await ask('/customers/7');

  const customer = Customer.parse(await read.json());
  expect(customer.strategy).toBe('promotion');
  expect(customer.loyalty.reasons.map(({ factor }) => factor)).toContain('tenure');
  expect(customer.loyalty.reasons.map(({ text }) => text)).toContain('累计 6 笔订单: +0.7');
});

describe('what became of an accepted offer', () => {
  const gift = aGift({
    fulfilment: 'billing',
    eligibility: { ...aGift().eligibility, categories: ['delivery'] },
  });
  const accepted = async (claims: Readonly<Record<string, unknown>> = hana) => {
    const world = aWorld({ customers: [aCustomer()] });
    await world.work.catalogues.apply({ ...shippedEdition, edition: 1, offers: [gift] });
    const caseId = await world.customerComplains();
    await world.customerAnswers(caseId, 'accept');
    const offer = await world.offer(caseId);
    const api = anApi(claims, world);
    return (body: object, id = offer.id) =>
      api(`/offers/${id}/fulfilment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
  };

  test('is told once by billing: the same again is fine, another is a conflict', async () => {
    const says = await accepted();

    expect((await says({ result: 'done' })).status).toBe(400);
    expect((await says({ result: 'applied', reference: 'CN-1' })).status).toBe(200);
    expect(await (await says({ result: 'applied', reference: 'CN-1' })).json()).toMatchObject({
      state: 'applied',
      reference: 'CN-1',
    });
    const other = await says({ result: 'failed' });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ recorded: 'applied', reference: 'CN-1' });
    expect((await says({ result: 'applied' }, 'nonsense')).status).toBe(404);
  });

  test('may be told by a marketer, who sees no case, and not by an auditor', async () => {
    const mara = await accepted({ username: 'mara', 'cognito:groups': '[marketer]' });
    expect((await mara({ result: 'applied' })).status).toBe(200);
    const anton = await accepted({ username: 'anton', 'cognito:groups': '[auditor]' });
    expect((await anton({ result: 'applied' })).status).toBe(403);
  });
});
