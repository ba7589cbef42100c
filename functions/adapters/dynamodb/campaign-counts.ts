import * as z from 'zod';
import { approvalNoticeSchema } from '../../domain/campaign/approval-notice.ts';
import { keptMarkSchema } from '../../domain/campaign/kept.ts';
import type { CampaignCounts, CampaignTallies } from '../../ports/campaigns.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import { keys, type Key } from './keys.ts';
import { batchGet, getRow } from './reads.ts';
import { follows, mustBeNew, put, transact, type Table } from './table.ts';

const sum = z.number().default(0);
const HEX = Array.from('0123456789abcdef');
const tallySchema = z.object({ answered: sum, bounced: sum, kept: sum });

/** Whose doing is counted, and for which campaign. */
interface Subject {
  readonly campaignId: string;
  readonly customerId: string;
}

/** The sums of a campaign, and for each thing that was counted a mark beside the journey that it is about. */
export function campaignCounts(table: Table): CampaignCounts {
  const adding = ({ campaignId, customerId }: Subject, what: keyof CampaignTallies, by: number) => ({
    TableName: table.name,
    Key: { ...keys.campaignTally(campaignId, placeOf(customerId).slice(0, 1)) },
    UpdateExpression: 'ADD #what :by',
    ExpressionAttributeNames: { '#what': what },
    ExpressionAttributeValues: { ':by': by },
  });

  /** The mark is there already when this was counted before: then nothing changes. */
  const once = async (mark: Key, subject: Subject, what: keyof CampaignTallies): Promise<void> => {
    await transact(table, [put(table, mark, {}, mustBeNew), { Update: adding(subject, what, 1) }]);
  };

  return {
    countAnswer: (answer) =>
      once(keys.campaignAnswer(answer.campaignId, answer.customerId, answer.to), answer, 'answered'),

    countBounce: (mail) =>
      once(keys.campaignBounce(mail.campaignId, mail.customerId, mail.step, mail.at), mail, 'bounced'),

    async keptMark(campaignId, customerId) {
      const row = await getRow(table, keys.campaignKept(campaignId, customerId));
      return row && keptMarkSchema.parse(row);
    },

    async countKept(mark) {
      const result = await transact(table, [
        put(table, keys.campaignKept(mark.campaignId, mark.customerId), mark, follows(mark.version)),
        { Update: adding(mark, 'kept', mark.kept ? 1 : -1) },
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
      const rows = await batchGet(
        table,
        HEX.map((digit) => keys.campaignTally(campaignId, digit)),
        { consistent: false },
      );
      const parts = rows.map((row) => tallySchema.parse(row));
      const sumOf = (what: keyof CampaignTallies) => parts.reduce((sums, part) => sums + part[what], 0);
      return { answered: sumOf('answered'), bounced: sumOf('bounced'), kept: sumOf('kept') };
    },
  };
}
