import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Kinship } from '../../ports/kinship.ts';
import { keys } from './keys.ts';
import type { Row, Table } from './table.ts';

/** Who an address belongs to, read from the pointers alone: a query of half a unit for each address. */
export function dynamoKinship(table: Table): Kinship {
  const customersOf = async (address: string): Promise<readonly string[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': keys.contactCustomer(address, '').pk, ':sk': 'CUSTOMER#' },
      }),
    );
    return Items.map(({ customerId }: Row) => String(customerId));
  };
  return {
    async areOne(address, other) {
      const [one, two] = await Promise.all([customersOf(address), customersOf(other)]);
      return one.some((customerId) => two.includes(customerId));
    },
  };
}
