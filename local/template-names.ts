import { TemplateProblem, type Template } from './cloudformation.ts';

export interface Account {
  readonly region: string;
  readonly accountId: string;
  /** Replaces the address of the HTTP API wherever the template builds it; no trailing slash. */
  readonly apiUrl: string;
}

/** What references stand on: the stacks, whose laptop it is, and how a value is made concrete. */
export interface Grounds {
  readonly account: Account;
  /** @throws TemplateProblem for a stack that was not synthesized */
  readonly stackOf: (name: string) => Template;
  readonly walk: (stack: string, value: unknown) => unknown;
}

/** How the things of a template are called on the laptop. */
export interface Names {
  /** What `Ref` gives for a parameter or a resource. */
  readonly ref: (stack: string, logicalId: string) => string;
  readonly attribute: (stack: string, logicalId: string, name: string) => string;
  /** What `Ref` gives for any name, those that CloudFormation itself knows too. */
  readonly reference: (stack: string, name: string) => string;
}

export function namesOn(grounds: Grounds): Names {
  const { account, stackOf } = grounds;
  const { region, accountId } = account;

  const ref: Names['ref'] = (stack, logicalId) => {
    const parameter = stackOf(stack).Parameters[logicalId];
    if (parameter) return String(parameter.Default ?? '');
    const resource = resourceOf(grounds, stack, logicalId);
    if (refIsArn.has(resource.type)) return arnOf(account, resource);
    if (resource.type === 'AWS::SQS::Queue')
      return `http://sqs.${region}.amazonaws.com/${accountId}/${resource.name}`;
    return resource.type === 'AWS::ApiGatewayV2::Stage' ? '$default' : resource.name;
  };

  return {
    ref,
    attribute(stack, logicalId, name) {
      const resource = resourceOf(grounds, stack, logicalId);
      switch (name) {
        case 'Arn':
        case 'TopicArn':
          return arnOf(account, resource);
        case 'StreamArn':
          return `${arnOf(account, resource)}/stream/local`;
        case 'ApiEndpoint':
          return account.apiUrl;
        case 'ProviderURL':
          return `https://cognito-idp.${region}.amazonaws.com/${resource.name}`;
        case 'ProviderName':
          return `cognito-idp.${region}.amazonaws.com/${resource.name}`;
        default:
          return resource.name;
      }
    },
    reference: (stack, name) => pseudoParameters(account, stack)[name] ?? ref(stack, name),
  };
}

const pseudoParameters = (
  { region, accountId }: Account,
  stack: string,
): Readonly<Record<string, string | undefined>> => ({
  'AWS::Region': region,
  'AWS::AccountId': accountId,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': '',
  'AWS::StackName': stack,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/local`,
});

interface Named {
  readonly type: string;
  readonly name: string;
}

/** The name that a resource was given, or the one that we make. */
function resourceOf({ stackOf, walk }: Grounds, stack: string, logicalId: string): Named {
  const resource = stackOf(stack).Resources[logicalId];
  if (!resource) throw new TemplateProblem(`${stack} refers to ${logicalId}, which it does not have`);
  const type = resource.Type;
  if (type === 'AWS::ApiGatewayV2::Api') return { type, name: apiId(logicalId) };
  const given = nameKeys.map((key) => resource.Properties[key]).find((value) => value !== undefined);
  if (given !== undefined) return { type, name: String(walk(stack, given)) };
  const made = `${stack}-${logicalId}`;
  const lower = /^AWS::(S3|Cognito|ApiGatewayV2)::/.test(type);
  return { type, name: lower ? made.toLowerCase() : made };
}

function arnOf({ region, accountId }: Account, { type, name }: Named): string {
  const make = arnForms[type];
  if (make) return make(region, accountId, name);
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return `arn:aws:${service}:${region}:${accountId}:${name}`;
}

const apiId = (logicalId: string): string => `api${logicalId.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;

const nameKeys = [
  'TableName',
  'FunctionName',
  'BucketName',
  'QueueName',
  'StateMachineName',
  'UserPoolName',
  'ClientName',
  'RoleName',
  'TopicName',
];

const refIsArn = new Set([
  'AWS::StepFunctions::StateMachine',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
]);

const arnForms: Readonly<Record<string, (region: string, account: string, name: string) => string>> = {
  'AWS::DynamoDB::Table': (region, account, name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (region, account, name) =>
    `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  'AWS::Lambda::Function': (region, account, name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  'AWS::StepFunctions::StateMachine': (region, account, name) =>
    `arn:aws:states:${region}:${account}:stateMachine:${name}`,
  'AWS::SecretsManager::Secret': (region, account, name) =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-local0`,
  'AWS::S3::Bucket': (_region, _account, name) => `arn:aws:s3:::${name}`,
  'AWS::SQS::Queue': (region, account, name) => `arn:aws:sqs:${region}:${account}:${name}`,
  'AWS::IAM::Role': (_region, account, name) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::Cognito::UserPool': (region, account, name) =>
    `arn:aws:cognito-idp:${region}:${account}:userpool/${name}`,
  'AWS::Logs::LogGroup': (region, account, name) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
};
