import { expect, test } from 'vitest';
import type { DeliveryReport } from '../../functions/domain/mail/delivery-report.ts';
import { readFeedbackEvent } from '../../functions/runtime/feedback-event.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { heedDeliveryReport } from '../../functions/use-cases/heed-delivery-report.ts';
import { acknowledgeCase } from '../../functions/use-cases/take-case.ts';
import { aComplaint, aCustomer, aDiamondCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';

/** The mail service says what became of the first mail of a case. */
async function comesBack(world: World, caseId: string, over: Partial<DeliveryReport> = {}) {
  const messageId = (await world.file(caseId)).mails[0]?.messageId;
  const heeded = await heedDeliveryReport(world.work, {
    id: 'report-1',
    address: ann,
    what: 'bounced',
    at: world.work.clock.now(),
    ...(messageId !== undefined && { messageId }),
    ...over,
  });
  await world.runner.quiet();
  return heeded;
}

/** What the governor of marketing remembers of the address. */
const contactOf = async (world: World) =>
  world.work.contacts.byId(await contactIdOf(world.work.digests, ann));

test.each(['bounced', 'complained'] as const)(
  'when our mail %s, a person gets the case, and neither mails nor marketing go on',
  async (what) => {
    const world = aWorld({ customers: [aCustomer()] });
    const id = await world.customerComplains();
    const before = (await world.mailsTo(ann)).length;

    expect(await comesBack(world, id, { what })).toEqual({ stopped: true, caseId: id });

    expect(await world.case(id)).toMatchObject({
      status: 'with-person',
      unreachable: true,
      person: { reasons: ['customer-unreachable'] },
    });
    const notices = (await world.lettersTo('hana@amends.localhost')).concat(
      await world.lettersTo('hugo@amends.localhost'),
    );
    expect(notices.map(({ text }) => text).join()).toContain('Mail to the customer is refused; call them');
    // A bounce is noted on the mailbox, where the governor looks.
    expect((await contactOf(world))?.stoppedAt !== undefined).toBe(what === 'complained');
    await world.daysPass(20);
    expect(await world.mailsTo(ann)).toHaveLength(before);
  },
);

test('the same report any number of times is one fact and one turn', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  for (let time = 0; time < 3; time += 1) await comesBack(world, id);
  await comesBack(world, id, { id: 'report-2', what: 'complained' });

  const facts = await world.facts(id);
  expect(facts.filter((type) => type === 'CustomerUnreachable')).toHaveLength(1);
  expect(facts.filter((type) => type === 'CaseEscalated')).toHaveLength(1);
});

test('a handler who has the case hears that its customer cannot be reached, and the date stays', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()] });
  const id = await world.customerComplains();
  await world.staffDoes('hana', id, acknowledgeCase);
  const { person } = await world.case(id);

  await comesBack(world, id);

  const after = (await world.case(id)).person;
  expect(after?.owner).toBe(person?.owner);
  expect(after?.dueAt).toBe(person?.dueAt);
  expect(after?.reasons).toEqual([...(person?.reasons ?? []), 'customer-unreachable']);
  const owner = `${person?.owner ?? ''}@amends.localhost`;
  expect((await world.lettersTo(owner)).at(-1)?.text).toContain('Mail to the customer is refused');
});

test('the next complaint from an address that bounced goes to a person at once, and its mail is withheld', async () => {
  const world = aWorld();
  await comesBack(world, await world.customerComplains());
  const next = await world.customerComplains({ ...aComplaint(), subject: 'Another matter' });

  const { case: record, mails } = await world.file(next);
  expect(mails.filter(({ to }) => to === ann).map(({ status }) => status)).toEqual(['withheld']);
  expect(record).toMatchObject({ unreachable: true, status: 'with-person' });
});

test('a report that comes before its mail is confirmed still stops the address', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();

  expect(await comesBack(world, id, { messageId: '<nobody-knows@email.amazonses.com>' })).toEqual({
    stopped: true,
  });
  const next = await world.customerComplains({ ...aComplaint(), subject: 'Another matter' });
  expect(await world.case(next)).toMatchObject({ unreachable: true });
});

test('a mail that did not arrive this time changes nothing, three of them do', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  const undelivered = (n: number) => comesBack(world, id, { id: `report-${n}`, what: 'undelivered' });

  expect(
    [await undelivered(1), await undelivered(1), await undelivered(2)].map(({ stopped }) => stopped),
  ).toEqual([false, false, false]);
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
  expect(await undelivered(3)).toEqual({ stopped: true, caseId: id });
  expect(await world.case(id)).toMatchObject({ status: 'with-person' });
});

const bounceMail = (to: string, failed: string): string =>
  [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Message-ID: <dsn-1@mx.example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I could not deliver your message.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    `Final-Recipient: rfc822; ${failed}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b--',
    '',
  ].join('\r\n');

test('a bounce that comes as a mail to our signed address is heeded, one that anybody could write is not', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  const [acknowledgement] = await world.lettersTo(ann);
  const replyTo = acknowledgement?.replyTo[0]?.address ?? '';

  const forged = await world.mailArrives('dsn1', bounceMail('complaints@amends.localhost', ann));
  expect(forged).toMatchObject({ outcome: 'machine-mail', reason: 'bounce' });
  expect((await world.case(id)).unreachable).toBeUndefined();
  await world.mailArrives('dsn2', bounceMail(replyTo, 'somebody-else@example.org'), [replyTo]);
  expect((await world.case(id)).unreachable).toBeUndefined();

  const row = await world.mailArrives('dsn3', bounceMail(replyTo, ann), [replyTo]);
  expect(row).toMatchObject({ outcome: 'machine-mail', reason: 'bounce', caseId: id });
  expect(await world.case(id)).toMatchObject({ unreachable: true, status: 'with-person' });
});

const theirCase = 'cas_00000000000000000000000007';

test('an event of SES is read as what it says of each recipient, by the id the recipient saw', () => {
  const event = {
    source: 'aws.ses',
    detail: {
      eventType: 'Bounce',
      mail: {
        messageId: '0100-1',
        headers: [{ name: 'References', value: `<their@mail> <${theirCase}.decision.1@a.example>` }],
      },
      bounce: {
        bounceType: 'Transient',
        bouncedRecipients: [{ emailAddress: 'Ann <Ann@Example.org>' }, { emailAddress: 'bob@example.org' }],
        feedbackId: 'f1',
        timestamp: '2026-03-02T09:00:00.000Z',
      },
    },
  };

  const ours = { region: 'eu-west-1', mailDomain: 'a.example' };
  expect(readFeedbackEvent(event, ours)).toEqual(
    ['ann@example.org', 'bob@example.org'].map((address) => ({
      id: 'f1',
      address,
      what: 'undelivered',
      at: '2026-03-02T09:00:00.000Z',
      messageId: '<0100-1@eu-west-1.amazonses.com>',
      caseId: theirCase,
    })),
  );
  expect(() => readFeedbackEvent({ detail: { eventType: 'Open' } }, ours)).toThrow();
});
