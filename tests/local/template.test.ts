import { expect, test } from 'vitest';
import { TemplateProblem } from '../../local/cloudformation.ts';
import { readCloud } from '../../local/template.ts';
import { writeFixtureTemplate } from './support/fixture-template.ts';

const account = { region: 'us-east-1', accountId: '000000000000', apiUrl: 'http://localhost:4000' };
const cloud = readCloud(writeFixtureTemplate(), account);
const environment = (name: string): unknown =>
  cloud.ofType('AWS::Lambda::Function').find(({ ref }) => ref.endsWith(name))?.properties['Environment'];

test('a function gets the names and addresses of what it was bound to, across stacks', () => {
  expect(environment('DispatchFunction')).toEqual({
    Variables: {
      POWERTOOLS_SERVICE_NAME: 'dispatch',
      TABLE: 'shop-table',
      MACHINE: 'arn:aws:states:us-east-1:000000000000:stateMachine:shop',
    },
  });
});

test('the API of the template is the one on this laptop, however its address is put together', () => {
  expect(environment('ApiFunction')).toMatchObject({ Variables: { PUBLIC_URL: 'http://localhost:4000' } });
  expect(cloud.output('ApiUrl')).toBe('http://localhost:4000/');
});

test('text with references is filled in, and literals are left alone', () => {
  expect(cloud.output('Text')).toBe(
    'us-east-1 arn:aws:lambda:us-east-1:000000000000:function:shop-service-TaskFunction ${Literal} yes',
  );
});

test('a stream is found through the export of another stack', () => {
  expect(cloud.ofType('AWS::Lambda::EventSourceMapping')).toMatchObject([
    {
      properties: { EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/shop-table/stream/local' },
    },
  ]);
});

test('an asset that was not built is named', () => {
  expect(() => cloud.assetFolder('none.zip')).toThrow(TemplateProblem);
});
