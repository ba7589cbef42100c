import * as z from 'zod';

export interface Account {
  readonly region: string;
  readonly accountId: string;
  /** Replaces the address of the HTTP API wherever the template builds it; no trailing slash. */
  readonly apiUrl: string;
}

/** The parts of a CloudFormation template that references need. */
export const Template = z.object({
  Parameters: z
    .record(z.string(), z.object({ Default: z.union([z.string(), z.number()]).optional() }))
    .default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
    }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof Template>;

/** A template used something this resolver does not know; the message names it and where. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
}

/** Makes a value of a stack's template concrete; `ref` does so for `Ref` of one resource. */
interface Resolve {
  (stack: string, value: unknown): unknown;
  ref(stack: string, logicalId: string): string;
}

export function resolver(stacks: ReadonlyMap<string, Template>, account: Account): Resolve {
  const { region, accountId } = account;
  const stackOf = (name: string): Template => {
    const template = stacks.get(name);
    if (!template) throw new TemplateProblem(`A reference names stack ${name}, which was not synthesized`);
    return template;
  };

  const names = (stack: string, logicalId: string): { type: string; name: string } => {
    const resource = stackOf(stack).Resources[logicalId];
    if (!resource) throw new TemplateProblem(`${stack} refers to ${logicalId}, which it does not have`);
    const given = nameKeys.map((key) => resource.Properties[key]).find((value) => value !== undefined);
    const made = `${stack}-${logicalId}`;
    const lower = /^AWS::(S3|Cognito|ApiGatewayV2)::/.test(resource.Type);
    const name = given === undefined ? (lower ? made.toLowerCase() : made) : String(walk(stack, given));
    return {
      type: resource.Type,
      name: resource.Type === 'AWS::ApiGatewayV2::Api' ? apiId(logicalId) : name,
    };
  };

  const arn = (stack: string, logicalId: string): string => {
    const { type, name } = names(stack, logicalId);
    const make = arnForms[type];
    if (make) return make(region, accountId, name);
    const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
    return `arn:aws:${service}:${region}:${accountId}:${name}`;
  };

  const ref = (stack: string, logicalId: string): string => {
    const parameter = stackOf(stack).Parameters[logicalId];
    if (parameter) return String(parameter.Default ?? '');
    const { type, name } = names(stack, logicalId);
    if (refIsArn.has(type)) return arn(stack, logicalId);
    if (type === 'AWS::SQS::Queue') return `http://sqs.${region}.amazonaws.com/${accountId}/${name}`;
    return type === 'AWS::ApiGatewayV2::Stage' ? '$default' : name;
  };

  const attribute = (stack: string, logicalId: string, name: string): string => {
    const found = names(stack, logicalId);
    switch (name) {
      case 'Arn':
      case 'TopicArn':
        return arn(stack, logicalId);
      case 'StreamArn':
        return `${arn(stack, logicalId)}/stream/local`;
      case 'ApiEndpoint':
        return account.apiUrl;
      case 'ProviderURL':
        return `https://cognito-idp.${region}.amazonaws.com/${found.name}`;
      case 'ProviderName':
        return `cognito-idp.${region}.amazonaws.com/${found.name}`;
      default:
        return found.name;
    }
  };

  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': '',
  };
  const reference = (stack: string, name: string): string =>
    name === 'AWS::StackName'
      ? stack
      : name === 'AWS::StackId'
        ? `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/local`
        : (pseudo[name] ?? ref(stack, name));

  const exported = (name: string): unknown => {
    for (const [stack, template] of stacks) {
      for (const output of Object.values(template.Outputs)) {
        if (output.Export && walk(stack, output.Export.Name) === name) return walk(stack, output.Value);
      }
    }
    throw new TemplateProblem(`No stack exports ${name}`);
  };

  const substitute = (stack: string, given: unknown): string => {
    const [text, values] = z
      .union([
        z.string().transform((only) => [only, {}] as const),
        z.tuple([z.string(), z.record(z.string(), z.unknown())]),
      ])
      .parse(given);
    const known = new Map(Object.entries(values));
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (known.has(name)) return String(walk(stack, known.get(name)));
      const [id = '', ...rest] = name.split('.');
      return rest.length > 0 ? attribute(stack, id, rest.join('.')) : reference(stack, name);
    });
  };

  const holds = (stack: string, condition: unknown): boolean => {
    if (typeof condition === 'string') return holds(stack, stackOf(stack).Conditions[condition]);
    const [[name, operand] = ['', undefined]] = Object.entries(
      z.record(z.string(), z.unknown()).parse(condition),
    );
    const list = Array.isArray(operand) ? operand : [operand];
    switch (name) {
      case 'Fn::Equals':
        return JSON.stringify(walk(stack, list[0])) === JSON.stringify(walk(stack, list[1]));
      case 'Fn::And':
        return list.every((one) => holds(stack, one));
      case 'Fn::Or':
        return list.some((one) => holds(stack, one));
      case 'Fn::Not':
        return !holds(stack, list[0]);
      case 'Condition':
        return holds(stack, operand);
      default:
        throw new TemplateProblem(`Condition function ${name} is not known here`);
    }
  };

  const functions: Readonly<Record<string, (stack: string, operand: unknown) => unknown>> = {
    Ref: (stack, operand) => reference(stack, String(operand)),
    'Fn::GetAtt': (stack, operand) => {
      const [id = '', ...rest] = Array.isArray(operand) ? operand.map(String) : String(operand).split('.');
      return attribute(stack, id, rest.join('.'));
    },
    'Fn::Sub': substitute,
    'Fn::Join': (stack, operand) => {
      const [glue, parts] = z.tuple([z.string(), z.unknown()]).parse(operand);
      return withLocalApi(z.array(z.unknown()).parse(walk(stack, parts)).map(String).join(glue));
    },
    'Fn::Select': (stack, operand) => {
      const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(operand);
      return z.array(z.unknown()).parse(walk(stack, list))[index];
    },
    'Fn::Split': (stack, operand) => {
      const [glue, text] = z.tuple([z.string(), z.unknown()]).parse(operand);
      return String(walk(stack, text)).split(glue);
    },
    'Fn::If': (stack, operand) => {
      const [condition, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(operand);
      return walk(stack, holds(stack, condition) ? yes : no);
    },
    'Fn::FindInMap': (stack, operand) => {
      const [map = '', first = '', second = ''] = z
        .array(z.unknown())
        .parse(walk(stack, operand))
        .map(String);
      return stackOf(stack).Mappings[map]?.[first]?.[second];
    },
    'Fn::ImportValue': (stack, operand) => exported(String(walk(stack, operand))),
    'Fn::GetStackOutput': (stack, operand) => {
      const { StackName, OutputName } = z
        .object({ StackName: z.unknown(), OutputName: z.string() })
        .parse(operand);
      const from = String(walk(stack, StackName));
      const output = stackOf(from).Outputs[OutputName];
      if (!output) throw new TemplateProblem(`${from} has no output ${OutputName}`);
      return walk(from, output.Value);
    },
    'Fn::Base64': (stack, operand) => Buffer.from(String(walk(stack, operand))).toString('base64'),
    'Fn::GetAZs': () => [`${region}a`, `${region}b`],
  };

  const withLocalApi = (text: string): string =>
    text.replace(/https:\/\/api[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com\/?/g, (found) =>
      found.endsWith('/') ? `${account.apiUrl}/` : account.apiUrl,
    );

  const walk = (stack: string, value: unknown): unknown => {
    if (typeof value === 'string') return withLocalApi(value);
    if (Array.isArray(value)) return value.map((one) => walk(stack, one)).filter((one) => one !== dropped);
    if (value === null || typeof value !== 'object') return value;
    const fields = Object.entries(value);
    const [only] = fields;
    if (fields.length === 1 && only) {
      if (only[0] === 'Ref' && only[1] === 'AWS::NoValue') return dropped;
      const call = functions[only[0]];
      if (call) return call(stack, only[1]);
      if (only[0].startsWith('Fn::')) throw new TemplateProblem(`${only[0]} in ${stack} is not known here`);
    }
    return Object.fromEntries(
      fields.map(([key, one]) => [key, walk(stack, one)] as const).filter(([, one]) => one !== dropped),
    );
  };
  return Object.assign(walk, { ref });
}

/** Stands for `AWS::NoValue`: the property is not there at all. */
const dropped = Symbol('AWS::NoValue');

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
