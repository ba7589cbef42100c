import { expect, test } from 'vitest';
import { synthesized } from './support/synth.ts';

/** Types that third-party CloudFormation emulators know: `npm run test:emulator` deploys both stacks to one. */
const knownToEmulators = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
]);

test('data and service use only resource types that emulators know', () => {
  const { data, service } = synthesized();
  const types = new Set([...data.resources, ...service.resources].map(({ Type }) => Type));

  expect([...types].filter((type) => !knownToEmulators.has(type))).toEqual([]);
});

test('without a domain the app is data and service, with one also inbound and edge', () => {
  expect(Object.keys(synthesized())).toEqual(['data', 'service']);
  expect(Object.keys(synthesized({ domain: 'care.example.com' }))).toEqual([
    'data',
    'service',
    'inbound',
    'edge',
  ]);
});

test('what becomes of our mail is told without a domain too, to the bus on which the service listens', () => {
  const { service } = synthesized();
  const [destination, ...others] = service.of('AWS::SES::ConfigurationSetEventDestination');

  expect(others).toEqual([]);
  expect(destination?.Properties).toMatchObject({
    ConfigurationSetName: { Ref: service.of('AWS::SES::ConfigurationSet')[0]?.id },
    EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
  });
  expect(JSON.stringify(destination?.Properties)).toContain('event-bus/default');
});

test('a domain changes nothing in data, and in service only what inbound and edge refer to', () => {
  const bare = synthesized();
  const named = synthesized({ domain: 'care.example.com' });

  expect(named.data.resources).toEqual(bare.data.resources);
  expect(named.service.resources).toEqual(bare.service.resources);
});

test('custom code runs during a deployment only to activate receipt rules, and only when asked', () => {
  const custom = (context: Record<string, string>) =>
    Object.values(synthesized(context))
      .flatMap(({ resources }) => resources)
      .filter(({ Type }) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')
      .map(({ Properties }) => JSON.stringify(Properties['Create']));

  expect(custom({})).toEqual([]);
  expect(custom({ domain: 'care.example.com' })).toEqual([]);
  expect(custom({ domain: 'care.example.com', activateReceiptRules: 'true' })).toEqual([
    expect.stringContaining('setActiveReceiptRuleSet'),
  ]);
});

test('the service tells what others need to find it', () => {
  expect(Object.keys(synthesized().service.outputs)).toEqual(
    expect.arrayContaining([
      'ApiUrl',
      'TableName',
      'MailBucketName',
      'RecoveryWorkflowArn',
      'ReceiveMailFunctionName',
      'UserPoolId',
      'UserPoolClientId',
    ]),
  );
});
