import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Sweeps } from '../../ports/sweeps.ts';
import { keys } from './keys.ts';
import { getRow } from './reads.ts';
import type { Table } from './table.ts';

/** The sweeper's mark. Two sweeps at once do the same work twice, which every write refuses; the mark needs no lock. */
export function dynamoSweeps(table: Table): Sweeps {
  return {
    async sweptUntil() {
      const row = await getRow(table, keys.sweep());
      const until: unknown = row?.['sweptUntil'];
      return typeof until === 'string' ? until : undefined;
    },

    async mark(until) {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...keys.sweep(), sweptUntil: until } }),
      );
    },
  };
}
