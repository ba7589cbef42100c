import { describe, expect, test } from 'vitest';
import type { Participation } from '../../functions/domain/experiment/participation.ts';
import { readOutcomeEvent } from '../../functions/runtime/outcome-event.ts';
import { hearOutcome, RejectedOutcome } from '../../functions/use-cases/hear-outcome.ts';
import { importOutcomes } from '../../functions/use-cases/import-outcomes.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { reportWorth } from '../../functions/use-cases/report-worth.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const aParticipation = (over: Partial<Participation> = {}): Participation => ({
  experiment: 'recovery-offer-1',
  customerId: 'cus_7',
  version: 1,
  arm: 'treated',
  at: '2026-03-02T09:00:00.000Z',
  worth: 40_000,
  strata: { tier: 'silver' },
  ...over,
});

const told = (kind: 'stayed' | 'bought' | 'left', over: object = {}) => ({
  id: `crm-${kind}`,
  customerId: 'cus_7',
  kind,
  on: '2026-03-20',
  source: 'test',
  ...over,
});

const report = ({ work }: World, recounted = false) =>
  reportWorth(
    { ...work, currency: 'USD' },
    { report: 'recovery', from: '2026-01-01', to: '2026-12-31', recounted },
  );

describe('what became of a customer', () => {
  test('counts in every experiment they take part in, once, however often it is told', async () => {
    const { work } = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });
    await work.experiments.enter(aParticipation());
    await work.experiments.enter(aParticipation({ experiment: 'cmp_birthday', arm: 'holdout' }));

    expect(await recordOutcome(work, told('stayed'))).toBe('recorded');
    expect(await recordOutcome(work, told('stayed'))).toBe('known');

    expect(await work.experiments.ofCustomer('cus_7')).toMatchObject([
      { experiment: 'cmp_birthday', outcome: { kept: true } },
      { experiment: 'recovery-offer-1', outcome: { kept: true }, version: 2 },
    ]);
  });

  test('is kept for a customer in no experiment, and refused for one we do not know', async () => {
    const { work } = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });

    expect(await recordOutcome(work, told('left'))).toBe('recorded');
    expect(await recordOutcome(work, told('left', { customerId: 'cus_nobody' }))).toBe('unknown-customer');
    expect(await work.experiments.outcomesOf('cus_nobody')).toEqual([]);
  });

  test('told twice at the same time, and after a crash between noting and counting, counts once', async () => {
    const world = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });
    const { work } = world;
    await work.experiments.enter(aParticipation());
    await work.experiments.note(told('bought', { amount: 900 }));

    await Promise.all([1, 2, 3].map(() => recordOutcome(work, told('bought', { amount: 900 }))));

    const [row] = (await report(world)).rows;
    expect(row?.worth.treated).toMatchObject({ customers: 1, kept: 1, bought: 900 });
    expect((await report(world, true)).rows).toEqual((await report(world)).rows);
  });
});

describe('a file of outcomes', () => {
  test('says row by row what does not fit, and takes in the rest', async () => {
    const { work } = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });
    const rows = [
      { customerId: '7', outcome: 'stayed', on: '2026-03-20' },
      { customerId: '7', outcome: 'vanished', on: '2026-03-20' },
      { customerId: '7', outcome: 'left', on: '20.3.2026' },
      { customerId: '8', outcome: 'left', on: '2026-03-20' },
      { customerId: '7', outcome: 'left', on: '2026-03-20', amount: '5' },
      { customerId: '7', outcome: 'stayed', on: '2026-03-20' },
    ].map((row, index) => ({ number: index + 1, row }));

    expect(await importOutcomes(work, rows, 'import')).toEqual({
      written: 1,
      unchanged: 1,
      errors: [
        { row: 2, field: 'outcome', message: 'is not one of stayed, bought, left' },
        { row: 3, field: 'on', message: 'is not a date such as 2026-03-31' },
        { row: 4, field: 'customerId', message: 'is not a customer we know; import customers first' },
        { row: 5, field: 'amount', message: 'goes with the outcome bought only' },
      ],
    });
  });
});

describe('an outcome told by an event', () => {
  const event = (detail: object) => ({
    id: 'evt-1',
    source: 'crm',
    'detail-type': 'CustomerOutcome',
    detail,
  });
  const hear = ({ work }: World, detail: object) => {
    const { row, source } = readOutcomeEvent(event(detail));
    return hearOutcome(work, row, source);
  };
  const bought = { outcomeId: 'o-1', customerId: 7, outcome: 'bought', on: '2026-03-20', amount: 12.5 };

  test('is kept under its natural key with its sender, whatever else the event says', async () => {
    const world = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });

    expect(await hear(world, { ...bought, salesperson: 'Sam' })).toBe('recorded');
    expect(await hear(world, bought)).toBe('known');

    expect(await world.work.experiments.outcomesOf('cus_7')).toEqual([
      { id: 'o-1', customerId: 'cus_7', kind: 'bought', on: '2026-03-20', amount: 1250, source: 'crm' },
    ]);
  });

  test('is rejected with all that is wrong and none of what it said, so that it is kept and looked at', async () => {
    const world = aWorld({ customers: [aCustomer({ id: 'cus_7' })] });

    await expect(hear(world, { customerId: 'Ann Archer', outcome: 'vanished' })).rejects.toThrow(
      'customerId must be 1 to 64 characters without blanks, # or /; outcome is not one of stayed, bought, left; on is required',
    );
    await expect(hear(world, { ...bought, customerId: 8 })).rejects.toThrow(RejectedOutcome);
    expect(() => readOutcomeEvent({ source: 'crm', detail: 'left' })).toThrow();
  });
});

describe('who takes part', () => {
  const keeper = aCustomer({ id: 'cus_7' });
  const partOf = async (draw: number): Promise<readonly Participation[]> => {
    const world = aWorld({ draw, customers: [keeper] });
    await world.customerComplains();
    return world.work.experiments.ofCustomer('cus_7');
  };

  test('a customer who gets an offer beside the remedy, and one whom chance holds out of it, under the same offer', async () => {
    const [treated] = await partOf(0.99);
    const [heldOut] = await partOf(0);

    expect(treated).toMatchObject({ arm: 'treated', worth: keeper.value });
    expect(treated?.offerId).toMatch(/^off_/);
    expect(heldOut).toMatchObject({ arm: 'holdout', worth: keeper.value });
    expect(heldOut?.offerId).toBeUndefined();
    expect(heldOut?.strata).toEqual(treated?.strata);
    expect(treated?.strata['offer']).toBeDefined();
  });

  test('in a firm with a control group, its members get no offer, and everybody takes part in that too', async () => {
    const world = aWorld({
      draw: 0,
      settings: { holdoutShare: 0, controlGroupShare: 0.1 },
      customers: [keeper],
    });
    await world.customerComplains();

    expect(await world.work.experiments.ofCustomer('cus_7')).toMatchObject([
      { experiment: 'control-group', arm: 'holdout' },
      { experiment: 'recovery-offer-1', arm: 'holdout' },
    ]);
  });
});

describe('what an outcome teaches about the offer', () => {
  const aTaught = async () => {
    const world = aWorld({ draw: 0.99, customers: [aCustomer({ id: 'cus_7' })] });
    await world.customerComplains();
    const [part] = await world.work.experiments.ofCustomer('cus_7');
    const offer = await world.work.offers.byId(part?.offerId ?? '');
    const learned = async () =>
      (await world.work.beliefs.inSegment('silver'))[`${offer?.catalogueId}@${offer?.catalogueVersion}`];
    return { ...world, learned };
  };

  test('a customer who leaves in spite of it counts against it, however often that is told', async () => {
    const { work, learned } = await aTaught();

    await recordOutcome(work, told('left'));
    await recordOutcome(work, told('left'));
    await recordOutcome(work, told('left', { id: 'told by another system' }));

    expect(await learned()).toEqual({ kept: 0, left: 1 });
  });

  test('a customer who stays speaks for it a little, until they leave', async () => {
    const { work, learned } = await aTaught();

    await recordOutcome(work, told('stayed'));
    const kept = (await learned())?.kept ?? 0;
    await recordOutcome(work, told('left', { on: '2026-03-25' }));

    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(0.5);
    expect((await learned())?.kept).toBeCloseTo(0, 12);
    expect((await learned())?.left).toBe(1);
  });
});
