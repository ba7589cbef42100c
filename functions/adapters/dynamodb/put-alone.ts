import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import { put, type Condition, type Table } from './table.ts';

/**
 * One row on its own, for half of what a transaction of one row costs. A retry of the request below us, after an answer
 * that was lost, finds its own row and is `refused`: the caller looks at what is there.
 */
export async function putAlone(
  table: Table,
  key: Key,
  row: object,
  condition: Condition,
): Promise<'done' | 'refused'> {
  try {
    await table.client.send(new PutCommand(put(table, key, row, condition).Put));
    return 'done';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'refused';
    throw error;
  }
}
