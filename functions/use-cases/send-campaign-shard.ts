import type { CampaignOutcome } from '../domain/campaign/campaign.ts';
import { consider, silentByRecord, type CampaignRules } from '../domain/campaign/consider.ts';
import { isOpen } from '../domain/case/case.ts';
import { churnFeatures } from '../domain/churn/features.ts';
import type { ChurnModel } from '../domain/churn/score.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Campaigns, Suppressions } from '../ports/campaigns.ts';
import type { Cases } from '../ports/cases.ts';
import type { BasePage, Customers } from '../ports/customers.ts';
import type { Clock, Digests, Ids } from '../ports/world.ts';
import type { CampaignShard } from './plan-campaign.ts';
import { mailCampaign, type CampaignMailDeps } from './mail-campaign.ts';

export interface SendCampaignShardDeps extends CampaignMailDeps {
  readonly campaigns: Campaigns;
  readonly suppressions: Pick<Suppressions, 'holds'>;
  readonly customers: Pick<Customers, 'page'>;
  readonly cases: Pick<Cases, 'openedBy' | 'read'>;
  readonly churnModel: ChurnModel;
  readonly digests: Pick<Digests, 'draw' | 'seals'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'next'>;
}

/** The one step of the thin campaign. */
export const RISK_STEP = 'risk-mail';
/** The experiment that the holdout belongs to: the same customers stay out of every risk campaign, or nothing could be compared. */
const HOLDOUT_EXPERIMENT = 'campaign-risk';
const PAGE_SIZE = 500;
const COMPLAINT_WINDOW_DAYS = 90;
/** Cases of one address looked at for an open complaint, latest first. */
const CASES_LOOKED_AT = 20;
const LONG_AGO: Instant = '2000-01-01T00:00:00.000Z';
/** The mail service failing this often in a row is an outage: what is left waits for the retry. */
const FAILURES_IN_A_ROW = 3;

/**
 * Considers every customer of a shard and writes to those whom the rules choose. What became of each is kept with the
 * shard, once. A retry looks first at who was reserved before: a mail that may have gone out is never sent again.
 */
export async function sendCampaignShard(
  deps: SendCampaignShardDeps,
  shard: CampaignShard,
): Promise<{ readonly number: number }> {
  const { campaignId, number } = shard;
  const campaign = await deps.campaigns.byId(campaignId);
  if (campaign?.status !== 'running') return { number };
  const opened = await deps.campaigns.openShard(campaignId, number);
  if (opened === 'closed') return { number };

  const members: Customer[] = [];
  let next: string | undefined = shard.from;
  while (next !== undefined) {
    const page: BasePage = await deps.customers.page(shard, PAGE_SIZE, next);
    members.push(...page.customers);
    next = page.next;
  }
  const before =
    opened === 'again'
      ? await deps.campaigns.sends(
          campaignId,
          RISK_STEP,
          members.map(({ id }) => id),
        )
      : new Map<string, never>();
  const outcomes: Partial<Record<CampaignOutcome, string[]>> = {};
  let failures = 0;
  for (const customer of members) {
    const earlier = before.get(customer.id);
    const outcome = earlier ? asOutcome(earlier.status) : await take(customer);
    (outcomes[outcome] ??= []).push(customer.id);
  }
  await deps.campaigns.closeShard(campaignId, number, outcomes);
  return { number };

  async function take(customer: Customer): Promise<CampaignOutcome> {
    const verdict = await judge(deps, customer, campaign ?? { riskFrom: 1, holdoutShare: 0 });
    if (verdict !== 'mail') return verdict;
    try {
      const outcome = await mailCampaign(deps, { campaignId, step: RISK_STEP, customer });
      failures = 0;
      return outcome;
    } catch (error) {
      failures += 1;
      if (failures >= FAILURES_IN_A_ROW) throw error;
      return 'unconfirmed';
    }
  }
}

const asOutcome = (status: 'reserved' | 'sent'): CampaignOutcome =>
  status === 'sent' ? 'sent' : 'unconfirmed';

async function judge(deps: SendCampaignShardDeps, customer: Customer, rules: CampaignRules) {
  const silent = silentByRecord(customer);
  if (silent) return silent;
  const at = deps.clock.now();
  const cases = (
    await Promise.all(customer.emails.map((address) => deps.cases.openedBy(address, LONG_AGO)))
  ).flat();
  const latest = [...cases].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, CASES_LOOKED_AT);
  const files = await Promise.all(latest.map(({ caseId }) => deps.cases.read(caseId)));
  const complaints = files.flatMap((one) => (one && one.kind !== 'spam' ? [one] : []));
  const recentFrom = plusDays(at, -COMPLAINT_WINDOW_DAYS);
  const recent = complaints.filter(({ receivedAt }) => receivedAt >= recentFrom).length;
  const [address = ''] = customer.emails;

  const circumstances = {
    hasOpenComplaint: complaints.some(({ status }) => isOpen(status)),
    probability: riskOf(deps.churnModel, customer, recent, at),
    isUnsubscribed: false,
    draw: 1,
  };
  // Consent withdrawn by link and the draw are looked up only for those whom everything else would choose.
  const first = consider(circumstances, rules);
  if (first !== 'mail') return first;
  return consider(
    {
      ...circumstances,
      isUnsubscribed: await deps.suppressions.holds(await deps.digests.seals('address', address)),
      draw: await deps.digests.draw(HOLDOUT_EXPERIMENT, customer.id),
    },
    rules,
  );
}

const riskOf = (model: ChurnModel, customer: Customer, complaintsIn90Days: number, at: Instant): number =>
  model.score(churnFeatures({ at, ...customer, complaintsIn90Days }, model.median('monthlyCharge')))
    .probability;
