/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type {
  Campaign,
  CampaignFact,
  CampaignSend,
  UnsubscribeLink,
} from '../../domain/campaign/campaign.ts';
import type { Campaigns, ShardOutcomes, Suppressions } from '../../ports/campaigns.ts';

/** Campaigns for tests of use cases; `facts` are those that would reach dispatch. */
export function memoryCampaigns(): Campaigns & { readonly facts: readonly CampaignFact[] } {
  const campaigns = new Map<string, Campaign>();
  const facts: CampaignFact[] = [];
  const shards = new Map<string, ShardOutcomes | undefined>();
  const sends = new Map<string, CampaignSend>();
  const links = new Map<string, UnsubscribeLink>();
  const shardKey = (campaignId: string, number: number) => `${campaignId}#${number}`;
  const sendKey = (campaignId: string, step: string, customerId: string) =>
    `${campaignId}#${step}#${customerId}`;
  return {
    facts,
    async start(campaign, fact) {
      if (campaigns.has(campaign.id)) return 'exists';
      campaigns.set(campaign.id, campaign);
      facts.push(fact);
      return 'started';
    },
    byId: async (campaignId) => campaigns.get(campaignId),
    async save(campaign, fact) {
      if (campaigns.get(campaign.id)?.version !== campaign.version - 1) return 'stale';
      campaigns.set(campaign.id, campaign);
      if (fact) facts.push(fact);
      return 'saved';
    },
    async openShard(campaignId, number) {
      const key = shardKey(campaignId, number);
      if (shards.get(key)) return 'closed';
      if (shards.has(key)) return 'again';
      shards.set(key, undefined);
      return 'first';
    },
    closeShard: async (campaignId, number, outcomes) =>
      void shards.set(shardKey(campaignId, number), outcomes),
    closedShards: async (campaignId) =>
      [...shards].flatMap(([key, outcomes]) =>
        key.startsWith(`${campaignId}#`) && outcomes ? [outcomes] : [],
      ),
    async reserve(send, link) {
      const key = sendKey(send.campaignId, send.step, send.customerId);
      const before = sends.get(key);
      if (before) return before;
      sends.set(key, send);
      links.set(link.ulid, link);
      return undefined;
    },
    sends: async (campaignId, step, customerIds) =>
      new Map(
        customerIds.flatMap((id) => {
          const send = sends.get(sendKey(campaignId, step, id));
          return send ? [[id, send]] : [];
        }),
      ),
    async confirm({ campaignId, step, customerId }, messageId, sentAt) {
      const key = sendKey(campaignId, step, customerId);
      const send = sends.get(key);
      if (!send) throw new Error('a mail was confirmed that nobody reserved');
      sends.set(key, { ...send, status: 'sent', messageId, sentAt });
    },
    unsubscribeLink: async (ulid) => links.get(ulid),
  };
}

export function memorySuppressions(): Suppressions {
  const entries = new Map<string, { at: string; campaignId: string }>();
  return {
    async add(seals, entry) {
      for (const seal of seals) if (!entries.has(seal)) entries.set(seal, entry);
    },
    holds: async (seals) => seals.some((seal) => entries.has(seal)),
  };
}
