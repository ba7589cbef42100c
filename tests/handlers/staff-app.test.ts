import { expect, test } from 'vitest';
import { staffApp } from '../../functions/runtime/staff-app.ts';
import { ifMatch } from '../../functions/runtime/versions.ts';

const hana = {
  ...{ id: 'hana', name: 'Hana Weber', address: 'hana@amends.localhost', team: 'care' },
  groups: ['handler' as const],
};

/** An app that answers with the name it was asked for, as the one member of staff who calls. */
function anApp() {
  const app = staffApp([hana]);
  app.get('/api/staff/things/:name', (context) => context.text(context.req.param('name')));
  app.post('/api/staff/things/:name', (context) => {
    const match = ifMatch(context);
    return match.ok ? context.json(match.version) : match.answer;
  });
  const claims = { username: 'hana', 'cognito:groups': '[handler]' };
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  return (name: string, init: RequestInit = {}) => app.request(`/api/staff/things/${name}`, init, env);
}

test('the longest number that a firm may give a customer is a name, also in Chinese', async () => {
  const call = anApp();
  for (const name of ['A'.repeat(64), '顾'.repeat(64)]) {
    const answer = await call(encodeURIComponent(name));
    expect([answer.status, await answer.text()]).toEqual([200, name]);
  }
});

test('a name longer than any of ours is of nothing that is here', async () => {
  for (const name of ['a'.repeat(1500), '顾'.repeat(500)])
    expect((await anApp()(encodeURIComponent(name))).status).toBe(404);
});

test('a version that no number of ours can be is stale, and no failure', async () => {
  const call = anApp();
  const changing = (etag: string) => call('x', { method: 'POST', headers: { 'if-match': etag } });
  expect((await changing('"v12"')).status).toBe(200);
  expect((await changing('"v99999999999999999999"')).status).toBe(412);
});
