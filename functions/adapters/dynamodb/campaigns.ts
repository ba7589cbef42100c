import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  isActive,
  campaignDefinitionSchema,
  campaignSchema,
  pageSchema,
  partSchema,
  type Campaign,
} from '../../domain/campaign/campaign.ts';
import { journeySchema } from '../../domain/campaign/journey.ts';
import { keptMarkSchema } from '../../domain/campaign/kept.ts';
import type { Campaigns, CampaignTallies } from '../../ports/campaigns.ts';
import { keys, lookup, type Key } from './keys.ts';
import { dynamoJourneys } from './journeys.ts';
import { batchGet, getRow, queryAll } from './reads.ts';
import {
  follows,
  indexes,
  mustBeNew,
  put,
  transact,
  versionIs,
  type Condition,
  type Row,
  type Table,
} from './table.ts';

const sum = z.number().default(0);
const tallySchema = z.object({ answered: sum, bounced: sum, kept: sum });
const changesSchema = z.object({ changes: sum });
const placeSchema = z.object({ lookupSk: z.string() });
const PARTITIONS = ['active', 'other'];
const PAGE_OF_CAMPAIGNS = 50;
const PAGE_OF_PAGES = 100;

/** Campaigns, their definitions, passes and journeys, in the one table. */
export function dynamoCampaigns(table: Table): Campaigns {
  const query = async (campaignId: string, prefix: string, limit?: number, start?: string) => {
    const rows: Row[] = [];
    let from: Row | undefined =
      start === undefined ? undefined : { pk: keys.campaign(campaignId).pk, sk: start };
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': keys.campaign(campaignId).pk, ':sk': prefix },
          ...(limit !== undefined && { Limit: limit }),
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      rows.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from && limit === undefined);
    return { rows, cursor: from && z.object({ sk: z.string() }).parse(from).sk };
  };

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

  const adding = (campaignId: string, what: keyof CampaignTallies, by: number) => ({
    TableName: table.name,
    Key: { ...keys.campaignTally(campaignId) },
    UpdateExpression: 'ADD #what :by',
    ExpressionAttributeNames: { '#what': what },
    ExpressionAttributeValues: { ':by': by },
  });

  /** The mark is there already when this was counted before: then nothing changes. */
  const once = async (mark: Key, campaignId: string, what: keyof CampaignTallies): Promise<void> => {
    await transact(table, [put(table, mark, {}, mustBeNew), { Update: adding(campaignId, what, 1) }]);
  };

  return {
    ...dynamoJourneys(table),

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

    async parts(campaignId, pass) {
      const { rows } = await query(campaignId, keys.campaignPart(campaignId, pass).sk);
      return rows.map((row) => partSchema.parse(row));
    },

    async part(campaignId, pass, part) {
      const row = await getRow(table, keys.campaignPart(campaignId, pass, part));
      return row && partSchema.parse(row);
    },

    async savePage(campaignId, part, page) {
      const result = await transact(table, [
        put(table, keys.campaignPart(campaignId, part.pass, part.part), part, follows(part.version)),
        ...(page ? [put(table, keys.campaignPage(campaignId, page.pass, page.part, page.page), page)] : []),
      ]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async pages(campaignId, cursor) {
      const { rows, cursor: next } = await query(campaignId, 'PAGE#', PAGE_OF_PAGES, cursor);
      return { pages: rows.map((row) => pageSchema.parse(row)), cursor: next };
    },

    countAnswer: ({ campaignId, customerId, to }) =>
      once(keys.campaignAnswer(campaignId, customerId, to), campaignId, 'answered'),

    countBounce: ({ campaignId, customerId, step, at }) =>
      once(keys.campaignBounce(campaignId, customerId, step, at), campaignId, 'bounced'),

    async keptMark(campaignId, customerId) {
      const row = await getRow(table, keys.campaignKept(campaignId, customerId));
      return row && keptMarkSchema.parse(row);
    },

    async countKept(mark) {
      const result = await transact(table, [
        put(table, keys.campaignKept(mark.campaignId, mark.customerId), mark, follows(mark.version)),
        { Update: adding(mark.campaignId, 'kept', mark.kept ? 1 : -1) },
      ]);
      return result.kind === 'done' ? 'counted' : 'stale';
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

    async journeysOf(customerId, campaignIds) {
      const rows = await batchGet(
        table,
        campaignIds.map((id) => keys.journey(id, customerId)),
        { consistent: false },
      );
      return rows.map((row) => journeySchema.parse(row));
    },

    async tallies(campaignId) {
      return tallySchema.parse((await getRow(table, keys.campaignTally(campaignId))) ?? {});
    },
  };
}
