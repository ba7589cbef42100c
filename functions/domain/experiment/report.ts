import type { Tally } from './tally.ts';
import { ALL } from './tally.ts';
import { VARIANT } from './campaign-participation.ts';
import { worthOf, type Worth } from './worth.ts';

/** What one experiment was worth, for all customers or for each value of a stratum. */
export interface ReportRow {
  /** `all`, or the value of the stratum such as `gold`. */
  readonly group: string;
  /** What it is compared with, where that is not the holdout. */
  readonly against?: string;
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
  const groups = grouped(
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

/**
 * A row for each variant of a step against its holdout, then one for each other variant against the first: a customer has
 * the same variant in either arm, so both are comparisons by chance. In the latter `holdout` counts the first variant.
 */
export function variantRows(tallies: readonly Tally[]): ReportRow[] {
  const tried = tallies.filter(({ stratum }) => stratum.startsWith(VARIANT));
  const steps = grouped(tried, ({ stratum }) => stratum.slice(0, stratum.indexOf(':')));
  return [...steps.entries()].flatMap(([step, of]) => {
    const name = step.slice(VARIANT.length);
    const variants = grouped(of, ({ stratum }) => stratum.slice(stratum.indexOf(':') + 1));
    const [first, ...others] = [...variants.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    if (!first) return [];
    const [base, baseline] = first;
    return [
      ...[first, ...others].map(([variant, found]) => ({
        group: `${name}: ${variant}`,
        worth: worthOf(found),
      })),
      ...others.map(([variant, found]) => ({
        group: `${name}: ${variant}`,
        against: base,
        worth: worthOf([...treatedAs('treated', found), ...treatedAs('holdout', baseline)]),
      })),
    ];
  });
}

/** As `Map.groupBy`, which the Node 20 in some emulators' images does not have. */
function grouped<Item>(items: readonly Item[], groupOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(groupOf(item));
    if (group) group.push(item);
    else groups.set(groupOf(item), [item]);
  }
  return groups;
}

const treatedAs = (arm: Tally['arm'], tallies: readonly Tally[]): Tally[] =>
  tallies.filter((tally) => tally.arm === 'treated').map((tally) => ({ ...tally, arm }));

const customersIn = ({ worth }: ReportRow): number => worth.treated.customers + worth.holdout.customers;
