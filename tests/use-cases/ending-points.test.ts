import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import { endsWithin } from '../../functions/domain/points/notice.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { tellOfEndingPoints } from '../../functions/use-cases/tell-of-ending-points.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

/** A Monday morning; what was earned in February 2024 ends with March 2026. */
const NOW = '2026-03-09T10:00:00.000Z';
const ENDS = '2026-04-01T00:00:00.000Z';
const ann = 'ann@example.org';

function aFirm(over: Partial<Customer> = {}, settings: object = {}) {
  const world = aWorld({
    now: NOW,
    customers: [aCustomer({ emails: [ann], marketingConsent: false, ...over })],
    settings,
  });
  const tell = () => tellOfEndingPoints({ ...world.work, pace: { turn: () => Promise.resolve() } });
  return { world, tell };
}

const earns = (world: World, key: string, points: number, expiresAt = ENDS, customerKey = aCustomer().id) =>
  world.work.points.post({
    ...{ customerKey, key, at: '2024-02-10T10:00:00.000Z', points, house: 'purchases', expiresAt },
  });

test('a customer is told once of all points that end with a month, with the statement, consent or not', async () => {
  const { world, tell } = aFirm();
  await earns(world, 'order:1', 120);
  await earns(world, 'order:2', 30);
  await earns(world, 'order:3', 200, '2027-01-01T00:00:00.000Z');

  expect(await tell()).toMatchObject({ told: 1, refused: 0, later: 0, cut: false });
  await tell();
  await world.daysPass(1);
  expect(await tell()).toMatchObject({ told: 0 });

  const [letter, ...others] = await world.lettersTo(ann);
  expect(others).toEqual([]);
  expect(letter?.purpose).toBe('points-ending');
  expect(letter?.subject).toBe('150 of your points end after 2026-03-31');
  expect(letter?.text).toContain('You have 350 points in all');
  expect(letter?.text).toContain('200 after 2026-12-31');
  expect(letter?.text).toMatch(/2024-02-10 · \+120 · Earned with a purchase/);
});

test('a single point that ends is told of in words for one', async () => {
  const { world, tell } = aFirm();
  await earns(world, 'order:1', 1);
  await tell();

  const [letter] = await world.lettersTo(ann);
  expect(letter?.subject).toBe('1 of your points ends after 2026-03-31');
  expect(letter?.text).toContain('You have 1 point in all');
});

test('the notice of points that end is in the customer’s language', async () => {
  const { world, tell } = aFirm({ locale: 'zh-CN' });
  await earns(world, 'order:1', 120);
  await tell();

  expect((await world.lettersTo(ann))[0]?.subject).toBe('您的 120 积分将于 2026-03-31 后到期');
});

test('who spent their points, or whose end later than the notice begins, is told nothing', async () => {
  const { world, tell } = aFirm();
  await earns(world, 'order:1', 50);
  await world.work.points.post({
    ...{ customerKey: aCustomer().id, key: 'reward:1', at: NOW, points: -50, house: 'rewards' },
  });
  await earns(world, 'order:2', 80, '2026-05-01T00:00:00.000Z');

  expect(await tell()).toMatchObject({ looked: 1, told: 0 });
  expect(await world.mailsTo(ann)).toEqual([]);
});

test('what is spent while the mail waits for its turn is not told any more', async () => {
  const { world } = aFirm();
  await earns(world, 'order:1', 50);
  const spend = () =>
    world.work.points.post({
      ...{ customerKey: aCustomer().id, key: 'reward:1', at: NOW, points: -50, house: 'rewards' },
    });
  const turn = async () => {
    await spend();
  };

  expect(await tellOfEndingPoints({ ...world.work, pace: { turn } })).toMatchObject({ looked: 1, told: 0 });
  expect(await world.mailsTo(ann)).toEqual([]);
});

test('nobody’s account is opened before it is known that they may be written to now', async () => {
  const people = ['asleep', 'silent', 'awake'].map((who) =>
    aCustomer({
      ...{ id: `cus_${who}`, customerNumber: who, emails: [`${who}@example.org`] },
      ...(who === 'asleep' && { timeZone: 'America/Los_Angeles' }),
    }),
  );
  const world = aWorld({ now: NOW, customers: people });
  for (const { id } of people) await earns(world, 'order:1', 10, ENDS, id);
  await world.work.contacts.stop(await contactIdOf(world.work.digests, 'silent@example.org'), NOW);
  const opened = new Set<string>();
  const points = {
    ...world.work.points,
    account: (customerKey: string) => {
      opened.add(customerKey);
      return world.work.points.account(customerKey);
    },
  };

  await tellOfEndingPoints({ ...world.work, points, pace: { turn: () => Promise.resolve() } });

  expect([...opened]).toEqual(['cus_awake']);
});

describe('the contact governor', () => {
  test('tells nobody who wants silence, and nobody whose mail comes back', async () => {
    const { world, tell } = aFirm();
    await earns(world, 'order:1', 50);
    await world.work.contacts.stop(await contactIdOf(world.work.digests, ann), NOW);

    expect(await tell()).toMatchObject({ told: 0, refused: 1 });
  });

  test('lets people sleep, and finds them again later in the day', async () => {
    // Ten in the morning in London is two at night in Los Angeles; quiet hours there end at eight.
    const { world, tell } = aFirm({ timeZone: 'America/Los_Angeles' });
    await earns(world, 'order:1', 50);

    expect(await tell()).toMatchObject({ told: 0, later: 1 });
    await world.hoursPass(6);
    expect(await tell()).toMatchObject({ told: 1 });
  });

  test('does not hold it back for an open complaint, and counts it among the mails of the week', async () => {
    const { world, tell } = aFirm();
    await earns(world, 'order:1', 50);
    await world.customerComplains();

    expect(await tell()).toMatchObject({ told: 1 });
    const contact = await world.work.contacts.byId(await contactIdOf(world.work.digests, ann));
    expect(contact?.recent).toMatchObject([{ campaignId: 'points', step: 'ending-2026-04' }]);
  });
});

test('while the mail service is down nobody is told of points that end, and all are on the next day', async () => {
  const { world, tell } = aFirm();
  await earns(world, 'order:1', 50);
  world.faults.mailIsDown = true;
  await expect(tell()).rejects.toThrow();
  world.faults.mailIsDown = false;

  expect(await tell()).toMatchObject({ told: 0 });
  await world.daysPass(1);
  expect(await tell()).toMatchObject({ told: 1 });
  expect(await world.mailsTo(ann)).toEqual(['points-ending']);
});

test('several runs at once tell everybody once', async () => {
  const people = Array.from({ length: 12 }, (_, n) =>
    aCustomer({ id: `cus_${n}`, customerNumber: String(n), emails: [`p${n}@example.org`] }),
  );
  const world = aWorld({ now: NOW, customers: people });
  for (const { id } of people) await earns(world, 'order:1', 10, ENDS, id);

  const deps = { ...world.work, pace: { turn: () => Promise.resolve() } };
  await Promise.all([1, 2, 3].map(() => tellOfEndingPoints(deps)));

  for (const { emails } of people) expect(await world.mailsTo(emails[0] ?? '')).toEqual(['points-ending']);
});

test('the months looked at are those that begin within the days of notice, whatever day it is', () => {
  expect(endsWithin('2026-03-09T10:00:00.000Z', 30)).toEqual([ENDS]);
  expect(endsWithin('2026-01-31T10:00:00.000Z', 30)).toEqual([
    '2026-02-01T00:00:00.000Z',
    '2026-03-01T00:00:00.000Z',
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 90 }), (day, days) => {
      const now = new Date(Date.UTC(2024, 0, 1 + day, 12)).toISOString();
      for (const end of endsWithin(now, days)) {
        const ahead = (Date.parse(end) - Date.parse(now)) / 86_400_000;
        expect(ahead > 0 && ahead <= days && end.slice(8, 10) === '01').toBe(true);
      }
    }),
  );
});
