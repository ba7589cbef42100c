import { describe, expect, test } from 'vitest';
import { memoryImportFiles, memoryImports } from '../../functions/adapters/memory/imports.ts';
import { staffApi } from '../../functions/handlers/staff-api/app.ts';
import { Customer } from '../../tools/openapi/answers.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

/** The API as somebody meets it whose token, already verified, has these claims. */
function anApi(claims: Readonly<Record<string, unknown>>) {
  const { work } = aWorld();
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

test('a customer is read with their loyalty, its reasons, and the strategy that follows', async () => {
  const { work } = aWorld({ customers: [aCustomer()] });
  const api = staffApi({
    ...work,
    imports: memoryImports(),
    files: memoryImportFiles(work.clock.now),
    downloads: work.attachmentFiles,
  });
  const env = { event: { requestContext: { authorizer: { jwt: { claims: hana } } } } };

  const read = await api.request('/api/staff/customers/7', { headers: { 'accept-language': 'zh' } }, env);

  const customer = Customer.parse(await read.json());
  expect(customer.strategy).toBe('promotion');
  expect(customer.loyalty.reasons.map(({ factor }) => factor)).toContain('tenure');
  expect(customer.loyalty.reasons.map(({ text }) => text)).toContain('累计 6 笔订单: +0.7');
});
