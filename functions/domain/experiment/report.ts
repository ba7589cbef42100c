import type { Tally } from './tally.ts';
import { ALL } from './tally.ts';
import { worthOf, type Worth } from './worth.ts';

/** What one experiment was worth, for all customers or for each value of a stratum. */
export interface ReportRow {
  /** `all`, or the value of the stratum such as `gold`. */
  readonly group: string;
  readonly worth: Worth;
}

/** Strata that a report is cut by; each row of `segments` names its own. */
export const segmentStrata = ['tier', 'band', 'lifeCycle', 'category'] as const;

/** One row for everybody. */
export const wholeRow = (tallies: readonly Tally[]): ReportRow => ({
  group: ALL,
  worth: worthOf(tallies.filter(({ stratum }) => stratum === ALL)),
});

/**
 * A row for each value of the strata, most customers first. Many rows looked at together are many chances to be
 * deceived: each interval holds on its own, not all of them at once.
 */
export function rowsBy(tallies: readonly Tally[], strata: readonly string[]): ReportRow[] {
  const groups = Map.groupBy(
    tallies.filter(({ stratum }) => strata.some((name) => stratum.startsWith(`${name}:`))),
    ({ stratum }) => stratum,
  );
  return [...groups.entries()]
    .map(([stratum, of]) => ({
      group: strata.length === 1 ? stratum.slice(stratum.indexOf(':') + 1) : stratum,
      worth: worthOf(of),
    }))
    .sort((a, b) => customersIn(b) - customersIn(a) || (a.group < b.group ? -1 : 1));
}

const customersIn = ({ worth }: ReportRow): number => worth.treated.customers + worth.holdout.customers;
