import { expect, test } from 'vitest';
import { writeRights } from '../../local/write-rights.ts';
import type { Resource } from '../../local/template.ts';

const resource = (type: string, ref: string, properties: Resource['properties']): Resource => ({
  ...{ logicalId: ref, stack: 'service', type, ref, properties },
});
const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
const own = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['JOURNEY#*', 'CAMPAIGN#*'] } };

/** Functions with a role of their own each, and what their policies say. */
function rightsOf(policies: Readonly<Record<string, readonly object[]>>) {
  const resources = Object.entries(policies).flatMap(([name, Statement]) => [
    resource('AWS::Lambda::Function', `${name}-fn`, {
      Role: `arn:aws:iam::000000000000:role/${name}-role`,
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name } },
    }),
    resource('AWS::IAM::Policy', `${name}-policy`, {
      Roles: [`${name}-role`],
      PolicyDocument: { Statement },
    }),
  ]);
  const rights = writeRights({ ofType: (...types) => resources.filter(({ type }) => types.includes(type)) });
  return (name: string | undefined, operation: string, body: object) =>
    rights(name, { operation, body: Buffer.from(JSON.stringify(body)) })?.status ?? 'allowed';
}

const put = (pk: string) => ({ Item: { pk: { S: pk }, sk: { S: 'x' } } });
const keyed = (pk: string) => ({ Key: { pk: { S: pk }, sk: { S: 'x' } } });

test('a function that is bound to rows of its own kind writes those and no other, by whichever request', () => {
  const ask = rightsOf({ dispatch: [{ Action: write, Condition: own }, { Action: 'dynamodb:GetItem' }] });

  expect(ask('dispatch', 'PutItem', put('JOURNEY#a'))).toBe('allowed');
  expect(ask('dispatch', 'UpdateItem', keyed('CAMPAIGN#a'))).toBe('allowed');
  expect(ask('dispatch', 'GetItem', keyed('CASE#a'))).toBe('allowed');
  expect(ask('dispatch', 'PutItem', put('CASE#a'))).toBe(400);
  expect(ask('dispatch', 'UpdateItem', keyed('XJOURNEY#a'))).toBe(400);
  expect(
    ask('dispatch', 'TransactWriteItems', {
      TransactItems: [{ Put: put('JOURNEY#a') }, { Update: keyed('CAMPAIGN#a') }],
    }),
  ).toBe('allowed');
  expect(
    ask('dispatch', 'TransactWriteItems', {
      TransactItems: [{ Put: put('JOURNEY#a') }, { Update: keyed('BUDGET#a') }],
    }),
  ).toBe(400);
  expect(ask('dispatch', 'BatchWriteItem', { RequestItems: { t: [{ PutRequest: put('CASE#a') }] } })).toBe(
    400,
  );
});

test('one right without the condition allows everything, as does no function at all', () => {
  const ask = rightsOf({
    sweep: [{ Action: write, Condition: own }, { Action: ['dynamodb:PutItem'] }],
    'count-kept': [{ Action: write, Condition: own }],
  });

  expect(ask('sweep', 'PutItem', put('CASE#a'))).toBe('allowed');
  expect(ask(undefined, 'PutItem', put('CASE#a'))).toBe('allowed');
  expect(ask('another', 'PutItem', put('CASE#a'))).toBe('allowed');
  expect(ask('count-kept', 'PutItem', put('CASE#a'))).toBe(400);
});

test('a function without a role, as in a template of a test, may do everything', () => {
  const fn = resource('AWS::Lambda::Function', 'bare', {});
  const rights = writeRights({ ofType: (...types) => (types.includes(fn.type) ? [fn] : []) });

  expect(
    rights('bare', { operation: 'PutItem', body: Buffer.from(JSON.stringify(put('CASE#a'))) }),
  ).toBeUndefined();
});
