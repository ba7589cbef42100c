import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Suppressions } from '../../ports/campaigns.ts';
import { keys } from './keys.ts';
import { mustBeNew, type Table } from './table.ts';

/** The suppression list in the one table: keyed hashes only. */
export function dynamoSuppressions(table: Table): Suppressions {
  return {
    async add(seals, entry) {
      for (const seal of seals) {
        try {
          await table.client.send(
            new PutCommand({
              TableName: table.name,
              Item: { ...entry, ...keys.suppression(seal) },
              ConditionExpression: mustBeNew.expression,
            }),
          );
        } catch (error) {
          // It is on the list already; the first entry stands.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }
    },

    async holds(seals) {
      for (const seal of seals) {
        const { Item } = await table.client.send(
          new GetCommand({ TableName: table.name, Key: { ...keys.suppression(seal) }, ConsistentRead: true }),
        );
        if (Item) return true;
      }
      return false;
    },
  };
}
