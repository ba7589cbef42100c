import { addCounts, type Campaign, type Counts, type Part } from '../domain/campaign/campaign.ts';
import { daysBetween, MS_PER_DAY, type Instant } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock } from '../ports/world.ts';
import { openPass } from './plan-campaign.ts';

/** Where a campaign stands at this moment. */
interface CampaignProgress {
  readonly considered: number;
  /** Outcome → customers, all passes together. */
  readonly counts: Counts;
  /** Answers to questions and to offers, in time or late, each once. */
  readonly answered: number;
  /** Mails that came back for good, each once. */
  readonly bounced: number;
  /**
   * Customers whom it reached and of whom it was said, within 90 days of its first step, that they stayed or bought, and
   * not that they left. Whether it was the campaign that kept them only the report `campaign` says, against its holdout.
   */
  readonly kept: number;
  readonly pass:
    | {
        readonly number: number;
        readonly kind: 'base' | 'due';
        readonly startedAt: Instant;
        readonly endedAt: Instant | null;
        readonly looked: number;
        /** About how many there are to look at; null for those whose step is due, whom nobody counts beforehand. */
        readonly of: number | null;
        /** Seconds left at the rate so far; null where it cannot be told yet. */
        readonly secondsLeft: number | null;
      }
    | undefined;
}

/** Less than this share of the work says nothing about the rest. */
const TELLING_SHARE = 0.02;
const MS_PER_SECOND = 1000;

/** Who was looked at so far, and what became of them: a list of campaigns and the answer to who changes one say no more. */
export async function countsSoFar(
  campaigns: Pick<Campaigns, 'parts'>,
  campaign: Campaign,
): Promise<Pick<CampaignProgress, 'considered' | 'counts'>> {
  const open = openPass(campaign);
  // What ended is summed on the campaign itself.
  return sumsWith(campaign, open ? await campaigns.parts(campaign.id, open.number) : []);
}

const lookedAt = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.considered, 0);

const sumsWith = (campaign: Campaign, parts: readonly Part[]) => ({
  considered: campaign.considered + (openPass(campaign)?.kind === 'base' ? lookedAt(parts) : 0),
  counts: addCounts([campaign.counts, ...parts.map(({ counts }) => counts)]),
});

/** Sums of the passes that ended and the parts of the one under way: live, to the last page that was kept. */
export async function campaignProgress(
  { campaigns, clock }: { readonly campaigns: Pick<Campaigns, 'parts' | 'tallies'>; readonly clock: Clock },
  campaign: Campaign,
): Promise<CampaignProgress> {
  const { pass } = campaign;
  const open = openPass(campaign);
  const [parts, tallies] = await Promise.all([
    open ? campaigns.parts(campaign.id, open.number) : [],
    campaigns.tallies(campaign.id),
  ]);
  const looked = lookedAt(parts);
  return {
    ...sumsWith(campaign, parts),
    ...tallies,
    pass: pass && {
      number: pass.number,
      kind: pass.kind,
      startedAt: pass.startedAt,
      endedAt: pass.endedAt ?? null,
      looked: open ? looked : pass.size,
      of: pass.kind === 'base' ? Math.max(pass.size, looked) : null,
      secondsLeft: open ? secondsLeft(open, parts, clock.now()) : 0,
    },
  };
}

/** At the rate since the start, from the parts that are done and those in hand; the pauses count as work. */
function secondsLeft(
  pass: NonNullable<Campaign['pass']>,
  parts: readonly Part[],
  now: Instant,
): number | null {
  const looked = lookedAt(parts);
  const share = pass.size === 0 ? 0 : Math.min(1, looked / pass.size);
  if (pass.kind === 'due' || share < TELLING_SHARE) return null;
  const elapsed = (daysBetween(pass.startedAt, now) * MS_PER_DAY) / MS_PER_SECOND;
  return Math.round((elapsed * (1 - share)) / share);
}
