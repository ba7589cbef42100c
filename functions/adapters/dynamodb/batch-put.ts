import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { inGroups } from './groups.ts';
import type { Row, Table } from './table.ts';

/** As many as one request of the store takes. */
const MAX_BATCH_WRITE = 25;
const ATTEMPTS = 8;
const PAUSE_MS = 20;

/**
 * Puts rows that need no condition, for which a batch is half the price of a transaction. What a throttled store left
 * undone is asked for again after a pause that doubles, with a random part so that children that were throttled together
 * do not come back together: at most some eight seconds in all.
 * @throws when the store keeps throttling
 */
export async function batchPut(table: Table, rows: readonly Row[]): Promise<void> {
  for (const group of inGroups(rows, MAX_BATCH_WRITE)) {
    let left: readonly Row[] = group;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteCommand({
          RequestItems: { [table.name]: left.map((Item) => ({ PutRequest: { Item } })) },
        }),
      );
      left = (UnprocessedItems?.[table.name] ?? []).flatMap(({ PutRequest }) => PutRequest?.Item ?? []);
      if (left.length === 0) break;
      if (attempt === ATTEMPTS) throw new Error('the store keeps throttling writes');
      const least = PAUSE_MS * 2 ** attempt;
      await new Promise((resolve) => setTimeout(resolve, least + (Math.random() * least) / 2));
    }
  }
}
