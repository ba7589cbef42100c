import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { contactSchema, type Contact } from '../../domain/contact/contact.ts';
import type { Contacts } from '../../ports/campaigns.ts';
import { batchGet } from './reads.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** What the governor remembers, one row an address. */
export function dynamoContacts(table: Table): Contacts {
  /** Sets a mark once; the version moves on, so that a reservation that read the row before it fails. */
  const mark = async (id: string, field: 'stoppedAt' | 'bouncedAt', at: string): Promise<void> => {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...keys.contact(id) },
        UpdateExpression:
          'SET #field = if_not_exists(#field, :at), id = :id, recent = if_not_exists(recent, :none) ADD version :one',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':at': at, ':id': id, ':none': [], ':one': 1 },
      }),
    );
  };

  return {
    async byIds(ids) {
      const rows = await batchGet(table, [...new Set(ids)].map(keys.contact), { consistent: false });
      return new Map(
        rows.map((row): [string, Contact] => {
          const contact = contactSchema.parse(row);
          return [contact.id, contact];
        }),
      );
    },

    async byId(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.contact(id) }, ConsistentRead: true }),
      );
      return Item && contactSchema.parse(Item);
    },

    stop: (id, at) => mark(id, 'stoppedAt', at),
    markBounced: (id, at) => mark(id, 'bouncedAt', at),
  };
}
