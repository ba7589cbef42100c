import { expect, test } from 'vitest';
import { appraiseBy } from '../../functions/domain/customer/appraise.ts';
import { changeBetween, mergeCustomer } from '../../functions/domain/customer/merge-customer.ts';
import type { DomainEvent } from '../../functions/domain/event/domain-event.ts';
import { readLeavingEvent } from '../../functions/runtime/outcome-event.ts';
import { announce } from '../../functions/use-cases/announce.ts';
import { noteLeaving } from '../../functions/use-cases/note-leaving.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = aCustomer();
const resolution = { rootCause: 'price', message: 'Your contract has ended.' };

/** The rows of the stream reach the bus, and what on it says that somebody left is heard: each as often as given. */
async function hear(world: World, rows: readonly object[], deliveries = 1): Promise<void> {
  const told: DomainEvent[] = [];
  const bus = {
    tell: (events: readonly DomainEvent[]) => Promise.resolve({ told: told.push(...events) }),
  };
  const deps = { bus, warnings: { warn: () => Promise.resolve() }, clock: world.work.clock };
  await announce(deps, rows);
  for (const { type, id, at, detail } of told.filter((event) => event.detail['left'] === true)) {
    const leaving = readLeavingEvent({
      ...{ id: `bus-${id}`, source: 'amends', 'detail-type': type },
      detail: { id, at, ...detail },
    });
    if (!leaving) throw new Error('an event of our own was not known as that');
    for (let time = 0; time < deliveries; time += 1) await noteLeaving(world.work, leaving);
  }
}

const factsOf = async (world: World, id: string): Promise<object[]> =>
  (await world.file(id)).facts.map((fact) => ({
    pk: `CASE#${id}`,
    sk: `FACT#${fact.number}`,
    ...fact,
  }));

const outcomes = (world: World) => world.work.experiments.outcomesOf(ann.id);

/** The row that comes with an import in which the customer's status turns to `status`. */
function statusRow(status: string): object[] {
  const context = {
    now: '2026-03-20T09:00:00.000Z',
    source: 'import',
    appraise: appraiseBy({ diamond: 500_000, gold: 150_000, silver: 40_000 }),
  };
  const row = { customerNumber: ann.customerNumber, attributes: {}, status };
  const after = mergeCustomer({ ...ann, status: 'active' }, row, context);
  if (!after) throw new Error('the row says nothing new');
  const { left } = changeBetween({ ...ann, status: 'active' }, after);
  return left ? [{ pk: `CUSTOMER#${ann.id}`, sk: `STATUS#${left.version}`, ...left }] : [];
}

test('who cancels by the link of an offer has left, on that day and once, however often the stream comes', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'cancel-contract');

  await hear(world, await factsOf(world, id), 3);

  expect(await outcomes(world)).toEqual([
    {
      ...{ id: 'amends/leaving-1', customerId: ann.id, kind: 'left', on: '2026-03-02' },
      ...{ source: 'amends', at: '2026-03-02T09:00:00.000Z' },
    },
  ]);
  expect(await world.work.experiments.ofCustomer(ann.id)).toMatchObject([{ outcome: { kept: false } }]);
});

test('who cancels by the link of an offer that was accepted, or had expired, has left too', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains();
  await world.daysPass(15);
  await world.customerAnswers(id, 'cancel-contract');

  await hear(world, await factsOf(world, id));

  expect(await outcomes(world)).toMatchObject([{ kind: 'left', on: '2026-03-17' }]);
});

async function cancellationByMail(resolve: object) {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains(
    aComplaint({ subject: 'Please cancel my contract', body: 'I want to cancel my contract.' }),
  );
  expect((await world.case(id)).kind).toBe('cancellation');
  await hear(world, await factsOf(world, id));
  // Asking is not leaving yet: a person looks first.
  expect(await outcomes(world)).toEqual([]);
  await world.staffDoes('lena', id, (deps, command) =>
    resolveByPerson(deps, command, { ...resolution, ...resolve }),
  );
  await hear(world, await factsOf(world, id), 2);
  return { world, id };
}

test('who asks for it in a complaint has left when a person settles the case', async () => {
  const { world } = await cancellationByMail({});

  expect(await outcomes(world)).toMatchObject([{ kind: 'left', source: 'amends' }]);
});

test('who asks for it in a complaint has not left where the person says that they stay', async () => {
  const { world } = await cancellationByMail({ stays: true });

  expect(await outcomes(world)).toEqual([]);
});

test('the case, the next import and the firm’s books tell of one leaving; the word of the books is kept beside ours', async () => {
  const { world } = await cancellationByMail({});

  await hear(world, statusRow('cancelled'));
  const crm = { id: 'crm-9', customerId: ann.id, kind: 'left', on: '2026-03-31', source: 'crm' } as const;
  expect(await recordOutcome(world.work, crm)).toBe('recorded');
  await hear(world, statusRow('cancelled'));

  expect((await outcomes(world)).map(({ id }) => id)).toEqual(['amends/leaving-1', 'crm-9']);
});

test('a status that turns to one of somebody who is gone is a leaving, and any other is none', async () => {
  const world = aWorld({ customers: [ann] });

  await hear(world, [...statusRow('suspended'), ...statusRow('Cancelled')]);

  expect(await outcomes(world)).toMatchObject([{ kind: 'left', on: '2026-03-20' }]);
});

test('who is gone when we first hear of them left before our time', () => {
  expect(changeBetween(undefined, { ...ann, status: 'cancelled' }).left).toBeUndefined();
});

test('a stranger who cancels is in nobody’s books, and a step that was cut short is done again', async () => {
  const world = aWorld({ customers: [ann] });
  const at = '2026-03-02T09:00:00.000Z';

  expect(await noteLeaving(world.work, { caseId: 'cas_none', at })).toBe('stranger');
  expect(await noteLeaving(world.work, { customerId: 'cus_none', at })).toBe('stranger');
  const tries = await Promise.all([1, 2, 3].map(() => noteLeaving(world.work, { customerId: ann.id, at })));
  expect(tries.filter((one) => one === 'recorded')).toHaveLength(1);
});

test('a case that began with an answer to an offer is of the customer to whom it was made', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains();
  const { assessed: _, ...unassessed } = await world.case(id);
  const deps = { ...world.work, cases: { read: () => Promise.resolve(unassessed) } };

  expect(await noteLeaving(deps, { caseId: id, at: '2026-03-02T09:00:00.000Z' })).toBe('recorded');
  expect(await outcomes(world)).toHaveLength(1);
});

test('a leaving that is told again after the customer came back is still that one leaving', async () => {
  const world = aWorld({ customers: [ann] });
  const at = '2026-03-02T09:00:00.000Z';
  await noteLeaving(world.work, { customerId: ann.id, at });
  const bought = {
    id: 'crm-1',
    customerId: ann.id,
    kind: 'bought',
    on: '2026-03-09',
    source: 'crm',
  } as const;
  await recordOutcome(world.work, bought);

  expect(await noteLeaving(world.work, { customerId: ann.id, at })).toBe('known');
  expect(await noteLeaving(world.work, { customerId: ann.id, at: '2026-03-20T09:00:00.000Z' })).toBe(
    'recorded',
  );
  expect((await outcomes(world)).map(({ id, on }) => [id, on])).toEqual([
    ['amends/leaving-1', '2026-03-02'],
    ['crm-1', '2026-03-09'],
    ['amends/leaving-2', '2026-03-20'],
  ]);
});
