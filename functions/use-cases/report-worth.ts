import { CONTROL_GROUP, RECOVERY_EXPERIMENT } from '../domain/experiment/arm.ts';
import { campaignExperiment } from '../domain/experiment/campaign-participation.ts';
import { rowsBy, segmentStrata, variantRows, wholeRow, type ReportRow } from '../domain/experiment/report.ts';
import { recount } from '../domain/experiment/tally.ts';
import { worthInWords } from '../domain/experiment/words.ts';
import { dayOf, daysAfter, type Day } from '../domain/instant.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Experiments } from '../ports/experiments.ts';
import type { Clock } from '../ports/world.ts';

/** Reports on what retention was worth against the holdout. */
export const worthReports = [
  'recovery',
  'offers',
  'segments',
  'campaign',
  'variants',
  'control-group',
] as const;
type WorthReport = (typeof worthReports)[number];

export interface ReportWorthDeps {
  readonly experiments: Pick<Experiments, 'tallies' | 'participations'>;
  readonly campaigns: Pick<Campaigns, 'byId' | 'definition'>;
  readonly clock: Clock;
  readonly currency: string;
}

interface WorthQuery {
  readonly report: WorthReport;
  /** Campaign id, for `campaign` and `variants`. */
  readonly experiment?: string;
  /** Days of the draw, both included; the last 180 days when left out. */
  readonly from?: Day;
  readonly to?: Day;
  /** Count the participations themselves instead of reading the running sums. */
  readonly recounted?: boolean;
}

export interface WorthAnswer {
  readonly report: WorthReport;
  readonly experiment: string;
  readonly from: Day;
  readonly to: Day;
  readonly currency: string;
  /** Who is in it. */
  readonly cohort: string;
  readonly rows: readonly (ReportRow & {
    readonly sentences: { readonly en: string; readonly 'zh-Hans': string };
  })[];
}

const USUAL_DAYS = 180;

/** What treating was worth: counts, differences with intervals, and a sentence for each row. */
export async function reportWorth(deps: ReportWorthDeps, query: WorthQuery): Promise<WorthAnswer> {
  const now = deps.clock.now();
  const to = query.to ?? dayOf(now);
  const from = query.from ?? daysAfter(to, -USUAL_DAYS);
  const experiment = await experimentOf(deps, query);
  const tallies =
    query.recounted === true
      ? recount(await deps.experiments.participations(experiment, from, to))
      : await deps.experiments.tallies(experiment, from, to);
  const rows =
    query.report === 'offers'
      ? rowsBy(tallies, ['offer'])
      : query.report === 'segments'
        ? rowsBy(tallies, segmentStrata)
        : query.report === 'variants'
          ? variantRows(tallies)
          : [wholeRow(tallies)];
  return {
    report: query.report,
    experiment,
    from,
    to,
    currency: deps.currency,
    cohort: `customers drawn from ${from} to ${to} whose outcome is known`,
    rows: rows.map((row) => ({
      ...row,
      sentences: {
        en: worthInWords(row.worth, deps.currency, 'en', row.against),
        'zh-Hans': worthInWords(row.worth, deps.currency, 'zh-Hans', row.against),
      },
    })),
  };
}

async function experimentOf(deps: ReportWorthDeps, { report, experiment }: WorthQuery): Promise<string> {
  switch (report) {
    case 'recovery':
    case 'offers':
    case 'segments':
      return experiment ?? RECOVERY_EXPERIMENT;
    case 'control-group':
      return CONTROL_GROUP;
    case 'campaign':
    case 'variants':
      return experimentOfCampaign(deps, experiment ?? '');
  }
}

/** The experiment of a campaign by its id; a name that is no campaign's is taken as the experiment's own. */
async function experimentOfCampaign({ campaigns }: ReportWorthDeps, name: string): Promise<string> {
  const campaign = await campaigns.byId(name);
  if (!campaign) return name;
  const kept = await campaigns.definition(campaign.id, campaign.definition);
  return campaignExperiment(campaign.id, kept?.definition.experiment);
}
