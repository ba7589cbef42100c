/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { ApprovalNotice } from '../../domain/campaign/approval-notice.ts';
import type { KeptMark } from '../../domain/campaign/kept.ts';
import type { CampaignCounts, CampaignTallies } from '../../ports/campaigns.ts';
import { follows, keyOf } from './versions.ts';

const NONE: CampaignTallies = { answered: 0, bounced: 0, kept: 0 };

/** What is counted of a campaign beside its pages, each thing once. */
export function memoryCounts(): CampaignCounts {
  const tallies = new Map<string, CampaignTallies>();
  const kept = new Map<string, KeptMark>();
  const notices = new Map<string, ApprovalNotice>();
  const counted = new Set<string>();
  const add = (campaignId: string, what: keyof CampaignTallies, by: number): void => {
    const before = tallies.get(campaignId) ?? NONE;
    tallies.set(campaignId, { ...before, [what]: before[what] + by });
  };
  const once = (mark: string, campaignId: string, what: keyof CampaignTallies): void => {
    if (!counted.has(mark)) add(campaignId, what, 1);
    counted.add(mark);
  };

  return {
    countAnswer: async ({ campaignId, customerId, to }) =>
      once(keyOf('answered', campaignId, customerId, to), campaignId, 'answered'),
    countBounce: async ({ campaignId, customerId, step, at }) =>
      once(keyOf('bounced', campaignId, customerId, step, at), campaignId, 'bounced'),
    keptMark: async (campaignId, customerId) => kept.get(keyOf(campaignId, customerId)),
    async countKept(mark) {
      const key = keyOf(mark.campaignId, mark.customerId);
      if (!follows(kept.get(key), mark.version)) return 'stale';
      kept.set(key, mark);
      add(mark.campaignId, 'kept', mark.kept ? 1 : -1);
      return 'counted';
    },
    tallies: async (campaignId) => tallies.get(campaignId) ?? NONE,
    approvalNotice: async (campaignId) => notices.get(campaignId),
    async saveApprovalNotice(notice) {
      if (!follows(notices.get(notice.campaignId), notice.version)) return 'stale';
      notices.set(notice.campaignId, notice);
      return 'saved';
    },
  };
}
