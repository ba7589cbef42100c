import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import type { Ledger } from '../../ports/cases.ts';
import { putLedger } from './case-writes.ts';
import { keys } from './keys.ts';
import { transact, type Table } from './table.ts';

/** The intake ledger in the one table. */
export function dynamoLedger(table: Table): Ledger {
  return {
    async enter(row) {
      const result = await transact(table, [putLedger(table, row)]);
      return result.kind === 'done' ? row : ledgerRowSchema.parse(result.found);
    },

    async read(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.ledger(id) }, ConsistentRead: true }),
      );
      return Item && ledgerRowSchema.parse(Item);
    },
  };
}
