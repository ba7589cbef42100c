import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  campaignDefinitionSchema,
  campaignSchema,
  isActive,
  type Campaign,
} from '../../domain/campaign/campaign.ts';
import type { CampaignBook, Campaigns } from '../../ports/campaigns.ts';
import { campaignCounts } from './campaign-counts.ts';
import { campaignPasses } from './campaign-passes.ts';
import { campaignJourneys } from './campaign-journeys.ts';
import { keys, lookup } from './keys.ts';
import { getRow, queryAll } from './reads.ts';
import { indexes, mustBeNew, put, transact, versionIs, type Condition, type Table } from './table.ts';

const changesSchema = z.object({ changes: z.number().default(0) });
const placeSchema = z.object({ lookupSk: z.string() });
const PARTITIONS = ['active', 'other'];
const PAGE_OF_CAMPAIGNS = 50;

/** Campaigns, their definitions, passes, journeys and sums, in the one table. */
export const dynamoCampaigns = (table: Table): Campaigns => ({
  ...campaignBook(table),
  ...campaignPasses(table),
  ...campaignJourneys(table),
  ...campaignCounts(table),
});

function campaignBook(table: Table): CampaignBook {
  /** Ids of one partition of the list, newest first; `last` where there are more. */
  const listed = async (partition: string, after: string | undefined, most: number) => {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: indexes.lookup,
        KeyConditionExpression:
          after === undefined ? 'lookupPk = :pk' : 'lookupPk = :pk AND lookupSk < :after',
        ExpressionAttributeValues: {
          ':pk': lookup.campaignsPartition(partition),
          ...(after !== undefined && { ':after': after }),
        },
        ScanIndexForward: false,
        Limit: most,
      }),
    );
    const ids = (page.Items ?? []).map((row) => placeSchema.parse(row).lookupSk);
    return { ids, last: page.LastEvaluatedKey ? ids.at(-1) : undefined };
  };

  const campaignWrite = (campaign: Campaign, condition: Condition) =>
    put(
      table,
      keys.campaign(campaign.id),
      { ...campaign, ...lookup.campaign(campaign.id, isActive(campaign.status)) },
      condition,
    );

  const oneMoreChange = {
    Update: {
      TableName: table.name,
      Key: { ...keys.campaignChanges() },
      UpdateExpression: 'ADD changes :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
  };

  return {
    async create(campaign, definition, facts) {
      const result = await transact(table, [
        campaignWrite(campaign, mustBeNew),
        put(table, keys.campaignDefinition(campaign.id, definition.number), definition, mustBeNew),
        ...facts.map((fact) => put(table, keys.campaignFact(campaign.id, fact.number), fact, mustBeNew)),
        oneMoreChange,
      ]);
      return result.kind === 'done' ? 'created' : 'exists';
    },

    async byId(campaignId) {
      const row = await getRow(table, keys.campaign(campaignId));
      return row && campaignSchema.parse(row);
    },

    async definition(campaignId, number) {
      const row = await getRow(table, keys.campaignDefinition(campaignId, number));
      return row && campaignDefinitionSchema.parse(row);
    },

    async list(which, cursor) {
      const partitions = which === 'active' ? ['active'] : PARTITIONS;
      let [partition = 'active', after] = cursor === undefined ? [] : cursor.split(' ');
      const ids: string[] = [];
      // A page goes on from those that run into the others, so that none is empty while there are more.
      for (;;) {
        const part = await listed(partition, after, PAGE_OF_CAMPAIGNS - ids.length);
        ids.push(...part.ids);
        const following = partitions[partitions.indexOf(partition) + 1];
        const more = part.last === undefined ? following : `${partition} ${part.last}`;
        if (part.last !== undefined || following === undefined || ids.length >= PAGE_OF_CAMPAIGNS) {
          const rows = await Promise.all(ids.map((id) => getRow(table, keys.campaign(id))));
          const campaigns = rows.flatMap((row) => (row ? [campaignSchema.parse(row)] : []));
          return { campaigns, cursor: more };
        }
        [partition, after] = [following, undefined];
      }
    },

    async save(campaign, { facts = [], definition } = {}) {
      const result = await transact(table, [
        campaignWrite(campaign, versionIs(campaign.version - 1)),
        ...facts.map((fact) => put(table, keys.campaignFact(campaign.id, fact.number), fact, mustBeNew)),
        ...(definition
          ? [put(table, keys.campaignDefinition(campaign.id, definition.number), definition)]
          : []),
        oneMoreChange,
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async ids() {
      const rows = await Promise.all(
        PARTITIONS.map((partition) =>
          queryAll(table, {
            IndexName: indexes.lookup,
            KeyConditionExpression: 'lookupPk = :pk',
            ExpressionAttributeValues: { ':pk': lookup.campaignsPartition(partition) },
          }),
        ),
      );
      // One that has just begun or ended may stand in both parts of the index for a moment.
      return [...new Set(rows.flat().map((row) => placeSchema.parse(row).lookupSk))];
    },

    async changes() {
      return changesSchema.parse((await getRow(table, keys.campaignChanges())) ?? {}).changes;
    },
  };
}
