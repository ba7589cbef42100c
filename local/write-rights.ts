import * as z from 'zod';
import { jsonAnswer, type AwsRequest, type AwsResponse } from './aws-endpoint.ts';
import type { Cloud } from './template.ts';

const list = <Item extends z.ZodType>(item: Item) => z.union([item.transform((one) => [one]), z.array(item)]);
const Statement = z.object({
  Action: list(z.string()),
  Condition: z
    .object({ 'ForAllValues:StringLike': z.object({ 'dynamodb:LeadingKeys': list(z.string()) }).optional() })
    .optional(),
});
const Policy = z.object({
  Roles: z.array(z.string()).default([]),
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
});
const Function = z.object({
  Role: z.string().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

const Name = z.object({ S: z.string() });
const Put = z.object({ Item: z.object({ pk: Name }) });
const Keyed = z.object({ Key: z.object({ pk: Name }) });
const Written = {
  PutItem: Put,
  UpdateItem: Keyed,
  DeleteItem: Keyed,
  TransactWriteItems: z.object({
    TransactItems: z.array(
      z.object({ Put: Put.optional(), Update: Keyed.optional(), Delete: Keyed.optional() }),
    ),
  }),
  BatchWriteItem: z.object({
    RequestItems: z.record(
      z.string(),
      z.array(z.object({ PutRequest: Put.optional(), DeleteRequest: Keyed.optional() })),
    ),
  }),
};

/** What the partition keys of the rows that a request writes are; none where it writes nothing. */
function keysWritten(operation: string, body: string): string[] {
  const given: unknown = JSON.parse(body);
  switch (operation) {
    case 'PutItem':
      return [Written.PutItem.parse(given).Item.pk.S];
    case 'UpdateItem':
    case 'DeleteItem':
      return [Written[operation].parse(given).Key.pk.S];
    case 'TransactWriteItems':
      return Written.TransactWriteItems.parse(given).TransactItems.flatMap(({ Put: put, Update, Delete }) =>
        [put?.Item.pk.S, Update?.Key.pk.S, Delete?.Key.pk.S].flatMap((key) => key ?? []),
      );
    case 'BatchWriteItem':
      return Object.values(Written.BatchWriteItem.parse(given).RequestItems).flatMap((requests) =>
        requests.flatMap(({ PutRequest, DeleteRequest }) =>
          [PutRequest?.Item.pk.S, DeleteRequest?.Key.pk.S].flatMap((key) => key ?? []),
        ),
      );
    default:
      return [];
  }
}

const writes = /^dynamodb:(?:Put|Update|Delete|BatchWrite)Item$/;

/**
 * The rights of the template that bind a function to rows of its own kind (`dynamodb:LeadingKeys`), and no other: what AWS
 * would refuse for them the laptop refuses too, or it would be found only after a deployment.
 * @returns the refusal of a request to the table, by the short name of the function that makes it; undefined when allowed
 */
export function writeRights(
  cloud: Pick<Cloud, 'ofType'>,
): (
  functionName: string | undefined,
  request: Pick<AwsRequest, 'operation' | 'body'>,
) => AwsResponse | undefined {
  const policies = cloud.ofType('AWS::IAM::Policy').map(({ properties }) => Policy.parse(properties));
  const bound = new Map<string, RegExp[]>();
  for (const { properties, ref } of cloud.ofType('AWS::Lambda::Function')) {
    const { Role, Environment } = Function.parse(properties);
    const statements = policies
      .filter(({ Roles }) => Roles.some((role) => Role === role || Role?.endsWith(`/${role}`)))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => Action.some((action) => writes.test(action)));
    const kinds = statements.map(
      ({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
    );
    // One right without the condition allows everything.
    if (kinds.length === 0 || kinds.some((kind) => kind === undefined)) continue;
    const name = z.string().catch(ref).parse(Environment?.Variables['POWERTOOLS_SERVICE_NAME']);
    bound.set(name, kinds.flatMap((kind) => kind ?? []).map(like));
  }
  return (functionName, { operation, body }) => {
    const allowed = functionName === undefined ? undefined : bound.get(functionName);
    if (!allowed) return undefined;
    const refused = keysWritten(operation, body.toString('utf8')).find(
      (key) => !allowed.some((pattern) => pattern.test(key)),
    );
    if (refused === undefined) return undefined;
    const kind = refused.slice(0, refused.indexOf('#') + 1);
    console.error(
      `${functionName} may not write rows ${kind}… : see its binding to the table in infra/stacks.`,
    );
    return jsonAnswer(400, {
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: `${functionName} is not authorized to perform dynamodb:${operation} on ${kind}`,
    });
  };
}

/** A pattern of IAM in which only `*` stands for something else. */
const like = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
  );
