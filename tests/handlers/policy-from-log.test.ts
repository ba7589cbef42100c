import { expect, test } from 'vitest';
import { retentionApi } from '../../functions/handlers/retention-api/app.ts';
import { choiceOf, type LoggedLine } from '../../functions/domain/policy/logged-choice.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { linesOfLog, type WhyNoLine } from '../../tools/policy/live-log.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';
const bob = 'bob@example.org';
const firm = (draw: number) =>
  aWorld({
    customers: [aCustomer({ id: 'cus_7', emails: [ann] }), aCustomer({ id: 'cus_8', emails: [bob] })],
    draw,
  });

const outcomeOf = (world: World, customerId: string, kind: 'stayed' | 'left') =>
  recordOutcome(world.work, { id: `crm-${customerId}`, customerId, kind, on: '2026-03-20', source: 'test' });

/** The log as `npm run policy -- --url` reads it, through the staff API. */
async function logOf(world: World): Promise<{ lines: LoggedLine[]; left: WhyNoLine[] }> {
  const api = retentionApi(world.work);
  const claims = { username: 'anton', 'cognito:groups': '[auditor]' };
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  const lines: LoggedLine[] = [];
  const left: WhyNoLine[] = [];
  const get = async (path: string) => {
    const answer = await api.request(path, {}, env);
    return { status: answer.status, etag: undefined, body: (await answer.json()) as unknown };
  };
  for await (const one of linesOfLog(get, { from: '2026-03-01', to: '2026-06-01' })) {
    if ('line' in one) lines.push(one.line);
    else left.push(one.why);
  }
  return { lines, left };
}

test('a choice of the running log is compared once it is known what became of the customer', async () => {
  const world = firm(0.99);
  await world.customerComplains(aComplaint({ email: ann }));
  await world.customerComplains(aComplaint({ email: bob }));
  await outcomeOf(world, 'cus_7', 'stayed');

  const { lines, left } = await logOf(world);
  const [read, unknown] = lines.map(choiceOf);

  expect(left).toEqual([]);
  expect(lines[0]).toMatchObject({ worth: aCustomer().value, outcome: { kept: true, cost: 0 } });
  expect(unknown).toEqual({ why: 'no-outcome' });
  if (!read || !('choice' in read)) throw new Error('the first decision cannot be compared');
  const { options, done, net, risk } = read.choice;
  expect(net).toBe(aCustomer().value);
  expect(risk).toBeGreaterThan(0);
  expect(options.map(({ action }) => action)).toContain(done);
  expect(done).not.toBe('none');
  expect(options.reduce((sum, { logged }) => sum + logged, 0)).toBeCloseTo(1, 9);
});

test('a held-out customer is in it as well, with the chance that the holdout had', async () => {
  const world = firm(0.01);
  await world.customerComplains(aComplaint({ email: ann }));
  await outcomeOf(world, 'cus_7', 'left');

  const { lines } = await logOf(world);
  const read = lines.map(choiceOf)[0];

  if (!read || !('choice' in read)) throw new Error('the decision cannot be compared');
  expect(read.choice).toMatchObject({ done: 'none', net: 0 });
  expect(read.choice.options[0]).toMatchObject({ action: 'none', logged: lines[0]?.decision.propensity });
});

test('strangers are left out and said to be: nobody tells what became of them', async () => {
  const world = firm(0.99);
  await world.customerComplains(aComplaint({ email: 'stranger@example.org' }));

  const { lines, left } = await logOf(world);

  expect([...left, ...lines.map(choiceOf)]).toHaveLength(1);
  expect(left.length === 1 ? left : lines.map(choiceOf)).not.toContainEqual(
    expect.objectContaining({ choice: expect.anything() as unknown }),
  );
});

test('the log shows no customer by name, address or number', async () => {
  const world = firm(0.99);
  await world.customerComplains(aComplaint({ email: ann }));
  await outcomeOf(world, 'cus_7', 'stayed');

  expect(JSON.stringify(await logOf(world))).not.toMatch(/ann|archer|cus_7/i);
});
