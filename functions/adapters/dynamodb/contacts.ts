import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { contactSchema, type Contact } from '../../domain/contact/contact.ts';
import type { Contacts } from '../../ports/campaigns.ts';
import { mailboxSchema } from './mailboxes.ts';
import { batchGet, queryAll } from './reads.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const casePointerSchema = z.object({ caseId: z.string(), receivedAt: z.string() });

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

    async under(address) {
      // Cases, customers and the mailbox lie next to each other: one look for half a unit.
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :through',
        ExpressionAttributeValues: {
          ':pk': keys.mailbox(address).pk,
          ':from': 'CASE#',
          ':through': keys.mailbox(address).sk,
        },
      });
      const mailbox = rows.find((row) => row['sk'] === keys.mailbox(address).sk);
      return {
        cases: rows.flatMap((row) => {
          const pointer = casePointerSchema.safeParse(row);
          return pointer.success ? [pointer.data] : [];
        }),
        stoppedAt: mailbox && mailboxSchema.parse(mailbox).stopped?.at,
      };
    },
  };
}
