import { expect, test } from 'vitest';
import { approveStaffOffer, offerByPerson } from '../../functions/use-cases/offer-by-person.ts';
import { acceptFromQuarantine } from '../../functions/use-cases/quarantine.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { acknowledgeCase, claimCase } from '../../functions/use-cases/take-case.ts';
import { addNote, replyToCustomer } from '../../functions/use-cases/write-on-case.ts';
import { aComplaint, aCustomer, aDiamondCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const ann = 'ann@example.org';

const settle =
  (message: string) =>
  (deps: Parameters<typeof resolveByPerson>[0], command: Parameters<typeof resolveByPerson>[1]) =>
    resolveByPerson(deps, command, { rootCause: 'carrier', message });

test('a Chinese complaint is answered in Chinese, declined, and settled by a person', async () => {
  const world = aWorld({ customers: [aCustomer({ locale: 'zh-Hans' })] });

  const id = await world.customerComplains(aComplaint({ about: '迟到', locale: 'zh-Hans' }));
  const letters = await world.lettersTo(ann);
  expect(letters.map(({ purpose }) => purpose)).toEqual(['acknowledgement', 'decision']);
  expect(letters.every(({ text }) => /[\u4e00-\u9fff]/u.test(text))).toBe(true);
  expect(letters[1]?.text).toContain('我们将按原付款方式退还配送费');

  await world.customerAnswers(id, 'decline');
  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { owner: 'hana' } });

  await world.staffDoes('hana', id, claimCase);
  await world.staffDoes('hana', id, settle('我们已找到您的包裹，明天送达。'));
  const closing = (await world.lettersTo(ann)).at(-1);
  expect(closing?.purpose).toBe('closing');
  expect(closing?.text).toContain('我们已找到您的包裹，明天送达。');

  await world.daysPass(15);
  expect(await world.case(id)).toMatchObject({ status: 'closed' });
});

test('a diamond customer is served by a person, who makes an offer that a lead approves', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()], settings: { approvalThreshold: 300 } });
  const id = await world.customerComplains();
  await world.staffDoes('hana', id, acknowledgeCase);
  await world.staffDoes('hana', id, (deps, command) => addNote(deps, command, 'Spoke to the carrier.'));

  const made = await world.staffDoes('hana', id, (deps, command) =>
    offerByPerson(deps, command, 'fee-refund'),
  );
  expect(made).toMatchObject({ ok: true });
  expect(await world.offer(id)).toMatchObject({ status: 'awaiting-approval', madeBy: 'hana' });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);

  await world.staffDoes('lena', id, approveStaffOffer);
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'staff-offer']);

  await world.customerAnswers(id, 'accept');
  expect(await world.case(id)).toMatchObject({ status: 'with-person' });
  expect(await world.mailsTo('hana@amends.localhost')).toContain('offer-answer');

  await world.staffDoes('hana', id, settle('Your fee is on its way back.'));
  expect(await world.case(id)).toMatchObject({ status: 'closed' });
});

test('an offer of a person that nobody answers expires, frees the budget and tells the owner', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()] });
  const id = await world.customerComplains();
  await world.staffDoes('hana', id, claimCase);
  await world.staffDoes('hana', id, (deps, command) => offerByPerson(deps, command, 'fee-refund'));
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });

  await world.daysPass(15);

  expect(await world.offer(id)).toMatchObject({ status: 'expired' });
  expect(await world.case(id)).toMatchObject({ status: 'with-person' });
  expect((await world.work.offers.standing('cus_7', '2026-03')).held).toBe(0);
  expect(await world.mailsTo('hana@amends.localhost')).toContain('offer-answer');
});

test('one complaint, an acceptance, a second thought and a third are one case to the end', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'accept');
  expect(await world.case(id)).toMatchObject({ status: 'closed' });

  await world.daysPass(2);
  await world.customerWrites(id, 'It is still broken and nobody called.');
  await world.staffDoes('hana', id, acknowledgeCase);
  await world.staffDoes('hana', id, (deps, command) =>
    replyToCustomer(deps, command, 'We look into it today.'),
  );
  await world.staffDoes('hana', id, settle('It is repaired now.'));
  // The offer was accepted long ago, so nothing is left to wait for.
  expect(await world.case(id)).toMatchObject({ status: 'closed', rootCause: 'carrier' });

  await world.customerWrites(id, 'It is still broken and nobody called.');
  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { owner: 'hana' } });
  expect(await world.mailsTo(ann)).toEqual([
    'acknowledgement',
    'decision',
    'closing',
    'staff-reply',
    'closing',
  ]);
  expect(world.runner.executions('escalation')).toHaveLength(2);
});

test('what was taken for spam and is none starts on its way, weeks later too', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains(aComplaint({ kind: 'spam' }));
  await world.daysPass(20);
  expect(world.work.postOffice.posted).toEqual([]);

  await world.staffDoes('hana', id, acceptFromQuarantine);

  expect(await world.case(id)).toMatchObject({ kind: 'complaint', status: 'awaiting-customer' });
  await world.hoursPass(3);
  expect(world.runner.executions('recovery')).toHaveLength(1);
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);
});

test('what was taken out of quarantine and lost its machine is found again', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains(aComplaint({ kind: 'spam' }));
  await world.daysPass(20);
  world.faults.streamIsDown = true;
  await world.staffDoes('hana', id, acceptFromQuarantine);
  world.faults.streamIsDown = false;

  await world.hoursPass(3);

  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
});

test('the third complaint in 90 days reaches a person', async () => {
  const world = aWorld({ customers: [aCustomer()], draw: 0.01 });
  const first = await world.customerComplains(aComplaint({ about: 'late parcel' }));
  await world.daysPass(20);
  await world.customerComplains(aComplaint({ about: 'outage' }));
  await world.daysPass(20);

  const third = await world.customerComplains(aComplaint({ about: 'rude service' }));

  expect(await world.case(first)).toMatchObject({ status: 'closed' });
  expect((await world.case(third)).person?.reasons).toContain('third-complaint');
});

test('a mail is a case, its reply joins it, and an out-of-office changes nothing', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const mail = (id: string, headers: readonly string[], body: string) =>
    [
      'From: Ann Archer <ann@example.org>',
      'To: complaints@amends.localhost',
      `Message-ID: <${id}@example.org>`,
      'Date: Mon, 2 Mar 2026 09:00:00 +0000',
      ...headers,
      '',
      body,
      '',
    ].join('\r\n');

  const row = await world.mailArrives(
    'ses-1',
    mail('a', ['Subject: Late parcel'], 'My parcel is two weeks late and nobody can tell me where it is.'),
  );
  expect(row).toMatchObject({ outcome: 'new-case' });
  const id = row.caseId ?? '';
  const [, decision] = await world.lettersTo(ann);

  const away = await world.mailArrives(
    'ses-2',
    mail(
      'b',
      ['Subject: Out of office', 'Auto-Submitted: auto-replied', `In-Reply-To: ${decision?.messageId ?? ''}`],
      'I am away.',
    ),
  );
  expect(away).toMatchObject({ outcome: 'machine-mail' });
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer', messageCount: 1 });

  const [, sent] = (await world.file(id)).mails;
  const reply = mail(
    'c',
    ['Subject: Re: Late parcel', `In-Reply-To: ${sent?.messageId ?? ''}`],
    'It is still broken and nobody called.',
  );
  const joined = await world.mailArrives('ses-3', reply);
  expect(joined).toMatchObject({ outcome: 'follow-up', caseId: id });
  expect(await world.case(id)).toMatchObject({ status: 'with-person', messageCount: 2 });

  expect(await world.mailArrives('ses-3', reply)).toEqual(joined);
  expect(await world.mailArrives('ses-1', reply)).toEqual(row);
  expect(await world.case(id)).toMatchObject({ messageCount: 2 });
});

test('everything delivered twice ends as if it had come once', async () => {
  const once = aWorld({ customers: [aCustomer()] });
  const twice = aWorld({ customers: [aCustomer()], deliveries: 2 });
  const told = await Promise.all(
    [once, twice].map(async (world) => {
      const id = await world.customerComplains();
      await world.daysPass(8);
      await world.customerAnswers(id, 'call-me');
      await world.hoursPass(4);
      return {
        status: (await world.case(id)).status,
        facts: await world.facts(id),
        mails: world.work.postOffice.posted.map(({ to }) => to),
        machines: world.runner.executions().length,
      };
    }),
  );

  expect(told[1]).toEqual(told[0]);
});

test('a crash between two mails loses none: the sweeper sends what was left', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()] });
  const id = await world.customerComplains();
  await world.staffDoes('hana', id, claimCase);
  world.faults.mailIsDown = true;
  expect(await world.staffDoes('hana', id, settle('We found your parcel.'))).toMatchObject({
    ok: true,
    mailPending: true,
  });
  expect(await world.case(id)).toMatchObject({ status: 'resolved' });
  world.faults.mailIsDown = false;

  await world.hoursPass(2);

  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'closing']);
});

test('who accepts and writes at once that it is not settled is read by a person, and nothing closes over it', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  // Long enough for the customer to write before the acceptance is carried out.
  world.breakTask('ResolveCase', 4);
  await world.customerAnswers(id, 'accept');
  await world.customerWrites(id, 'The parcel is still broken, this is not solved at all.');

  await world.hoursPass(1);

  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { reasons: ['not-settled'] } });
  expect(await world.facts(id)).not.toContain('CaseClosed');
  expect(await world.offer(id)).toMatchObject({ status: 'accepted' });
});
