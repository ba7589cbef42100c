import {
  DynamoDBClient,
  ResourceNotFoundException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';

const AT = '2026-03-03T10:00:00.000Z';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A table whose rows others hold for so many tries, or which answers every one with another error. */
function aTable(heldFor: number, after?: Error) {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  let tries = 0;
  client.middlewareStack.add(
    () => () => {
      tries += 1;
      if (tries <= heldFor)
        return Promise.reject(new TransactionConflictException({ message: 'held', $metadata: {} }));
      return after ? Promise.reject(after) : Promise.resolve({ response: {}, output: { $metadata: {} } });
    },
    { step: 'build' },
  );
  return { client, table: openTable('held', client), tries: () => tries };
}

async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  let outcome: { readonly is: unknown } | undefined;
  work.then(
    () => (outcome = { is: 'done' }),
    (error: unknown) => (outcome = { is: error }),
  );
  while (!outcome) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.runAllTimersAsync();
  }
  return outcome.is;
}

test('who unsubscribes in the moment in which a mail to them is reserved is not told of an error', async () => {
  const { table, tries } = aTable(3);

  expect(await outcomeOf(dynamoContacts(table).stop('C1', AT))).toBe('done');
  expect(tries()).toBe(4);
});

test('a row that others hold to the last try is an error', async () => {
  const { table, tries } = aTable(100);

  expect(await outcomeOf(dynamoContacts(table).stop('C1', AT))).toBeInstanceOf(TransactionConflictException);
  expect(tries()).toBe(6);
});

test('any other error is one at once', async () => {
  const gone = new ResourceNotFoundException({ message: 'no such table', $metadata: {} });
  const { table, tries } = aTable(1, gone);

  expect(await outcomeOf(dynamoContacts(table).stop('C1', AT))).toBe(gone);
  expect(tries()).toBe(2);
});

test('a client that several tables share waits once for each try', async () => {
  const { client, tries } = aTable(100);
  const again = openTable('again', client);

  expect(await outcomeOf(dynamoContacts(again).stop('C1', AT))).toBeInstanceOf(TransactionConflictException);
  expect(tries()).toBe(6);
});
