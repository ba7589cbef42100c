import { describe, expect, test } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { changeCase } from '../../functions/domain/case/change.ts';
import type { CustomerOutcome } from '../../functions/domain/experiment/customer-outcome.ts';
import { withOutcome, type Participation } from '../../functions/domain/experiment/participation.ts';
import { recount } from '../../functions/domain/experiment/tally.ts';
import type { Cases } from '../../functions/ports/cases.ts';
import type { Experiments } from '../../functions/ports/experiments.ts';
import { aCase, anOpening, bySystem, monday } from '../support/case-builders.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const aParticipation = (n: number, over: Partial<Participation> = {}): Participation => ({
  experiment: 'recovery-offer-1',
  customerId: `cus_${n}`,
  version: 1,
  arm: n % 2 === 0 ? 'holdout' : 'treated',
  at: '2026-03-02T09:00:00.000Z',
  worth: 40_000,
  strata: { tier: 'gold' },
  ...over,
});

const anOutcome = (n: number, over: Partial<CustomerOutcome> = {}): CustomerOutcome => ({
  id: `o${n}`,
  customerId: `cus_${n}`,
  kind: 'stayed',
  on: '2026-04-01',
  source: 'api',
  ...over,
});

const told = (participation: Participation, outcome: CustomerOutcome, cost = 0): Participation => {
  const after = withOutcome(participation, outcome, cost);
  if (!after) throw new Error('this outcome says nothing about this participation');
  return after;
};

/** What every store of experiments promises. */
function keepsExperiments(open: () => Promise<Experiments>): void {
  test('the first draw of a customer in an experiment stands', async () => {
    const store = await open();

    expect(await store.enter(aParticipation(1))).toBe('entered');
    expect(await store.enter(aParticipation(1, { arm: 'holdout' }))).toBe('known');
    expect(await store.enter(aParticipation(1, { experiment: 'cmp_birthday' }))).toBe('entered');
    expect((await store.ofCustomer('cus_1')).map(({ experiment, arm }) => [experiment, arm])).toEqual([
      ['cmp_birthday', 'treated'],
      ['recovery-offer-1', 'treated'],
    ]);
    expect(await store.ofCustomer('cus_2')).toEqual([]);
  });

  test('another offer takes the place of one that never reached the customer, unless an outcome was counted meanwhile', async () => {
    const store = await open();
    const before = aParticipation(1, { offerId: 'off_00000000000000000000000001' });
    await store.enter(before);

    expect(await store.offerAnew(before, 'off_00000000000000000000000002')).toBe('done');
    expect(await store.offerAnew(before, 'off_00000000000000000000000003')).toBe('stale');
    const [now] = await store.ofCustomer('cus_1');
    expect(now).toEqual({ ...before, version: 2, offerId: 'off_00000000000000000000000002' });
    expect(await store.participations('recovery-offer-1', '2026-03-02', '2026-03-02')).toEqual([now]);
  });

  test('what was said of a customer is kept once, in the order of days', async () => {
    const store = await open();

    expect(await store.note(anOutcome(1, { id: 'b', on: '2026-04-09' }))).toBe('noted');
    expect(await store.note(anOutcome(1, { id: 'a', on: '2026-05-01', kind: 'left' }))).toBe('noted');
    expect(await store.note(anOutcome(1, { id: 'b', on: '2026-04-09' }))).toBe('known');
    // The key names the word: said again of another day, it is the word that was said.
    expect(await store.note(anOutcome(1, { id: 'b', on: '2026-04-10' }))).toBe('known');
    expect((await store.outcomesOf('cus_1')).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('an outcome counts once in an experiment, also when it is told at the same time by several', async () => {
    const store = await open();
    const before = aParticipation(1);
    await store.enter(before);

    const tries = await Promise.all(
      Array.from({ length: 6 }, () => store.count(anOutcome(1), before, told(before, anOutcome(1)))),
    );

    expect(tries.filter((one) => one === 'done')).toHaveLength(1);
    expect(await store.tallies('recovery-offer-1', '2026-03-02', '2026-03-02')).toEqual(
      recount([told(before, anOutcome(1))]),
    );
  });

  test('an outcome that was worked out from an old reading is refused and changes no sum', async () => {
    const store = await open();
    const before = aParticipation(1);
    await store.enter(before);
    const stayed = told(before, anOutcome(1));
    await store.count(anOutcome(1), before, stayed);
    const left = anOutcome(1, { id: 'late', kind: 'left' });

    expect(await store.count(left, before, told(before, left))).toBe('stale');
    expect(await store.count(left, stayed, told(stayed, left))).toBe('done');
    expect(await store.tallies('recovery-offer-1', '2026-03-02', '2026-03-02')).toEqual(
      recount([told(stayed, left)]),
    );
  });

  test('running sums equal a recount, by day of the draw', async () => {
    const store = await open();
    const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
    const people = Array.from({ length: 12 }, (_, n) =>
      aParticipation(n, {
        at: `${days[n % 3] ?? ''}T09:00:00.000Z`,
        strata: { tier: n < 6 ? 'gold' : 'silver' },
      }),
    );
    for (const one of people) await store.enter(one);
    for (const [n, one] of people.entries()) {
      const outcome = anOutcome(n, { kind: n % 4 === 0 ? 'left' : 'bought', amount: n * 100 });
      await store.count(outcome, one, told(one, outcome, n * 10));
    }

    for (const [from, to] of [
      ['2026-03-01', '2026-03-03'],
      ['2026-03-02', '2026-03-03'],
      ['2026-03-03', '2026-03-03'],
      ['2026-04-01', '2026-04-30'],
    ] as const) {
      const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
      const taking = await store.participations('recovery-offer-1', from, to);
      const within = people.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to);
      expect(taking).toHaveLength(within.length);
      const fields = ({
        day,
        stratum,
        arm,
        n,
        kept,
        net,
        netSquares,
        cost,
        bought,
      }: ReturnType<typeof recount>[number]) => ({
        day,
        stratum,
        arm,
        n,
        kept,
        net,
        netSquares,
        cost,
        bought,
      });
      expect(sorted((await store.tallies('recovery-offer-1', from, to)).map(fields))).toEqual(
        sorted(recount(taking).map(fields)),
      );
    }
  });
}

/** What every store of cases promises of a customer who enters an experiment with a change of their case. */
function entersWithACase(open: () => Promise<{ cases: Cases; experiments: Experiments }>): void {
  test('a customer enters with the change of their case, and a later case draws nobody anew', async () => {
    const { cases, experiments } = await open();
    for (const n of [1, 2]) {
      await cases.open(anOpening(aCase(n)));
      const participation = aParticipation(7, { at: `2026-03-0${n}T09:00:00.000Z` });
      expect(
        await cases.save(changeCase(aCase(n), bySystem, [], { participations: [participation] })),
      ).toEqual({
        kind: 'saved',
      });
    }

    expect(await experiments.ofCustomer('cus_7')).toEqual([
      aParticipation(7, { at: '2026-03-01T09:00:00.000Z' }),
    ]);
    expect(await experiments.participations('recovery-offer-1', '2026-03-01', '2026-03-01')).toHaveLength(1);
  });
}

describe('experiments in memory', () => {
  keepsExperiments(() => Promise.resolve(memoryExperiments()));
  entersWithACase(() => {
    const store = memoryCaseStore();
    return Promise.resolve({
      cases: memoryCases(store, () => monday),
      experiments: memoryExperiments(store.participations),
    });
  });
});

describeOnDynoxide('experiments in the table', (freshTable) => {
  keepsExperiments(async () => dynamoExperiments(await freshTable()));
  entersWithACase(async () => {
    const table = await freshTable();
    return { cases: dynamoCases(table, () => monday), experiments: dynamoExperiments(table) };
  });
});
