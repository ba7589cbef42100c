import type {
  Campaign,
  CampaignFact,
  CampaignOutcome,
  CampaignSend,
  UnsubscribeLink,
} from '../domain/campaign/campaign.ts';
import type { Instant } from '../domain/instant.ts';

/** What became of everybody in a shard; together they are the campaign's report. */
export type ShardOutcomes = Readonly<Partial<Record<CampaignOutcome, readonly string[]>>>;

export type SendKey = Pick<CampaignSend, 'campaignId' | 'step' | 'customerId'>;

/** Campaigns, who was written to, and what may stop that. */
export interface Campaigns {
  /** With the fact that starts the machine; a campaign of the same name is left as it is. */
  start(campaign: Campaign, fact: CampaignFact): Promise<'started' | 'exists'>;
  byId(campaignId: string): Promise<Campaign | undefined>;
  /** Conditional on the version before this one. */
  save(campaign: Campaign, fact?: CampaignFact): Promise<'saved' | 'stale'>;

  /** `again` when an earlier try of the shard did not come to its end: then some may have been written to. */
  openShard(campaignId: string, number: number): Promise<'first' | 'again' | 'closed'>;
  closeShard(campaignId: string, number: number, outcomes: ShardOutcomes): Promise<void>;
  /** Outcomes of the shards that were closed. */
  closedShards(campaignId: string): Promise<readonly ShardOutcomes[]>;

  /** One mail per campaign, step and customer: the send that was there before is returned when there is one. */
  reserve(send: CampaignSend, link: UnsubscribeLink): Promise<CampaignSend | undefined>;
  sends(
    campaignId: string,
    step: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, CampaignSend>>;
  confirm(send: SendKey, messageId: string, at: Instant): Promise<void>;
  unsubscribeLink(ulid: string): Promise<UnsubscribeLink | undefined>;
}

/** Addresses that get no marketing, kept as keyed hashes, so that the list survives erasure and tells nobody's address. */
export interface Suppressions {
  /** The first entry stands; adding again changes nothing. */
  add(seals: readonly string[], entry: { readonly at: Instant; readonly campaignId: string }): Promise<void>;
  /** True when any of the seals is on the list. */
  holds(seals: readonly string[]): Promise<boolean>;
}
