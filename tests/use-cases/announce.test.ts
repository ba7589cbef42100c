import { expect, test } from 'vitest';
import type { DomainEvent } from '../../functions/domain/event/domain-event.ts';
import { eventOf, toldFacts } from '../../functions/domain/event/domain-event.ts';
import { announce } from '../../functions/use-cases/announce.ts';
import { everyHappening } from '../domain/case/happenings.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const aBus = () => {
  const told: DomainEvent[] = [];
  const warned = new Map<string, object>();
  return {
    told,
    warned,
    deps: {
      bus: { tell: (event: DomainEvent) => Promise.resolve(void told.push(event)) },
      warnings: {
        warn: (warning: { readonly period: string }) => {
          if (!warned.has(warning.period)) warned.set(warning.period, warning);
          return Promise.resolve();
        },
      },
      clock: { now: () => monday },
    },
  };
};

test('what happened on a case is told with nobody’s name, address or words', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'accept');
  const { told, deps } = aBus();

  for (const fact of (await world.file(id)).facts)
    await announce(deps, { pk: `CASE#${id}`, sk: `FACT#${fact.number}`, ...fact });

  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ComplaintReceived', 'OfferMade', 'OfferAccepted', 'CaseClosed']),
  );
  expect(JSON.stringify(told)).not.toMatch(/Archer|example\.org|parcel/i);
});

test.each(Object.values(everyHappening))('what leaves of $type is ids, codes and amounts', (happened) => {
  const event = eventOf({ id: 'fct_1', subjectId: 'cas_1', at: monday, happened });

  expect(event !== undefined).toBe(toldFacts.includes(happened.type));
  for (const value of Object.values(event?.detail ?? {})) expect(typeof value).not.toBe('object');
  if (happened.type === 'OfferGrantRequested') {
    expect(event?.detail).toMatchObject({ idempotencyKey: happened.offerId, cost: happened.cost });
  }
});

test('a month’s budget rings once, when four fifths of it are held', async () => {
  const { told, warned, deps } = aBus();
  const row = (committed: number) => ({
    pk: 'BUDGET#2026-03',
    sk: 'BUDGET',
    committed,
    limit: 1_000,
    warnAt: 800,
  });

  await announce(deps, row(799));
  expect(warned.size).toBe(0);
  await announce(deps, row(800));
  await announce(deps, row(900));
  expect([...warned.values()]).toEqual([{ period: '2026-03', committed: 800, limit: 1_000, at: monday }]);

  await announce(deps, { pk: 'BUDGET#2026-03', sk: 'WARNED', ...warned.get('2026-03') });
  expect(told).toEqual([
    {
      type: 'OfferBudgetNearlySpent',
      id: 'budget-2026-03',
      at: monday,
      detail: { period: '2026-03', committed: 800, limit: 1_000 },
    },
  ]);
});
