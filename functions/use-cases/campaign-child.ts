import type { CampaignPage, Pass } from '../domain/campaign/campaign.ts';
import type { ChurnModel } from '../domain/churn/score.ts';
import { dayIn } from '../domain/contact/quiet-hours.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Day } from '../domain/instant.ts';
import { compileRule, type InSegment } from '../domain/segment/evaluate.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Pace } from '../ports/world.ts';
import type { CampaignStepDeps, PassTerms } from './campaign-visit.ts';
import type { GovernorDeps, Standing } from './contact-governor.ts';
import { subjectFor } from './preview-segment.ts';

export interface SendCampaignShardDeps extends CampaignStepDeps {
  readonly campaigns: CampaignStepDeps['campaigns'] &
    Pick<Campaigns, 'byId' | 'definition' | 'part' | 'savePage' | 'due' | 'overLine' | 'keepOverLine'>;
  readonly customers: Pick<Customers, 'page' | 'byIds'>;
  readonly cases: GovernorDeps['cases'];
  readonly churnModel: ChurnModel;
  readonly firm: CampaignStepDeps['firm'] & {
    readonly settings: Pick<RuntimeSettings, 'mailsPerSecond'>;
  };
  /** Turns of the mails of this child, so many a second. */
  readonly pace: (perSecond: number) => Pace;
  /** Told what went wrong with one customer, who is tried once more or put off; the others go on. */
  readonly leftOut: (error: unknown) => void;
}

export interface CampaignShard {
  readonly campaignId: string;
  readonly pass: number;
  readonly part: number;
}

/** Customers looked at between two records of how far the part is. */
export const PAGE_SIZE = 250;

/** One worker at one part of a pass, and what it need not find out twice. */
export interface Child {
  readonly shard: CampaignShard;
  readonly pass: Pass;
  readonly pace: Pace;
  /** Rules of branches, made ready once. */
  readonly rules: Map<SegmentRule, InSegment>;
  /** The day it is, by time zone. */
  readonly days: Map<string, Day>;
  readonly definitions: Map<number, PassTerms['definition']>;
  readonly failures: { inARow: number };
}

/** What became of a page, and where the next one begins. */
export interface Looked {
  readonly page: CampaignPage;
  readonly next: string | undefined;
}

/** What is the same for everybody who goes by a definition. */
export async function termsOf(deps: SendCampaignShardDeps, child: Child, number: number): Promise<PassTerms> {
  const { campaignId } = child.shard;
  const known = child.definitions.get(number);
  const definition = known ?? (await deps.campaigns.definition(campaignId, number))?.definition;
  if (!definition) throw new Error(`${campaignId} has no definition ${number}`);
  child.definitions.set(number, definition);
  return {
    campaignId,
    definition,
    definitionNumber: number,
    startedAt: child.pass.startedAt,
    pace: child.pace,
  };
}

/** A rule ready to be asked; compiled once for everybody of the shard. */
export function ruleOf(child: Child, rule: SegmentRule): InSegment {
  const ready = child.rules.get(rule) ?? compileRule(rule);
  child.rules.set(rule, ready);
  return ready;
}

/** A customer as rules ask about them; without `standing` their complaints are not looked up yet. */
export function subjectOf(
  deps: SendCampaignShardDeps,
  child: Child,
  customer: Customer,
  standing: Standing | undefined,
): ReturnType<typeof subjectFor> {
  const at = deps.clock.now();
  const zone = customer.timeZone ?? deps.firm.settings.timeZone;
  let today = child.days.get(zone);
  if (today === undefined) child.days.set(zone, (today = dayIn(at, zone)));
  return {
    ...subjectFor(deps.churnModel, customer, today, at, standing?.complaints.in90Days),
    lookedUp: standing && {
      openComplaint: standing.complaints.open,
      complaintsIn90Days: standing.complaints.in90Days,
    },
  };
}
