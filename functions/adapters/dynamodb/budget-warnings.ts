import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { BudgetWarnings } from '../../ports/events.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** One warning a period in the one table. */
export const dynamoBudgetWarnings = (table: Table): BudgetWarnings => ({
  async warn(warning) {
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...warning, ...keys.budgetWarning(warning.period) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    } catch (error) {
      // It has rung this month.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
