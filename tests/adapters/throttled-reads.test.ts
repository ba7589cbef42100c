import { DynamoDBClient, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dynamoAttachments } from '../../functions/adapters/dynamodb/attachments.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import type { Attachment } from '../../functions/domain/case/attachment.ts';

const TABLE = 'busy';
const AT = '2026-03-03T10:00:00.000Z';

const anAttachment = (n: number): Attachment => ({
  id: `att_0000000000000000000000000${n}`,
  filename: 'label.png',
  contentType: 'image/png',
  size: 4,
  expiresAt: AT,
});

/** Attachments in a store so busy that it answers for so many keys at once, and leaves the others out. */
function busyAttachments(kept: readonly Attachment[], atOnce: number) {
  const rows = new Map(
    kept.map((one) => [keys.attachment(one.id).pk, { ...one, ...keys.attachment(one.id) }]),
  );
  const client = new DynamoDBClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => (given) => {
      const { RequestItems } = given.input as { RequestItems: Record<string, KeysAndAttributes> };
      const wanted = (RequestItems[TABLE]?.Keys ?? []).map((key) => unmarshall(key));
      const leftOut = wanted.slice(atOnce);
      const output = {
        $metadata: {},
        Responses: { [TABLE]: wanted.slice(0, atOnce).flatMap((key) => rows.get(String(key['pk'])) ?? []) },
        UnprocessedKeys: leftOut.length > 0 ? { [TABLE]: { Keys: leftOut } } : {},
      };
      return Promise.resolve({ response: {}, output });
    },
    { step: 'build' },
  );
  return dynamoAttachments(openTable(TABLE, client), () => AT);
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function once<T>(work: Promise<T>): Promise<T> {
  const state = { ended: false };
  const end = () => void (state.ended = true);
  work.then(end, end);
  while (!state.ended) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.runAllTimersAsync();
  }
  return work;
}

test('a file that a busy store left out of its answer is asked for again, and no customer is told that it is unknown', async () => {
  const files = [anAttachment(1), anAttachment(2), anAttachment(3)];
  const attachments = busyAttachments(files, 1);

  const found = await once(attachments.byIds(files.map(({ id }) => id)));

  expect([...found.values()]).toEqual(files);
});

test('a store that never answers is an error, and not a lack of files', async () => {
  const attachments = busyAttachments([anAttachment(1)], 0);

  await expect(once(attachments.byIds([anAttachment(1).id]))).rejects.toThrow('keeps throttling');
});
