import { expect, test } from 'vitest';
import { plusSeconds } from '../../functions/domain/instant.ts';
import type { DeliveryReport } from '../../functions/domain/mail/delivery-report.ts';
import { freeAddress } from '../../functions/use-cases/free-address.ts';
import { heedDeliveryReport } from '../../functions/use-cases/heed-delivery-report.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';
const why = 'She rang: the mailbox was full, and is not any more';

/** A firm whose mail to Ann came back, with her case in front of a person. */
async function aStoppedAddress(what: DeliveryReport['what'] = 'bounced') {
  const world = aWorld({ customers: [aCustomer()] });
  const caseId = await world.customerComplains();
  await comesBack(world, caseId, what);
  return { world, caseId };
}

async function comesBack(world: World, caseId: string, what: DeliveryReport['what'] = 'bounced') {
  await heedDeliveryReport(world.work, {
    ...{ id: 'report', address: ann, what, at: world.work.clock.now(), caseId },
  });
  await world.runner.quiet();
}

const frees = (world: World, version = 1, by = 'hana') =>
  freeAddress(world.work, { address: 'Ann@Example.org', version, by, why });

test('a freed address is written to again: on the case that waits, and on the next one', async () => {
  const { world, caseId } = await aStoppedAddress();
  await world.hoursPass(1);

  expect(await frees(world)).toMatchObject({
    ok: true,
    value: { address: ann, released: [{ by: 'hana', why }] },
  });

  const { case: record, facts } = await world.file(caseId);
  expect(record).toMatchObject({ unreachable: false, status: 'with-person' });
  expect(facts.at(-1)).toMatchObject({
    by: { kind: 'staff', id: 'hana' },
    happened: { type: 'CustomerReachable' },
  });
  await world.hoursPass(1);
  const before = (await world.mailsTo(ann)).length;
  await world.customerComplains({ ...aComplaint(), subject: 'Another matter' });
  expect((await world.mailsTo(ann)).length).toBeGreaterThan(before);
});

test('freeing twice, at once or later, is one release and one fact', async () => {
  const { world, caseId } = await aStoppedAddress();
  await world.hoursPass(1);
  const both = await Promise.all([frees(world), frees(world)]);
  const later = await frees(world);

  expect([...both, later].map(({ ok }) => ok)).toEqual([true, true, true]);
  expect((await world.work.mailboxes.read(ann)).released).toHaveLength(1);
  const told = (await world.facts(caseId)).filter((type) => type === 'CustomerReachable');
  expect(told).toHaveLength(1);
});

test('nobody frees an address from a stop that they have not seen, nor one that is not stopped', async () => {
  const { world, caseId } = await aStoppedAddress();
  await world.hoursPass(1);
  await frees(world);
  await world.hoursPass(1);
  expect(await frees(world, 2)).toEqual({ ok: false, reason: 'not-stopped' });
  await comesBack(world, caseId);

  expect(await frees(world)).toEqual({ ok: false, reason: 'stale' });
  expect(await frees(world, 3, 'hugo')).toMatchObject({
    ok: true,
    value: { released: [{ by: 'hugo' }, {}] },
  });
});

test('after a crash between the address and its cases, saying it again does the rest', async () => {
  const { world, caseId } = await aStoppedAddress();
  await world.hoursPass(1);
  const dying = {
    ...world.work,
    contacts: { under: () => Promise.reject(new Error('the function died')) },
  };
  await expect(freeAddress(dying, { address: ann, version: 1, by: 'hana', why })).rejects.toThrow('died');
  expect(await world.case(caseId)).toMatchObject({ unreachable: true });

  expect(await frees(world)).toMatchObject({ ok: true });
  expect(await world.case(caseId)).toMatchObject({ unreachable: false });
});

test('who called our mail spam and is freed by a person hears no marketing all the same', async () => {
  const { world } = await aStoppedAddress('complained');
  await world.hoursPass(1);
  await frees(world);

  const contact = await world.work.contacts.byId(await contactIdOf(world.work.digests, ann));
  expect(contact?.stoppedAt).toBeDefined();
});

test('a mail from a stopped address frees nothing by itself: a person gets it, and decides', async () => {
  const { world, caseId } = await aStoppedAddress();
  const before = (await world.mailsTo(ann)).length;
  await world.mailArrives(
    'again',
    [`From: ${ann}`, 'Subject: Another parcel', 'Message-ID: <9@example.org>', '', 'Is broken.', ''].join(
      '\r\n',
    ),
  );

  const row = await world.work.ledger.read('again');
  expect(await world.case(row?.caseId ?? '')).toMatchObject({ status: 'with-person', unreachable: true });
  expect((await world.mailsTo(ann)).length).toBe(before);
  expect((await world.work.mailboxes.read(ann)).stopped).toBeDefined();
  await world.hoursPass(1);
  await frees(world);
  expect(await world.case(caseId)).toMatchObject({ unreachable: false });
  expect(await world.case(row?.caseId ?? '')).toMatchObject({ unreachable: false });
});

test('a case that was marked in the moment in which the address was freed is put right by freeing it again', async () => {
  const { world, caseId } = await aStoppedAddress();
  await world.hoursPass(1);
  const late = { ...world.work, contacts: { under: () => Promise.resolve({ cases: [] }) } };
  await freeAddress(late, { address: ann, version: 1, by: 'hana', why });
  expect(await world.case(caseId)).toMatchObject({ unreachable: true });

  expect(await frees(world, 2, 'hugo')).toMatchObject({ ok: true, value: { released: [{ by: 'hana' }] } });
  expect(await world.case(caseId)).toMatchObject({ unreachable: false });
  expect(await frees(world, 2, 'hugo')).toEqual({ ok: false, reason: 'not-stopped' });
});

test('an address that was stopped by a clock ahead of ours is freed all the same, and stays free', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const at = plusSeconds(world.work.clock.now(), 90);
  const report = { id: 'report', address: ann, what: 'bounced' as const, at };
  await heedDeliveryReport(world.work, report);
  expect(await frees(world)).toMatchObject({ ok: true });

  expect(await heedDeliveryReport(world.work, report)).toEqual({ stopped: false });
  expect((await world.work.mailboxes.read(ann)).stopped).toBeUndefined();
});
