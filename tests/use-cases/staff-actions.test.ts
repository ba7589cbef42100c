import { expect, test } from 'vitest';
import type { StaffMember } from '../../functions/domain/settings.ts';
import { approveStaffOffer, offerByPerson } from '../../functions/use-cases/offer-by-person.ts';
import { acceptFromQuarantine, rejectFromQuarantine } from '../../functions/use-cases/quarantine.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { showCase } from '../../functions/use-cases/show-case.ts';
import type { StaffCommand } from '../../functions/use-cases/decide-by-staff.ts';
import { acknowledgeCase, assignCase, claimCase } from '../../functions/use-cases/take-case.ts';
import { addNote, replyToCustomer } from '../../functions/use-cases/write-on-case.ts';
import { aComplaint, aCustomer, aDiamondCustomer } from '../support/case-builders.ts';
import { aWorld, type World, type WorldOptions } from '../support/world.ts';

const ann = 'ann@example.org';

async function aCaseWithPerson(options: WorldOptions = {}) {
  const world = aWorld({ customers: [aDiamondCustomer()], ...options });
  const id = await world.customerComplains();
  return { world, id };
}

const member = (world: World, id: string): StaffMember => {
  const found = world.work.firm.settings.staff.find((user) => user.id === id);
  if (!found) throw new Error(`${id} does not work here`);
  return found;
};

/** What somebody sends who looked at the case just now. */
const commandOf = async (world: World, who: string, caseId: string): Promise<StaffCommand> => ({
  caseId,
  by: member(world, who),
  version: (await world.case(caseId)).version,
});

const resolution = { rootCause: 'carrier', message: 'We found your parcel.' };

test('of two who claim a case at once one gets it', async () => {
  const { world, id } = await aCaseWithPerson();
  const [hana, hugo] = [await commandOf(world, 'hana', id), await commandOf(world, 'hugo', id)];

  const both = await Promise.all([claimCase(world.work, hana), claimCase(world.work, hugo)]);
  await world.runner.quiet();

  expect(both.map((result) => (result.ok ? 'got it' : result.reason)).sort()).toEqual(['Stale', 'got it']);
  const { person } = await world.case(id);
  expect(['hana', 'hugo']).toContain(person?.owner);
  expect(person?.acknowledgedAt).toBeDefined();
});

test('a case that a colleague acknowledged cannot be claimed, but by a lead', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, acknowledgeCase);

  expect(await world.staffDoes('hugo', id, claimCase)).toMatchObject({ ok: false, reason: 'AlreadyClaimed' });
  expect(await world.staffDoes('lena', id, claimCase)).toMatchObject({ ok: true });
  expect((await world.case(id)).person?.owner).toBe('lena');
});

test('who looked at an older version changes nothing and is shown the new one', async () => {
  const { world, id } = await aCaseWithPerson();
  const command = await commandOf(world, 'hana', id);
  await world.staffDoes('hana', id, (deps, now) => addNote(deps, now, 'Called the carrier.'));
  const { version } = await world.case(id);

  const late = await resolveByPerson(world.work, command, resolution);

  expect(late).toMatchObject({ ok: false, reason: 'Stale', case: { version } });
  expect(await world.case(id)).toMatchObject({ status: 'with-person', version });
});

test('a case that nobody knows is not found', async () => {
  const { world } = await aCaseWithPerson();

  const result = await claimCase(world.work, {
    caseId: 'cas_00000000000000000000009999',
    by: member(world, 'hana'),
    version: 1,
  });

  expect(result).toEqual({ ok: false, reason: 'NotFound' });
});

test('somebody else cannot acknowledge a case of a colleague', async () => {
  const { world, id } = await aCaseWithPerson();

  expect(await world.staffDoes('hugo', id, acknowledgeCase)).toMatchObject({ reason: 'NotYours' });
  expect(await world.staffDoes('hana', id, acknowledgeCase)).toMatchObject({ ok: true });
});

test('an assigned case is announced to its new owner; nobody outside the team can be one', async () => {
  const { world, id } = await aCaseWithPerson();

  expect(await world.staffDoes('lena', id, (deps, now) => assignCase(deps, now, 'mara'))).toMatchObject({
    reason: 'UnknownUser',
  });
  await world.staffDoes('lena', id, (deps, now) => assignCase(deps, now, 'hugo'));

  expect((await world.case(id)).person?.owner).toBe('hugo');
  expect(await world.mailsTo('hugo@amends.localhost')).toEqual(['owner-notice']);
});

test('an offer above the threshold needs four eyes: a lead who did not make it', async () => {
  const { world, id } = await aCaseWithPerson({ settings: { approvalThreshold: 300 } });
  await world.staffDoes('lena', id, claimCase);
  const made = await world.staffDoes('lena', id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));
  expect(made).toMatchObject({ ok: true });
  expect(await world.mailsTo(ann)).not.toContain('staff-offer');

  expect(await world.staffDoes('hana', id, approveStaffOffer)).toMatchObject({ reason: 'LeadOnly' });
  expect(await world.staffDoes('lena', id, approveStaffOffer)).toMatchObject({ reason: 'SamePerson' });
  expect(await world.offer(id)).toMatchObject({ status: 'awaiting-approval' });
});

test('one offer an episode: a no is not bargained with', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));

  expect(
    await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'apology-call')),
  ).toMatchObject({ reason: 'OfferOpen' });

  await world.customerAnswers(id, 'decline');
  expect(
    await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'apology-call')),
  ).toMatchObject({ reason: 'SecondOffer' });
});

test('who asks to be called may be made the offer by the person who calls', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));
  await world.customerAnswers(id, 'call-me');

  expect(
    await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'fee-refund')),
  ).toMatchObject({ ok: true });
});

test('an offer that the catalogue does not know cannot be made', async () => {
  const { world, id } = await aCaseWithPerson();

  expect(await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'a pony'))).toMatchObject({
    reason: 'UnknownOffer',
  });
});

test('a case resolved after an acceptance closes at once, otherwise after two weeks', async () => {
  const accepted = await aCaseWithPerson();
  await accepted.world.staffDoes('hana', accepted.id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));
  await accepted.world.customerAnswers(accepted.id, 'accept');
  await accepted.world.staffDoes('hana', accepted.id, (deps, now) => resolveByPerson(deps, now, resolution));
  expect(await accepted.world.case(accepted.id)).toMatchObject({ status: 'closed' });

  const plain = await aCaseWithPerson();
  await plain.world.staffDoes('hana', plain.id, (deps, now) => resolveByPerson(deps, now, resolution));
  expect(await plain.world.case(plain.id)).toMatchObject({
    status: 'resolved',
    closeAt: '2026-03-16T09:00:00.000Z',
  });
});

test('an offer that is still open is taken back when the case is resolved, and its money with it', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));

  await world.staffDoes('hana', id, (deps, now) => resolveByPerson(deps, now, resolution));

  expect(await world.offer(id)).toMatchObject({ status: 'withdrawn' });
  expect((await world.work.offers.standing('cus_7', '2026-03')).held).toBe(0);
  expect(await world.customerAnswers(id, 'accept')).toEqual({ kind: 'not-open' });
});

test('a settled case cannot be settled again', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, (deps, now) => resolveByPerson(deps, now, resolution));

  expect(
    await world.staffDoes('hana', id, (deps, now) => resolveByPerson(deps, now, resolution)),
  ).toMatchObject({ reason: 'AlreadyEnded' });
  expect(await world.staffDoes('hana', id, claimCase)).toMatchObject({ reason: 'NotWithPerson' });
});

test('the customer reads what is written to them and never what is noted among staff', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, (deps, now) => addNote(deps, now, 'She shouted at me.'));
  await world.staffDoes('hana', id, (deps, now) => replyToCustomer(deps, now, 'We look into it.'));

  const shown = JSON.stringify(await showCase(world.work, await world.file(id)));

  expect(shown).toContain('We look into it.');
  expect(shown).not.toContain('shouted');
  expect(shown).not.toContain('diamond');
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'staff-reply']);
});

test('a note on a case that waits for the customer does not change when it is looked at', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();

  await world.staffDoes('hana', id, (deps, now) => addNote(deps, now, 'Known from the shop.'));
  await world.daysPass(8);

  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
});

test('what was rejected as spam is not taken up again, and what is none cannot be rejected', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const spam = await world.customerComplains(aComplaint({ kind: 'spam' }));
  const real = await world.customerComplains();

  expect(await world.staffDoes('hana', real, rejectFromQuarantine)).toMatchObject({
    reason: 'NotQuarantined',
  });
  await world.staffDoes('hana', spam, rejectFromQuarantine);
  expect(await world.case(spam)).toMatchObject({ status: 'withdrawn' });
  expect(await world.staffDoes('hana', spam, acceptFromQuarantine)).toMatchObject({
    reason: 'NotQuarantined',
  });
});

test('while the mail service is down a reply is kept, said to be pending, and sent once when it is back', async () => {
  const { world, id } = await aCaseWithPerson();
  await world.staffDoes('hana', id, acknowledgeCase);
  const lettersBefore = (await world.mailsTo(ann)).length;
  world.faults.mailIsDown = true;

  const replied = await world.staffDoes('hana', id, (deps, command) =>
    replyToCustomer(deps, command, 'It is with your neighbour.'),
  );

  expect(replied).toMatchObject({ ok: true, mailPending: true });
  expect(await world.mailsTo(ann)).toHaveLength(lettersBefore);
  world.faults.mailIsDown = false;
  await world.hoursPass(2);
  expect((await world.mailsTo(ann)).slice(lettersBefore)).toEqual(['staff-reply']);
});
