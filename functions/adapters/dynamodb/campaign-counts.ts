import * as z from 'zod';
import { approvalNoticeSchema } from '../../domain/campaign/approval-notice.ts';
import { keptMarkSchema } from '../../domain/campaign/kept.ts';
import type { CampaignCounts, CampaignTallies } from '../../ports/campaigns.ts';
import { keys, type Key } from './keys.ts';
import { getRow } from './reads.ts';
import { follows, mustBeNew, put, transact, type Table } from './table.ts';

const sum = z.number().default(0);
const tallySchema = z.object({ answered: sum, bounced: sum, kept: sum });

/** The sums of a campaign, and for each thing that was counted a mark beside the journey that it is about. */
export function campaignCounts(table: Table): CampaignCounts {
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

    async approvalNotice(campaignId) {
      const row = await getRow(table, keys.approvalNotice(campaignId));
      return row && approvalNoticeSchema.parse(row);
    },

    async saveApprovalNotice(notice) {
      const write = put(table, keys.approvalNotice(notice.campaignId), notice, follows(notice.version));
      return (await transact(table, [write])).kind === 'done' ? 'saved' : 'stale';
    },

    async tallies(campaignId) {
      return tallySchema.parse((await getRow(table, keys.campaignTally(campaignId))) ?? {});
    },
  };
}
