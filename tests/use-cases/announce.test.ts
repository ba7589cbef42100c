import { EventBridgeClient, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { eventBridge } from '../../functions/adapters/eventbridge/event-bus.ts';
import type { DomainEvent } from '../../functions/domain/event/domain-event.ts';
import { eventOf, toldFacts } from '../../functions/domain/event/domain-event.ts';
import { announce } from '../../functions/use-cases/announce.ts';
import { everyHappening } from '../domain/case/happenings.ts';
import { aCustomer, anOffer, monday } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const aBus = () => {
  const told: DomainEvent[] = [];
  const warned = new Map<string, object>();
  return {
    told,
    warned,
    deps: {
      bus: {
        tell: (events: readonly DomainEvent[]) => Promise.resolve({ told: told.push(...events) }),
      },
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

  const { facts } = await world.file(id);
  const rows = facts.map((fact) => ({ pk: `CASE#${id}`, sk: `FACT#${fact.number}`, ...fact }));
  expect(await announce(deps, rows)).toEqual({ done: rows.length });

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

  await announce(deps, [row(799)]);
  expect(warned.size).toBe(0);
  await announce(deps, [row(800), row(900)]);
  expect([...warned.values()]).toEqual([{ period: '2026-03', committed: 800, limit: 1_000, at: monday }]);

  await announce(deps, [{ pk: 'BUDGET#2026-03', sk: 'WARNED', ...warned.get('2026-03') }]);
  expect(told).toEqual([
    {
      type: 'OfferBudgetNearlySpent',
      id: 'budget-2026-03',
      at: monday,
      detail: { period: '2026-03', committed: 800, limit: 1_000 },
    },
  ]);
});

const outcome = (n: number) => ({
  ...{ pk: 'CUSTOMER#cus_1', sk: `OUTCOME#crm-${n}`, id: `crm-${n}` },
  ...{ customerId: 'cus_1', kind: 'bought', on: '2026-03-09', source: 'crm' },
});

test('a row that cannot be read stops those behind it, and what comes before it is told', async () => {
  const { told, deps } = aBus();

  const { done, error } = await announce(deps, [
    outcome(1),
    outcome(2),
    { pk: 'x', sk: 'FACT#1' },
    outcome(3),
  ]);

  expect(done).toBe(2);
  expect(error).toBeDefined();
  expect(told.map(({ id }) => id)).toEqual(['cus_1-crm-1', 'cus_1-crm-2']);
});

/** A bus that refuses from the n-th event on, as one that is throttled does. */
function aBusWithRoomFor(room: number) {
  const client = new EventBridgeClient({ region: 'us-east-1' });
  const requests: string[][] = [];
  let taken = 0;
  client.middlewareStack.add(
    () => (given) => {
      const { Entries = [] } = given.input as PutEventsCommandInput;
      requests.push(Entries.map(({ Detail = '{}' }) => String(JSON.parse(Detail).id)));
      const answers = Entries.map((_, place) =>
        (taken += 1) > room ? { ErrorCode: 'ThrottlingException' } : { EventId: String(place) },
      );
      return Promise.resolve({ response: {}, output: { $metadata: {}, Entries: answers } });
    },
    { step: 'initialize' },
  );
  return { requests, bus: eventBridge('default', client) };
}

test('a feed of outcomes is told ten at a time, in order', async () => {
  const { requests, bus } = aBusWithRoomFor(1000);
  const rows = Array.from({ length: 25 }, (_, n) => outcome(n));

  expect(await announce({ ...aBus().deps, bus }, rows)).toEqual({ done: 25 });

  expect(requests.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(requests.flat()).toEqual(rows.map(({ id }) => `cus_1-${id}`));
});

test('what a bus without room did not take is told again, and nothing before it', async () => {
  const { bus } = aBusWithRoomFor(13);
  const silent = { pk: 'BUDGET#2026-03', sk: 'BUDGET', committed: 1 };
  const rows = [silent, ...Array.from({ length: 25 }, (_, n) => outcome(n))];

  const { done, error } = await announce({ ...aBus().deps, bus }, rows);

  expect(done).toBe(14);
  expect(String(error)).toMatch(/OutcomeRecorded.*Throttling/);
});

test('an offer that a campaign makes or holds back is told by its own row, once and under one id', async () => {
  const campaign = { campaignId: 'cmp_spring', definition: 1, step: 'gift', customerId: 'cus_7' };
  const { caseId: _none, ...made } = { ...anOffer(1), campaign };
  const { told, deps } = aBus();
  for (const status of ['open', 'awaiting-approval'] as const)
    await announce(deps, [{ pk: `OFFER#${made.id}`, sk: 'OFFER', ...made, status }]);

  expect(told).toMatchObject([
    { type: 'OfferMade', at: made.madeAt, detail: { offerId: made.id, cost: made.cost, approved: true } },
    { type: 'OfferMade', detail: { offerId: made.id, approved: false } },
  ]);
  expect(told[0]?.id).toBe(told[1]?.id);
  expect(JSON.stringify(told)).not.toContain('cus_7');
});
