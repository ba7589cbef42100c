/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { customerOutcomeSchema, type CustomerOutcome } from '../../domain/experiment/customer-outcome.ts';
import { participationSchema, type Participation } from '../../domain/experiment/participation.ts';
import { addSums, noSums, tallyChanges, type Tally } from '../../domain/experiment/tally.ts';
import { dayOf, type Day } from '../../domain/instant.ts';
import type { CaseStore } from './case-store.ts';
import type { Experiments } from '../../ports/experiments.ts';

/** Place of a customer in an experiment. */
export const placeOf = ({
  experiment,
  customerId,
}: Pick<Participation, 'experiment' | 'customerId'>): string => `${experiment}|${customerId}`;

/** Experiments for tests of use cases; it keeps the promises of the port, and nothing after the test. */
export function memoryExperiments(
  taking: CaseStore['participations'] = new Map<string, Participation>(),
): Experiments {
  const outcomes = new Map<string, CustomerOutcome>();
  const counted = new Set<string>();
  const tallies = new Map<string, Tally & { readonly experiment: string }>();

  const within = (day: Day, from: Day, to: Day): boolean => from <= day && day <= to;
  const sorted = <Item>(items: Iterable<readonly [string, Item]>): Item[] =>
    [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);

  return {
    async enter(participation) {
      const place = placeOf(participation);
      if (taking.has(place)) return 'known';
      taking.set(place, participationSchema.parse(participation));
      return 'entered';
    },
    async offerAnew(before, offerId) {
      const place = placeOf(before);
      if (taking.get(place)?.version !== before.version) return 'stale';
      taking.set(place, participationSchema.parse({ ...before, version: before.version + 1, offerId }));
      return 'done';
    },
    ofCustomer: async (customerId) => sorted(taking).filter((one) => one.customerId === customerId),
    async note(outcome) {
      const key = `${outcome.customerId}|${outcome.id}`;
      if (outcomes.has(key)) return 'known';
      outcomes.set(key, customerOutcomeSchema.parse(outcome));
      return 'noted';
    },
    outcomesOf: async (customerId) =>
      sorted([...outcomes.values()].map((one) => [`${one.on}#${one.id}`, one] as const)).filter(
        (one) => one.customerId === customerId,
      ),
    async count(outcome, before, after) {
      const place = placeOf(before);
      const mark = `${place}|${outcome.id}`;
      if (counted.has(mark)) return 'counted';
      if (taking.get(place)?.version !== before.version) return 'stale';
      counted.add(mark);
      taking.set(place, participationSchema.parse(after));
      for (const { experiment, day, stratum, arm, add } of tallyChanges(before, after)) {
        const key = `${experiment}|${day}|${stratum}|${arm}`;
        const row = tallies.get(key) ?? { experiment, day, stratum, arm, ...noSums };
        tallies.set(key, { ...row, ...addSums(row, add) });
      }
      return 'done';
    },
    tallies: async (experiment, from, to) =>
      sorted(tallies)
        .filter((one) => one.experiment === experiment && within(one.day, from, to))
        .map(({ experiment: _, ...tally }) => tally),
    participations: async (experiment, from, to) =>
      sorted(taking).filter((one) => one.experiment === experiment && within(dayOf(one.at), from, to)),
  };
}
