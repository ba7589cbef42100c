import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { contactSchema, type Contact } from '../../domain/contact/contact.ts';
import type { Contacts, Notable } from '../../ports/contacts.ts';
import { mailboxSchema } from './mailboxes.ts';
import { batchGet, getRow, queryAll } from './reads.ts';
import { keys, lookup } from './keys.ts';
import { indexes, type Table } from './table.ts';

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const casePointerSchema = z.object({ caseId: z.string(), receivedAt: z.string() });

const HEX = Array.from('0123456789abcdef');

/** What the governor remembers, one row an address. */
export function dynamoContacts(table: Table): Contacts {
  /** Marks it once; the version moves on, so that a reservation that read the row before it fails. */
  const stop = async (id: string, at: string): Promise<void> => {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...keys.contact(id) },
        UpdateExpression:
          'SET stoppedAt = if_not_exists(stoppedAt, :at), id = :id, recent = if_not_exists(recent, :none) ADD version :one',
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
      const row = await getRow(table, keys.contact(id));
      return row && contactSchema.parse(row);
    },

    stop,

    async noteSilence(address) {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.silence(address), ...lookup.notable(address) },
        }),
      );
    },

    async notable({ from, through }) {
      const found = new Map<string, Notable>();
      for (const digit of HEX.filter((one) => one >= from.slice(0, 1) && one <= through.slice(0, 1))) {
        const rows = await queryAll(table, {
          IndexName: indexes.lookup,
          KeyConditionExpression: 'lookupPk = :pk AND lookupSk BETWEEN :from AND :through',
          ExpressionAttributeValues: {
            ':pk': lookup.notablePartition(digit),
            ':from': from > digit ? from : digit,
            ':through': through < `${digit}~` ? through : `${digit}~`,
          },
        });
        for (const { pk, sk } of rows.map((row) => keySchema.parse(row))) {
          const address = pk.slice(keys.silence('').pk.length);
          const { cases, isMarked } = found.get(address) ?? { cases: [], isMarked: false };
          // Keys say all there is to say: `CASE#<received at>#<id>`, or a mark.
          const [kind, receivedAt = '', caseId = ''] = sk.split('#');
          found.set(
            address,
            kind === 'CASE'
              ? { cases: [...cases, { caseId, receivedAt }], isMarked }
              : { cases, isMarked: true },
          );
        }
      }
      return found;
    },

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
