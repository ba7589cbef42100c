import { BatchGetCommand, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  campaignOutcomeSchema,
  campaignSchema,
  campaignSendSchema,
  unsubscribeLinkSchema,
} from '../../domain/campaign/campaign.ts';
import type { CampaignSend } from '../../domain/campaign/campaign.ts';
import type { Campaigns, ShardOutcomes } from '../../ports/campaigns.ts';
import { inGroups } from './groups.ts';
import { keys, lookup, type Key } from './keys.ts';
import { mustBeNew, put, transact, versionIs, type Row, type Table } from './table.ts';

const shardSchema = z.object({
  status: z.enum(['open', 'closed']),
  outcomes: z.partialRecord(campaignOutcomeSchema, z.array(z.string())).optional(),
});

/** Limit of DynamoDB for one BatchGetItem. */
const MAX_BATCH_GET = 100;

/** Campaigns, their shards and sends, in the one table. */
export function dynamoCampaigns(table: Table): Campaigns {
  const get = async (key: Key): Promise<Row | undefined> => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
    );
    return Item;
  };

  return {
    async start(campaign, fact) {
      const result = await transact(table, [
        put(table, keys.campaign(campaign.id), { ...campaign, ...lookup.campaigns(campaign.id) }, mustBeNew),
        put(table, keys.campaignFact(campaign.id, fact.number), fact, mustBeNew),
      ]);
      return result.kind === 'done' ? 'started' : 'exists';
    },

    async byId(campaignId) {
      const row = await get(keys.campaign(campaignId));
      return row && campaignSchema.parse(row);
    },

    async save(campaign, fact) {
      const result = await transact(table, [
        put(
          table,
          keys.campaign(campaign.id),
          { ...campaign, ...lookup.campaigns(campaign.id) },
          versionIs(campaign.version - 1),
        ),
        ...(fact ? [put(table, keys.campaignFact(campaign.id, fact.number), fact, mustBeNew)] : []),
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async openShard(campaignId, number) {
      const key = keys.campaignShard(campaignId, number);
      const result = await transact(table, [put(table, key, { status: 'open' }, mustBeNew)]);
      if (result.kind === 'done') return 'first';
      return shardSchema.parse(result.found ?? (await get(key))).status === 'closed' ? 'closed' : 'again';
    },

    async closeShard(campaignId, number, outcomes) {
      await transact(table, [
        put(table, keys.campaignShard(campaignId, number), { status: 'closed', outcomes }),
      ]);
    },

    async closedShards(campaignId) {
      const shards: ShardOutcomes[] = [];
      let start: Row | undefined;
      do {
        const page = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
            ExpressionAttributeValues: { ':pk': keys.campaign(campaignId).pk, ':sk': 'SHARD#' },
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        for (const item of page.Items ?? []) {
          const { status, outcomes } = shardSchema.parse(item);
          if (status === 'closed') shards.push(outcomes ?? {});
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return shards;
    },

    async reserve(send, link) {
      const key = keys.campaignSend(send.campaignId, send.step, send.customerId);
      const result = await transact(table, [
        put(table, key, send, mustBeNew),
        put(table, keys.unsubscribeLink(link.ulid), link, mustBeNew),
      ]);
      return result.kind === 'done' ? undefined : campaignSendSchema.parse(result.found ?? (await get(key)));
    },

    async sends(campaignId, step, customerIds) {
      const found = new Map<string, CampaignSend>();
      for (const group of inGroups(customerIds, MAX_BATCH_GET)) {
        let left: Row[] = group.map((id) => ({ ...keys.campaignSend(campaignId, step, id) }));
        while (left.length > 0) {
          const answer = await table.client.send(
            new BatchGetCommand({ RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } } }),
          );
          for (const row of answer.Responses?.[table.name] ?? []) {
            const send = campaignSendSchema.parse(row);
            found.set(send.customerId, send);
          }
          left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
        }
      }
      return found;
    },

    async confirm({ campaignId, step, customerId }, messageId, at) {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...keys.campaignSend(campaignId, step, customerId) },
          UpdateExpression: 'SET #status = :sent, sentAt = :at, messageId = :messageId',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':sent': 'sent', ':at': at, ':messageId': messageId },
        }),
      );
    },

    async unsubscribeLink(ulid) {
      const row = await get(keys.unsubscribeLink(ulid));
      return row && unsubscribeLinkSchema.parse(row);
    },
  };
}
