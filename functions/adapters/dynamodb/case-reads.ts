import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { caseLinkSchema, type CaseLink } from '../../domain/case/case-link.ts';
import type { Fact } from '../../domain/case/fact.ts';
import { mailRecordSchema, type MailRecord } from '../../domain/case/mail-record.ts';
import { messageSchema, type Message } from '../../domain/case/message.ts';
import type { CaseFile, Cases } from '../../ports/cases.ts';
import { caseOf } from './case-row.ts';
import { factOf } from './fact-row.ts';
import { keys, lookup } from './keys.ts';
import { getRow, queryAll } from './reads.ts';
import { indexes, type Row, type Table } from './table.ts';

export const waitSchema = z.object({
  name: z.enum(['offer', 'person']),
  taskToken: z.string(),
  round: z.int().optional(),
  answered: z.object({ answer: z.string().optional() }).optional(),
});

/** Message-IDs of one incoming mail that are worth a look-up; `References` can hold hundreds. */
const MAIL_IDS_LOOKED_UP = 10;

/** Reads of one case by its id, its number or its mails. Strongly consistent: a task reads what the last one wrote. */
export function caseReads(
  table: Table,
): Pick<Cases, 'file' | 'read' | 'idByNumber' | 'wait' | 'idsByMailIds' | 'openedBy'> {
  return {
    async file(caseId) {
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.case(caseId).pk },
        ConsistentRead: true,
      });
      return rows.some((row) => row['sk'] === 'CASE') ? readFile(rows) : undefined;
    },

    async read(caseId) {
      const row = await getRow(table, keys.case(caseId));
      return row && caseOf(row);
    },

    async idByNumber(number) {
      const caseId = (await getRow(table, keys.caseNumber(number)))?.['caseId'];
      return typeof caseId === 'string' ? caseId : undefined;
    },

    async wait(caseId, name) {
      const row = await getRow(table, keys.wait(caseId, name));
      if (!row) return undefined;
      const { taskToken, round, answered } = waitSchema.parse(row);
      return {
        name,
        taskToken,
        ...(round !== undefined && { round }),
        ...(answered && { answered: answered.answer === undefined ? {} : { answer: answered.answer } }),
      };
    },

    async idsByMailIds(messageIds) {
      const found = await Promise.all(
        messageIds.slice(-MAIL_IDS_LOOKED_UP).map((id) => caseOfMail(table, id)),
      );
      return [...new Set(found.reverse().flatMap((id) => (id === undefined ? [] : [id])))];
    },

    async openedBy(address, since) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': keys.contactCase(address, since, '').pk,
            ':from': `CASE#${since}`,
            ':to': 'CASE#~',
          },
        }),
      );
      return Items.flatMap(({ caseId, receivedAt, answersOffer }: Row) =>
        typeof caseId === 'string' && typeof receivedAt === 'string' && answersOffer !== true
          ? [{ caseId, receivedAt }]
          : [],
      );
    },
  };
}

function readFile(rows: readonly Row[]): CaseFile {
  const messages: Message[] = [];
  const facts: Fact[] = [];
  const mails: MailRecord[] = [];
  const links: CaseLink[] = [];
  let record: CaseFile['case'] | undefined;
  for (const row of rows) {
    const kind = String(row['sk']).split('#')[0];
    if (kind === 'CASE') record = caseOf(row);
    else if (kind === 'MSG') messages.push(messageSchema.parse(row));
    else if (kind === 'FACT') facts.push(factOf(row));
    else if (kind === 'MAIL') mails.push(mailRecordSchema.parse(row));
    else if (kind === 'LINK') links.push(caseLinkSchema.parse(row));
  }
  if (!record) throw new Error('a case partition without its case');
  return { case: record, messages, facts, mails, ...(links.length > 0 && { links }) };
}

async function caseOfMail(table: Table, messageId: string): Promise<string | undefined> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.lookup,
      KeyConditionExpression: 'lookupPk = :pk',
      ExpressionAttributeValues: { ':pk': lookup.mailId(messageId).lookupPk },
      Limit: 1,
    }),
  );
  const pk: unknown = Items[0]?.['pk'];
  return typeof pk === 'string' && pk.startsWith('CASE#') ? pk.slice('CASE#'.length) : undefined;
}
