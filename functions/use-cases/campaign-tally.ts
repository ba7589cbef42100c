import {
  addCounts,
  type CampaignOutcome,
  type CampaignPage,
  type Counts,
  type Part,
} from '../domain/campaign/campaign.ts';
import type { StepResult } from '../domain/campaign/journey.ts';
import type { Instant } from '../domain/instant.ts';

/** Counts a page of a campaign. `add` answers false, so that a filter can put aside and count in one go. */
export function newTally(considered: number) {
  const groups = new Map<
    string,
    { -readonly [Key in keyof CampaignPage['groups'][number]]: CampaignPage['groups'][number][Key] }
  >();
  const put = (customerId: string | undefined, { outcome, step, variant }: StepResult): void => {
    const name = [outcome, step, variant].join(' ');
    const group = groups.get(name) ?? {
      outcome,
      ...(step !== undefined && { step }),
      ...(variant !== undefined && { variant }),
      customerIds: [],
    };
    if (customerId !== undefined) group.customerIds.push(customerId);
    groups.set(name, group);
  };
  return {
    put,
    add: (outcome: CampaignOutcome, customerId?: string): false => {
      // Whom a campaign is not for is counted by what is left over, or each page would list most of the base.
      if (outcome !== 'not-in-segment') put(customerId, { outcome });
      return false;
    },
    page: ({ pass, part, pages }: Part, definition: number, at: Instant): CampaignPage => ({
      ...{ pass, part, page: pages, at, definition, considered },
      groups: [...groups.values()],
    }),
  };
}

/** What became of everybody on a page; those named nowhere were not in the segment. */
export function countsOf({ considered, groups }: CampaignPage): Counts {
  const named: Counts[] = groups.map(({ outcome, customerIds }) => ({ [outcome]: customerIds.length }));
  const rest = considered - groups.reduce((sum, { customerIds }) => sum + customerIds.length, 0);
  return addCounts(rest > 0 ? [...named, { 'not-in-segment': rest }] : named);
}
