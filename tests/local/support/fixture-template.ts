import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const functions = ['api', 'dispatch', 'task', 'receive-mail', 'tick'] as const;
const idOf = (name: string): string =>
  `${name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Function`;
const folderOf = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** An empty folder of its own. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'amends-local-'));

const waiting = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: '${Task}', Payload: { 'id.$': '$.id' } },
      OutputPath: '$.Payload',
      Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 2 }],
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 86_400, End: true },
  },
};

const variablesOf: Record<(typeof functions)[number], Record<string, unknown>> = {
  api: { PUBLIC_URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
  dispatch: { MACHINE: { Ref: 'Machine' } },
  task: { SECRET: { Ref: 'Secret' } },
  'receive-mail': { MAIL_BUCKET: { Ref: 'Bucket' }, MAIL_PREFIX: 'mail/' },
  tick: {},
};

/** A small product of two stacks that uses every kind of resource the laptop cloud runs. */
export function writeFixtureTemplate(): string {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write('shop-data.template.json', {
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: {
          TableName: 'shop-table',
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        },
      },
    },
    Outputs: {
      TableRef: { Value: { Ref: 'Table' } },
      TableStream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, Export: { Name: 'shop:stream' } },
    },
  });
  const lambdas = Object.fromEntries(
    functions.map((name) => [
      idOf(name),
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
          Handler: 'index.handler',
          Timeout: 10,
          Environment: {
            Variables: {
              POWERTOOLS_SERVICE_NAME: name,
              TABLE: { 'Fn::GetStackOutput': { StackName: 'shop-data', OutputName: 'TableRef' } },
              ...variablesOf[name],
            },
          },
        },
      },
    ]),
  );
  write('shop-service.template.json', {
    Resources: {
      ...lambdas,
      Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          GenerateSecretString: {
            SecretStringTemplate: '{"previous":""}',
            GenerateStringKey: 'current',
            PasswordLength: 20,
            ExcludePunctuation: true,
          },
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'shop',
          DefinitionString: JSON.stringify(waiting),
          DefinitionSubstitutions: { Task: { 'Fn::GetAtt': ['TaskFunction', 'Arn'] } },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::ImportValue': 'shop:stream' },
          FunctionName: { Ref: 'DispatchFunction' },
          BatchSize: 5,
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: 3,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
          FilterCriteria: {
            Filters: [
              {
                Pattern:
                  '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"dispatch":{"S":[{"exists":true}]}}}}',
              },
            ],
          },
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'cron(0 9 * * ? *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          Target: { Arn: { 'Fn::GetAtt': ['TickFunction', 'Arn'] } },
        },
      },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'shop' } },
      Authorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: { JwtConfiguration: { Issuer: 'https://issuer', Audience: ['console'] } },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { IntegrationUri: { 'Fn::GetAtt': ['ApiFunction', 'Arn'] } },
      },

      Anyone: route('$default'),
      Items: route('POST /items'),
      Item: route('GET /items/{id}'),
      Staff: route('ANY /staff/{proxy+}', { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' } }),
    },
    Outputs: {
      ApiUrl: {
        Value: {
          'Fn::Join': [
            '',
            [
              'https://',
              { Ref: 'Api' },
              '.execute-api.',
              { Ref: 'AWS::Region' },
              '.',
              { Ref: 'AWS::URLSuffix' },
              '/',
            ],
          ],
        },
      },
      ReceiveMailFunctionName: { Value: { Ref: 'ReceiveMailFunction' } },
      MachineArn: { Value: { Ref: 'Machine' } },
      Text: {
        Value: { 'Fn::Sub': ['${AWS::Region} ${TaskFunction.Arn} ${!Literal} ${Own}', { Own: 'yes' }] },
      },
    },
  });
  write('shop-service.assets.json', {
    files: Object.fromEntries(functions.map((name) => [name, { source: { path: folderOf(name) } }])),
  });
  return folder;
}

const route = (key: string, more: Record<string, unknown> = {}): object => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    RouteKey: key,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    ...more,
  },
});
