import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerOutcome } from '../../functions/domain/experiment/customer-outcome.ts';
import type { DomainEvent } from '../../functions/domain/event/domain-event.ts';
import { readLeavingEvent, readStayingEvent } from '../../functions/runtime/outcome-event.ts';
import { announce } from '../../functions/use-cases/announce.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { measuringCampaigns } from '../../functions/use-cases/measuring-campaigns.ts';
import { noteLeaving } from '../../functions/use-cases/note-leaving.ts';
import { noteStaying, takeBack } from '../../functions/use-cases/note-staying.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { reportWorth } from '../../functions/use-cases/report-worth.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { offerByPerson } from '../../functions/use-cases/offer-by-person.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm } from '../support/campaign-firm.ts';

const ann = aCustomer();
const words = { rootCause: 'price', message: 'As we agreed.' };

/** What the bus brings of a case: leavings and stayings, as the stream told them. */
async function tellings(world: World, id: string): Promise<(() => Promise<unknown>)[]> {
  const told: DomainEvent[] = [];
  const bus = {
    tell: (events: DomainEvent | readonly DomainEvent[]) => {
      const all = [events].flat();
      told.push(...all);
      return Promise.resolve({ told: all.length });
    },
  };
  const deps = { bus, warnings: { warn: () => Promise.resolve() }, clock: world.work.clock };
  const facts = (await world.file(id)).facts;
  await announce(
    deps,
    facts.map((fact) => ({ pk: `CASE#${id}`, sk: `FACT#${fact.number}`, ...fact })),
  );
  return told.flatMap(({ type, id: eventId, at, detail }) => {
    const event = {
      ...{ id: `bus-${eventId}`, source: 'amends', 'detail-type': type },
      detail: { id: eventId, at, ...detail },
    };
    const hears: (() => Promise<unknown>)[] = [];
    if (detail['left'] === true) hears.push(() => noteLeaving(world.work, readLeavingEvent(event) ?? { at }));
    if (detail['stays'] === true)
      hears.push(async () => {
        const staying = readStayingEvent(event);
        if (!staying) throw new Error('an event of our own was not known as that');
        return noteStaying(world.work, staying);
      });
    return hears;
  });
}

const hear = async (world: World, id: string): Promise<void> => {
  for (const telling of await tellings(world, id)) await telling();
};

const resolve = (world: World, id: string, more: object = {}) =>
  world.staffDoes('lena', id, (deps, command) => resolveByPerson(deps, command, { ...words, ...more }));

const outcomes = (world: World) => world.work.experiments.outcomesOf(ann.id);
const part = async (world: World) => (await world.work.experiments.ofCustomer(ann.id))[0]?.outcome;
const report = ({ work }: World, recounted: boolean) =>
  reportWorth(
    { ...work, currency: 'USD' },
    { report: 'recovery', from: '2026-01-01', to: '2026-12-31', recounted },
  );
const sameAsRecount = async (world: World): Promise<void> =>
  expect((await report(world, false)).rows).toEqual((await report(world, true)).rows);

/** A customer who cancelled by the link of an offer, counted as left. */
async function aCancellation() {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'cancel-contract');
  await hear(world, id);
  expect(await part(world)).toMatchObject({ kept: false });
  return { world, id };
}

test('who cancelled by the link and stays after all, as a person says, has stayed: in the outcomes and in the reports', async () => {
  const { world, id } = await aCancellation();
  await world.hoursPass(2);
  await resolve(world, id, { stays: true });
  for (let time = 0; time < 3; time += 1) await hear(world, id);

  expect((await outcomes(world)).map(({ kind, source }) => [kind, source])).toEqual([
    ['left', 'amends'],
    ['stayed', 'amends'],
  ]);
  expect(await part(world)).toMatchObject({ kept: true });
  expect([...world.store.lessons.values()]).toEqual([{ kept: true }]);
  expect((await report(world, false)).rows[0]?.worth.treated).toMatchObject({ customers: 1, kept: 1 });
  await sameAsRecount(world);
});

test('who accepts an offer after asking to leave stays; who had accepted one before it leaves all the same', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains(
    aComplaint({ subject: 'Please cancel my contract', body: 'I want to cancel my contract.' }),
  );
  await world.staffDoes('lena', id, (deps, now) => offerByPerson(deps, now, 'pause'));
  await world.hoursPass(1);
  await world.customerAnswers(id, 'accept');
  await resolve(world, id);
  await hear(world, id);
  expect((await world.file(id)).facts.map(({ happened }) => happened)).toContainEqual(
    expect.objectContaining({ type: 'CaseResolved', stays: true }),
  );
  expect(await outcomes(world)).toEqual([]);

  const before = aWorld({ customers: [ann] });
  const other = await before.customerComplains();
  await before.customerAnswers(other, 'accept');
  await before.hoursPass(1);
  await before.customerAnswers(other, 'cancel-contract');
  await resolve(before, other);
  await hear(before, other);
  expect(await part(before)).toMatchObject({ kept: false });
});

test('a step that is cut short between keeping the word and counting it, is done again and counts once', async () => {
  const { world, id } = await aCancellation();
  await resolve(world, id, { stays: true });
  const { experiments } = world.work;
  const count = () => Promise.reject(new Error('the function was ended'));
  const ended = { ...world.work, experiments: { ...experiments, count } };
  const staying = { id: 'fct_1', caseId: id, at: world.work.clock.now() };
  await expect(noteStaying(ended, staying)).rejects.toThrow('ended');
  expect(await part(world)).toMatchObject({ kept: false });

  expect(await noteStaying(world.work, staying)).toBe('known');
  expect(await part(world)).toMatchObject({ kept: true });
  await sameAsRecount(world);
});

test('a withdrawal that is told before the leaving it takes back, leaves the customer among those who stayed', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'cancel-contract');
  await resolve(world, id, { stays: true });
  const told = await tellings(world, id);
  expect(told).toHaveLength(2);
  for (const telling of told.toReversed()) await telling();
  for (const telling of told) await telling();

  expect(await part(world)).toMatchObject({ kept: true });
  await sameAsRecount(world);
});

test('who cancels once more, even on the same day and by the same link, has left, and is told so by mail again', async () => {
  const { world, id } = await aCancellation();
  await world.hoursPass(1);
  await resolve(world, id, { stays: true });
  await hear(world, id);
  await world.hoursPass(1);
  const confirmations = async () =>
    (await world.mailsTo('ann@example.org')).filter((purpose) => purpose === 'cancellation-confirmed').length;
  const before = await confirmations();
  await world.customerAnswers(id, 'cancel-contract');
  await hear(world, id);

  expect(await part(world)).toMatchObject({ kept: false });
  expect((await outcomes(world)).map(({ id: key }) => key)).toContain('amends/leaving-2');
  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { queue: 'cancellations' } });
  expect(await confirmations()).toBe(before + 1);
  await resolve(world, id);
  await hear(world, id);
  expect((await outcomes(world)).filter(({ kind }) => kind === 'left')).toHaveLength(2);
  await sameAsRecount(world);
});

test('what the firm’s books say of a leaving is theirs: our withdrawal takes nothing of it back', async () => {
  const { world, id } = await aCancellation();
  const crm = { id: 'crm-9', customerId: ann.id, kind: 'left', on: '2026-03-20', source: 'crm' } as const;
  await recordOutcome(world.work, crm);
  await resolve(world, id, { stays: true });
  await hear(world, id);

  expect(await part(world)).toMatchObject({ kept: false });
  await sameAsRecount(world);
});

test('where nobody was counted as left there is nothing to take back', async () => {
  const world = aWorld({ customers: [ann] });
  const id = await world.customerComplains(
    aComplaint({ subject: 'Please cancel my contract', body: 'I want to cancel my contract.' }),
  );
  await resolve(world, id, { stays: true });
  await hear(world, id);

  expect(await outcomes(world)).toEqual([]);
});

test('a withdrawal after the 90 days still takes the leaving back, and buys nothing twice', async () => {
  const { world, id } = await aCancellation();
  await recordOutcome(world.work, {
    ...{ id: 'crm-1', customerId: ann.id, kind: 'bought', on: '2026-03-20', amount: 900, source: 'crm' },
  });
  await world.daysPass(100);
  await resolve(world, id, { stays: true });
  await hear(world, id);
  await hear(world, id);

  expect(await part(world)).toMatchObject({ kept: true, bought: 900 });
  await sameAsRecount(world);
});

test('a campaign has kept whoever took their cancellation back, however long the campaign has been over', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const id = await firm.begins([aMail('hello')]);
  const left = { id: 'amends/leaving-1', customerId: 'cus_1', kind: 'left', on: '2026-03-04' } as const;
  const own = { source: 'amends', at: '2026-03-04T10:00:00.000Z' };
  const stayed = {
    id: 'amends/stayed-fct_1',
    customerId: 'cus_1',
    kind: 'stayed',
    on: '2026-12-01',
  } as const;
  const deps = { ...firm, measuring: measuringCampaigns(firm) };
  await firm.experiments.note({ ...left, ...own });
  await countKept(deps, { ...left, ...own });
  expect(await firm.campaigns.tallies(id)).toMatchObject({ kept: 0 });

  const word = { ...stayed, source: 'amends', at: '2026-12-01T10:00:00.000Z' };
  await firm.experiments.note(word);
  expect(await countKept(deps, word)).toBe(1);
  expect(await countKept(deps, word)).toBe(0);
  expect(await firm.campaigns.tallies(id)).toMatchObject({ kept: 1 });
});

test('in whatever order and however often words are told, reports equal their recount and the last word of ours stands', async () => {
  const day = fc.integer({ min: 1, max: 28 });
  const happening = fc.oneof(
    fc.record({ what: fc.constantFrom('leaves' as const, 'stays' as const), day, hour: fc.nat(23) }),
    fc.record({ what: fc.constantFrom('bought' as const, 'stayed' as const), day, hour: fc.constant(0) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(50), { minLength: 12, maxLength: 12 }),
      async (story, order) => {
        const world = aWorld({ customers: [ann] });
        await world.work.experiments.enter({
          ...{ experiment: 'recovery-offer-1', customerId: ann.id, version: 1, arm: 'treated' },
          ...{ at: '2026-03-01T00:00:00.000Z', worth: 40_000, strata: {} },
        });
        const inTime = story
          .map((one) => ({
            ...one,
            at: `2026-03-${String(one.day).padStart(2, '0')}T${String(one.hour).padStart(2, '0')}:00:00.000Z`,
          }))
          .sort((a, b) => (a.at < b.at ? -1 : 1));
        // One moment, one happening: two at once have no order.
        const own = inTime.filter(
          (one, n) =>
            (one.what === 'leaves' || one.what === 'stays') &&
            inTime.findIndex(({ at }) => at === one.at) === n,
        );
        const leavings = own.filter(({ what }) => what === 'leaves').map(({ at }) => at);
        const tell = async (one: (typeof inTime)[number], n: number): Promise<void> => {
          const { at } = one;
          if (one.what === 'leaves') await noteLeaving(world.work, { customerId: ann.id, at });
          else if (one.what === 'stays')
            await takeBack(world.work, { id: `fct_${n}`, customerId: ann.id, at, leavings });
          else
            await recordOutcome(world.work, {
              ...{ id: `crm-${n}`, customerId: ann.id, kind: one.what, on: at.slice(0, 10), source: 'crm' },
              ...(one.what === 'bought' && { amount: 100 }),
            } satisfies CustomerOutcome);
        };
        const words = inTime.filter(
          (one) => own.includes(one) || one.what === 'bought' || one.what === 'stayed',
        );
        const twice = [...words, ...words]
          .map((one, n) => ({ one, place: order[n % order.length] ?? 0, n: words.indexOf(one) }))
          .sort((a, b) => a.place - b.place);
        for (const { one, n } of twice) await tell(one, n);

        await sameAsRecount(world);
        const { kept, bought } = (await part(world)) ?? {};
        // Nobody was told that they left, and the books say nothing: nothing is known.
        const isKnown = words.some(({ what }) => what !== 'stays');
        expect(kept).toBe(isKnown ? own.at(-1)?.what !== 'leaves' : undefined);
        expect(bought).toBe(isKnown ? words.filter(({ what }) => what === 'bought').length * 100 : undefined);
      },
    ),
    { numRuns: 200 },
  );
});
