import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { pageSchema, partSchema } from '../../domain/campaign/campaign.ts';
import type { CampaignPasses } from '../../ports/campaigns.ts';
import { keys } from './keys.ts';
import { getRow, queryAll } from './reads.ts';
import { follows, put, transact, type Table } from './table.ts';

const PAGE_OF_PAGES = 100;
const placeSchema = z.object({ sk: z.string() });

/** Parts of passes and their pages, in the partition of their campaign. */
export function campaignPasses(table: Table): CampaignPasses {
  return {
    async parts(campaignId, pass) {
      const { pk, sk } = keys.campaignPart(campaignId, pass);
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      });
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
      const { pk } = keys.campaign(campaignId);
      const { Items = [], LastEvaluatedKey: last } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': 'PAGE#' },
          Limit: PAGE_OF_PAGES,
          ...(cursor !== undefined && { ExclusiveStartKey: { pk, sk: cursor } }),
        }),
      );
      return {
        pages: Items.map((row) => pageSchema.parse(row)),
        cursor: last && placeSchema.parse(last).sk,
      };
    },
  };
}
