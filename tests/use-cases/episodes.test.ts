import { expect, test } from 'vitest';
import { linkAddress, unlinkAddress } from '../../functions/use-cases/link-address.ts';
import { linkCases, unlinkCases } from '../../functions/use-cases/link-cases.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';
const text = 'My parcel is two weeks late and nobody can tell me where it is. I am very disappointed.';
const mailOf = (from: string, id: string) =>
  `From: Ann <${from}>\r\nTo: complaints@amends.localhost\r\nSubject: Late parcel\r\nMessage-ID: <${id}@example.org>\r\n\r\n${text}\r\n`;
const linksOf = async (world: World, caseId: string) => (await world.file(caseId)).links ?? [];

test('one complaint by form and by mail is linked as one episode, each goes on, and a person may undo it', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const byForm = await world.customerComplains(aComplaint({ about: 'late parcel' }));
  const row = await world.mailArrives('mail', mailOf(ann, '1'));
  const byMail = row.caseId ?? '';

  expect(row.outcome).toBe('new-case');
  expect(await linksOf(world, byForm)).toMatchObject([{ kind: 'episode', with: byMail, why: 'same-words' }]);
  expect(await linksOf(world, byMail)).toMatchObject([
    { kind: 'episode', with: byForm, by: { kind: 'system' } },
  ]);
  expect(await world.facts(byMail)).toContain('CaseLinked');

  const undo = (other: string) =>
    world.staffDoes('hana', byForm, (deps, command) => unlinkCases(deps, command, other, 'two parcels'));
  expect(await undo(byMail)).toMatchObject({ ok: true });
  expect(await undo(byMail)).toMatchObject({ ok: false, reason: 'NotLinked' });
  for (const id of [byForm, byMail])
    expect(await linksOf(world, id)).toMatchObject([
      { undone: { by: { kind: 'staff', id: 'hana' }, reason: 'two parcels' } },
    ]);
  expect((await world.file(byForm)).facts.at(-1)).toMatchObject({
    by: { id: 'hana' },
    happened: { type: 'CaseUnlinked' },
  });
});

test('the same words a fortnight later are a new failure', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  await world.customerComplains(aComplaint({ about: 'late parcel' }));
  await world.daysPass(14);
  const row = await world.mailArrives('mail', mailOf(ann, '1'));

  expect(await linksOf(world, row.caseId ?? '')).toEqual([]);
});

test('a person links two cases with evidence, once, and not to what is not there', async () => {
  const world = aWorld();
  const [one, two] = [
    await world.customerComplains(aComplaint({ about: 'late parcel' })),
    await world.customerComplains(aComplaint({ about: 'outage' })),
  ];
  const link = (other: string) =>
    world.staffDoes('hana', one, (deps, command) => linkCases(deps, command, other, 'told on the telephone'));

  expect(await link(two)).toMatchObject({ ok: true });
  expect(await link(two)).toMatchObject({ ok: false, reason: 'AlreadyLinked' });
  expect(await link(one)).toMatchObject({ ok: false, reason: 'UnknownCase' });
  expect(await link('cas_00000000000000000000000099')).toMatchObject({ ok: false, reason: 'UnknownCase' });
  expect(await linksOf(world, two)).toMatchObject([
    { with: one, evidence: 'told on the telephone', why: 'by-person' },
  ]);
});

test('an address linked to a customer may write on their cases and is known as theirs, until that is undone', async () => {
  const customer = aCustomer();
  const world = aWorld({ customers: [customer] });
  const { work } = world;
  const id = await world.customerComplains(aComplaint());
  const reply = `${await work.links.replyLocalPart(id.slice('cas_'.length))}@amends.localhost`;
  const writes = (mail: string) => world.mailArrives(mail, mailOf('ann@work.example', mail), [reply]);
  const version = async () => (await work.customers.byId(customer.id))?.version ?? 0;
  const command = async () => ({
    customerId: customer.id,
    version: await version(),
    by: 'hana',
    address: 'ann@work.example',
  });

  expect((await writes('before')).outcome).toBe('new-case');
  expect(await linkAddress(work, await command(), 'confirmed by telephone')).toMatchObject({ ok: true });
  expect(await linkAddress(work, await command(), 'again')).toMatchObject({
    ok: false,
    reason: 'AlreadyTheirs',
  });
  expect(await linkAddress(work, { ...(await command()), version: 1 }, 'late')).toMatchObject({
    ok: false,
    reason: 'Stale',
  });
  expect((await work.customers.byAddress('ann@work.example')).map((one) => one.id)).toEqual([customer.id]);
  expect(
    await world.mailArrives(
      'linked',
      mailOf('ann@work.example', 'other').replace(text, 'It is still not here at all.'),
      [reply],
    ),
  ).toMatchObject({
    outcome: 'follow-up',
    caseId: id,
  });

  expect(await unlinkAddress(work, await command(), 'a colleague')).toMatchObject({ ok: true });
  expect(await unlinkAddress(work, await command(), 'again')).toMatchObject({
    ok: false,
    reason: 'NotLinked',
  });
  expect(await work.customers.byAddress('ann@work.example')).toEqual([]);
  const after = world.mailArrives(
    'after',
    mailOf('ann@work.example', 'third').replace(text, 'And now my lamp is broken too.'),
    [reply],
  );
  expect(await after).toMatchObject({ outcome: 'new-case', relatedCaseId: id, reason: 'unknown-sender' });
  expect((await work.customers.byId(customer.id))?.linked).toMatchObject([
    {
      address: 'ann@work.example',
      by: 'hana',
      evidence: 'confirmed by telephone',
      undone: { reason: 'a colleague' },
    },
  ]);
});
