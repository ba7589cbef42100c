import { expect, test } from 'vitest';
import { aComplaint } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const mail = (from: string, subject: string, body: string) =>
  `From: ${from}\r\nTo: complaints@amends.localhost\r\nSubject: ${subject}\r\nMessage-ID: <${subject.length}.${body.length}@example.org>\r\n\r\n${body}\r\n`;

test('who thanks and writes of harm has not only thanked', async () => {
  const world = aWorld();
  const id = await world.customerComplains(aComplaint());
  await world.customerWrites(id, 'Thank you. The new kettle exploded and burned my hand.');

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['not-settled'] },
  });
});

test('mail in our own name is answered by nobody and waits for a person', async () => {
  const world = aWorld();
  const row = await world.mailArrives(
    'own',
    mail('Complaints@amends.localhost', 'Hello', 'My parcel is late.'),
  );

  expect(row).toMatchObject({ outcome: 'quarantine', reason: 'own-address' });
  expect(await world.mailsTo('complaints@amends.localhost')).toEqual([]);
});

test('a mailbox that nobody reads gets no mail; a person has the case', async () => {
  const world = aWorld();
  const row = await world.mailArrives(
    'form',
    mail('noreply@shop.example', 'Form', 'My parcel is a week late.'),
  );

  expect(row).toMatchObject({ outcome: 'new-case' });
  expect(await world.mailsTo('noreply@shop.example')).toEqual([]);
  const { status, person } = await world.case(row.caseId ?? '');
  expect(status).toBe('with-person');
  expect(person?.reasons).toContain('customer-unreachable');
});
