import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { mustBeNew, put, transact } from '../../functions/adapters/dynamodb/table.ts';
import { describeOnDynoxide } from './dynoxide.ts';

describeOnDynoxide('the engine under our adapter tests', (freshTable) => {
  test('keeps what a transaction wrote and refuses the same new row twice', async () => {
    const table = await freshTable();
    const key = { pk: 'A', sk: 'B' };

    expect(await transact(table, [put(table, key, { n: 1 }, mustBeNew)])).toEqual({ kind: 'done' });
    expect(await transact(table, [put(table, key, { n: 2 }, mustBeNew)])).toMatchObject({
      kind: 'condition-failed',
      index: 0,
      found: { n: 1 },
    });

    const read = await table.client.send(new GetCommand({ TableName: table.name, Key: key }));
    expect(read.Item).toEqual({ ...key, n: 1 });
  });
});
