import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { millis, type Instant } from '../../domain/instant.ts';
import type { Key } from './keys.ts';

/** The one table, and the client to reach it. */
export interface Table {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
}

export type Row = Record<string, unknown>;
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Names of the indexes; `CaseTable` in infra/constructs creates them. */
export const indexes = { attention: 'attention', lookup: 'lookup' } as const;

/**
 * A single write meets an error where a transaction holds its row, and the SDK does not try it again: somebody who
 * unsubscribes while a mail to them is reserved would be told that it failed.
 */
export function openTable(name: string, client: DynamoDBClient = new DynamoDBClient({})): Table {
  client.middlewareStack.add(
    (next) => async (given) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await next(given);
        } catch (error) {
          if (!(error instanceof TransactionConflictException) || attempt === CONFLICT_ATTEMPTS) throw error;
          await pauseAfter(attempt);
        }
      }
    },
    { step: 'initialize', name: 'waitForTransactions', override: true },
  );
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

/** A condition on the item as it is now, in DynamoDB's own words plus its values. */
export interface Condition {
  readonly expression: string;
  readonly values?: Row;
}

/** That there is no such row yet. */
export const mustBeNew: Condition = { expression: 'attribute_not_exists(pk)' };

/** That nobody changed the row since this version was read. */
export const versionIs = (version: number): Condition => ({
  expression: 'version = :readVersion',
  values: { ':readVersion': version },
});

/** That nobody changed the row since the version before this one; the first version must be new. */
export const follows = (version: number): Condition => (version === 1 ? mustBeNew : versionIs(version - 1));

/** Puts a whole row; where its condition fails, the answer brings the row that made it fail. */
export function put(table: Table, key: Key, row: object, condition?: Condition) {
  return {
    Put: {
      TableName: table.name,
      Item: { ...row, ...key },
      ...(condition && {
        ConditionExpression: condition.expression,
        ...(condition.values && { ExpressionAttributeValues: condition.values }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      }),
    },
  };
}

/** As the attribute `ttl` wants an instant. */
export const epochSeconds = (at: Instant): number => Math.floor(millis(at) / 1000);

/** What became of a transaction: done, or the first write whose condition failed and the item that made it fail. */
type Transacted =
  | { readonly kind: 'done' }
  | { readonly kind: 'condition-failed'; readonly index: number; readonly found: Row | undefined };

/** Another transaction touched the same item; the same request again is safe and usually succeeds. */
const CONFLICT_ATTEMPTS = 6;
const CONFLICT_BASE_MS = 15;

function pauseAfter(attempt: number): Promise<void> {
  const ceiling = CONFLICT_BASE_MS * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, ceiling / 2 + (Math.random() * ceiling) / 2));
}

/**
 * Writes all or nothing. Conflicts with a transaction in flight are tried again with growing, jittered pauses
 * (15 ms doubling, at most about a second in all); everything else that is not a failed condition is thrown.
 */
export async function transact(table: Table, writes: readonly Write[]): Promise<Transacted> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return { kind: 'done' };
    } catch (error) {
      const failed = failedCondition(error);
      if (failed) return failed;
      if (!isTransactionConflict(error) || attempt === CONFLICT_ATTEMPTS) throw error;
      await pauseAfter(attempt);
    }
  }
}

function failedCondition(error: unknown): Transacted | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (index < 0) return undefined;
  const item = reasons[index]?.Item;
  return { kind: 'condition-failed', index, found: item && decode(item) };
}

/** True when another transaction held an item of this one to the last try. */
export function isTransactionConflict(error: unknown): boolean {
  if (error instanceof TransactionInProgressException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some((reason) => reason.Code === 'TransactionConflict')
  );
}

const decode = (item: Record<string, AttributeValue>): Row => unmarshall(item);
