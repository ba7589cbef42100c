import { expect, test } from 'vitest';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { placeOf } from '../../functions/domain/customer/base-place.ts';
import { withReservation } from '../../functions/domain/contact/contact.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { heedDeliveryReport } from '../../functions/use-cases/heed-delivery-report.ts';
import { sendCampaignMail } from '../../functions/use-cases/mail-campaign.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';

/** The mail as its recipient's server has it: SES has put its own Message-ID in place of ours. */
function asReceived(world: World, to: string): string {
  const posted = world.work.postOffice.posted.find((one) => one.to === to);
  return (posted?.raw ?? '').replace(/^Message-ID:.*$/im, `Message-ID: ${posted?.messageId ?? ''}`);
}

const headOf = (mail: string): string => `${mail.split('\r\n\r\n', 1)[0] ?? ''}\r\n`;
const without = (mail: string, ...fields: string[]): string =>
  mail.replace(new RegExp(`^(?:${fields.join('|')}):.*\r\n(?:[ \t].*\r\n)*`, 'gim'), '');

const report = (kind: string, parts: readonly string[], to = 'complaints@amends.localhost'): string =>
  [
    'From: Mail System <mailer-daemon@mx.example.org>',
    `To: ${to}`,
    'Subject: About a mail of yours',
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    'Message-ID: <report-1@mx.example.org>',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind}; boundary="b"`,
    '',
    ...parts.map((part) => `--b\r\n${part}`),
    '--b--',
    '',
  ].join('\r\n');

const aBounce = (returned: string, failed = ann): string =>
  report('delivery-status', [
    'Content-Type: text/plain\r\n\r\nI could not deliver your message.',
    `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ${failed}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
    returned,
  ]);

const aFeedback = (returned: string, type = 'abuse'): string =>
  report('feedback-report', [
    'Content-Type: text/plain\r\n\r\nThis is an email abuse report.',
    `Content-Type: message/feedback-report\r\n\r\nFeedback-Type: ${type}\r\nUser-Agent: Example/1.0\r\nVersion: 1\r\n`,
    returned,
  ]);

const whole = (mail: string): string => `Content-Type: message/rfc822\r\n\r\n${mail}`;
const header = (mail: string): string => `Content-Type: text/rfc822-headers\r\n\r\n${headOf(mail)}`;

async function aFirmThatWrote() {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  return { world, id, ours: asReceived(world, ann) };
}
const contactOf = async (world: World) =>
  world.work.contacts.byId(await contactIdOf(world.work.digests, ann));

const returns: [string, (mail: string) => string][] = [
  ['the whole mail', whole],
  ['its header', header],
  [
    'its header in base64',
    (mail) =>
      `Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(headOf(mail)).toString('base64')}`,
  ],
  ['only the id that SES gave it', (mail) => header(without(mail, 'References', 'Reply-To'))],
  ['only our own id', (mail) => header(without(mail, 'Message-ID', 'Reply-To'))],
  ['only our reply address', (mail) => header(without(mail, 'Message-ID', 'References'))],
];

test.each(returns)(
  'a bounce that returns %s stops mail to the address and gives the case to a person',
  async (_, part) => {
    const { world, id, ours } = await aFirmThatWrote();
    const row = await world.mailArrives('dsn', aBounce(part(ours)));

    expect(row).toMatchObject({ outcome: 'machine-mail', reason: 'bounce', caseId: id });
    expect(await world.case(id)).toMatchObject({ unreachable: true, status: 'with-person' });
  },
);

test.each(returns)('a feedback report that returns %s stops marketing too', async (_, part) => {
  const { world, id, ours } = await aFirmThatWrote();
  const row = await world.mailArrives('arf', aFeedback(part(ours)));

  expect(row).toMatchObject({ outcome: 'machine-mail', reason: 'report', caseId: id });
  expect(await world.case(id)).toMatchObject({ unreachable: true, status: 'with-person' });
  expect((await contactOf(world))?.stoppedAt).toBeDefined();
});

test('a bounce with the returned mail in its text, as qmail and Exim write it, is known as well', async () => {
  const { world, id, ours } = await aFirmThatWrote();
  const text = [
    'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
    'To: complaints@amends.localhost',
    'Subject: Mail delivery failed: returning message to sender',
    'Message-ID: <exim-1@mx.example.org>',
    `X-Failed-Recipients: ${ann}`,
    '',
    'A message that you sent could not be delivered to one or more of its recipients.',
    `  ${ann}: Unrouteable address`,
    '------ This is a copy of the message, including all the headers. ------',
    '',
    ours,
  ].join('\r\n');

  expect(await world.mailArrives('dsn', text)).toMatchObject({ reason: 'bounce', caseId: id });
  expect(await world.case(id)).toMatchObject({ unreachable: true });
});

test.each(['not-spam', 'auth-failure', 'dkim'])('a report of the kind %s is no complaint', async (type) => {
  const { world, id, ours } = await aFirmThatWrote();
  expect(await world.mailArrives('arf', aFeedback(whole(ours), type))).toMatchObject({ reason: 'report' });

  expect((await world.case(id)).unreachable).toBeUndefined();
  expect((await contactOf(world))?.stoppedAt).toBeUndefined();
});

test('a report that returns nothing of ours changes nothing', async () => {
  const { world, id, ours } = await aFirmThatWrote();
  const stranger = without(ours, 'Message-ID', 'References', 'Reply-To');
  const forged = `Reply-To: <reply+00000000000000000000000001.aaaaaaaaaaaaaaaa@amends.localhost>\r\n${stranger}`;
  await world.mailArrives('arf', aFeedback(whole(forged)));
  await world.mailArrives('dsn', aBounce(whole(forged)));

  expect((await world.case(id)).unreachable).toBeUndefined();
  expect((await contactOf(world))?.stoppedAt).toBeUndefined();
});

test('a colleague who calls a notice spam, or whose mailbox is gone, says nothing of the customer', async () => {
  const { world, id, ours } = await aFirmThatWrote();
  await world.customerWrites(id, 'I want to speak to a person.');
  const staff = world.work.postOffice.posted.find(({ to }) => to !== ann)?.to ?? '';
  expect(staff).not.toBe('');
  const notice = asReceived(world, staff);
  expect(notice).not.toBe(ours);
  await world.mailArrives('arf', aFeedback(whole(notice)));
  await world.mailArrives('dsn', aBounce(whole(notice), staff));

  expect((await world.case(id)).unreachable).toBeUndefined();
  expect((await contactOf(world))?.stoppedAt).toBeUndefined();
});

/** A campaign mail, which is on no case. */
async function aCampaignMail() {
  const world = aWorld({ customers: [aCustomer()] });
  await sendCampaignMail(world.work, {
    campaignId: 'cmp_1',
    step: 'hello',
    texts: { en: { subject: 'News', point: 'here is news.', text: 'Words.' } },
    customer: aCustomer({ emails: [ann] }),
    contactId: await contactIdOf(world.work.digests, ann),
  });
  return { world, ours: asReceived(world, ann) };
}

test('a feedback report about a campaign mail ends marketing to whom it was written to', async () => {
  const { world, ours } = await aCampaignMail();
  expect((await parseMail(Buffer.from(aFeedback(header(ours))))).verdict).toBe('report');
  await world.mailArrives('arf', aFeedback(header(ours)));

  expect((await contactOf(world))?.stoppedAt).toBeDefined();
});

test('a bounce of a campaign mail stops the address that it was written to, and no other', async () => {
  const { world, ours } = await aCampaignMail();
  await world.mailArrives('dsn-1', aBounce(whole(ours), 'somebody-else@example.org'));
  expect((await world.case(await world.customerComplains())).unreachable).toBeUndefined();
  await world.mailArrives('dsn-2', aBounce(whole(ours)));

  const next = await world.customerComplains({
    ...aComplaint(),
    subject: 'Another matter',
  });
  expect(await world.case(next)).toMatchObject({ unreachable: true });
});

test('a bounce of a campaign mail counts once in its campaign, by mail and by event', async () => {
  const { world, ours } = await aCampaignMail();
  const at = world.work.clock.now();
  const mail = { campaignId: 'cmp_1', step: 'hello', customerId: aCustomer().id, at };
  const contactId = await contactIdOf(world.work.digests, ann);
  await world.work.campaigns.reserve(
    {
      ...{ campaignId: 'cmp_1', customerId: mail.customerId, version: 1, definition: 1, enteredAt: at },
      ...{ done: [{ step: 'hello', status: 'reserved', at }], answers: {} },
    },
    { contact: withReservation(undefined, contactId, mail) },
  );

  await world.mailArrives('dsn-1', aBounce(header(ours)));
  await world.mailArrives('dsn-2', aBounce(whole(ours)));
  const campaign = { campaignId: 'cmp_1', step: 'hello', place: placeOf(mail.customerId) };
  await heedDeliveryReport(world.work, { id: 'event', address: ann, what: 'bounced', at, campaign });

  expect(await world.work.campaigns.tallies('cmp_1')).toMatchObject({ bounced: 1 });
});
