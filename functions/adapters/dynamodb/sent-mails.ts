import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SentMails } from '../../ports/cases.ts';
import { keys, lookup } from './keys.ts';
import type { Table } from './table.ts';

/** Confirms sent mails; the index entry is what replies thread on. */
export function dynamoSentMails(table: Table): SentMails {
  return {
    async confirm(record, messageId, at) {
      const { lookupPk, lookupSk } = lookup.mailId(messageId);
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mail(record.caseId, record.purpose, record.number) },
          UpdateExpression:
            'SET #status = :sent, sentAt = :at, messageId = :id, lookupPk = :lookupPk, lookupSk = :lookupSk ' +
            'REMOVE attentionPk, attentionSk',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':sent': 'sent',
            ':at': at,
            ':id': messageId,
            ':lookupPk': lookupPk,
            ':lookupSk': lookupSk,
          },
        }),
      );
    },

    async refuse(record, at) {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.mail(record.caseId, record.purpose, record.number) },
          UpdateExpression: 'SET #status = :refused, sentAt = :at REMOVE attentionPk, attentionSk',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':refused': 'refused', ':at': at },
        }),
      );
    },
  };
}
