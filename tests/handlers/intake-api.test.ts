import { describe, expect, test } from 'vitest';
import { memoryQuarantine } from '../../functions/adapters/memory/quarantine.ts';
import { intakeApi } from '../../functions/handlers/intake-api/app.ts';
import { acceptMail, attachMail } from '../../functions/use-cases/decide-about-mail.ts';
import { extractAttachment } from '../../functions/use-cases/extract-attachment.ts';
import { Decided, MailAddress, Quarantined, QuarantineList } from '../../tools/openapi/answers/mail.ts';
import { refuseMail } from '../../functions/use-cases/refuse-mail.ts';
import { aComplaint } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

/** The desk of somebody of the staff, beside a world in which mail arrives. */
function aDesk(
  world: World = aWorld(),
  claims: object = { username: 'hana', 'cognito:groups': '[handler]' },
) {
  const put: string[] = [];
  const { work } = world;
  const api = intakeApi({
    ...work,
    staff: work.firm.settings.staff,
    quarantine: memoryQuarantine(world.store),
    mailDesk: {
      accept: (command) => acceptMail(work, command),
      attach: (command) => attachMail(work, command),
      refuse: (command) => refuseMail(work, command),
      extract: (id, place) =>
        extractAttachment(
          { ...work, extracted: { put: (key) => Promise.resolve(void put.push(key)) } },
          id,
          place,
        ),
    },
    downloads: {
      ofMail: (id) => Promise.resolve({ url: `https://files.example/${id}`, expiresAt: work.clock.now() }),
      ofExtracted: (key) =>
        Promise.resolve({ url: `https://files.example/${key}`, expiresAt: work.clock.now() }),
    },
  });
  const env = { event: { requestContext: { authorizer: { jwt: { claims } } } } };
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await api.request(`/api/staff${path}`, init, env);
    await world.runner.quiet();
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, never>;
    return { status: response.status, etag: response.headers.get('etag'), body };
  };
  const decide = (id: string, what: string, version: number, body?: object) =>
    call(`/quarantine/${id}/${what}`, {
      method: 'POST',
      headers: { 'if-match': `"v${version}"`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { world, call, decide, put };
}

const letter = (from: string, more: readonly string[] = [], text = 'My parcel is late. I am annoyed.') =>
  [`From: ${from}`, 'Subject: My parcel', 'Message-ID: <1@example.org>', ...more, '', text, ''].join('\r\n');
const saidBy = (verdicts: object) => [undefined, { verdicts }] as const;

describe('the quarantine list', () => {
  test('shows mail that opened no case, cases linked for review, and cases taken for spam, oldest first', async () => {
    const { world, call } = aDesk();
    const id = await world.customerComplains(aComplaint());
    await world.mailArrives('infected', letter('ann@example.org'), ...saidBy({ virus: 'FAIL' }));
    await world.hoursPass(1);
    const { number } = await world.case(id);
    await world.mailArrives(
      'stranger',
      letter('bob@example.org', [`Subject: ${number}`]).replace('Subject: My parcel\r\n', ''),
    );
    await world.hoursPass(1);
    await world.customerComplains(aComplaint({ kind: 'spam' }));

    const { body } = await call('/quarantine');

    expect(QuarantineList.parse(body)).toEqual(body);
    expect(body['items']).toMatchObject([
      {
        what: 'mail',
        id: 'infected',
        reason: 'virus',
        from: { address: 'ann@example.org' },
        verdicts: { virus: 'FAIL' },
      },
      { what: 'mail', id: 'stranger', reason: 'case-number', relatedCaseId: id, outcome: 'new-case' },
      { what: 'case', kind: 'spam', reason: 'spam' },
    ]);
    const one = await call('/quarantine/infected');
    expect(Quarantined.parse(one.body)).toEqual(one.body);
    expect(one.etag).toBe('"v1"');
  });

  test('a marketer does not see the quarantine list', async () => {
    const { call } = aDesk(aWorld(), { username: 'mara', 'cognito:groups': '[marketer]' });
    expect((await call('/quarantine')).status).toBe(403);
  });

  test('a cursor that we did not hand out is refused by name', async () => {
    const refused = await aDesk().call('/quarantine?cursor=nonsense');
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
  });
});

describe('accepting', () => {
  test('opens a case from the stored mail, once, with who and when, and the customer hears from us', async () => {
    const { world, call, decide } = aDesk();
    await world.mailArrives('spam', letter('ann@example.org'), ...saidBy({ spam: 'FAIL' }));
    expect(world.work.postOffice.posted).toEqual([]);

    const [first, second] = await Promise.all([decide('spam', 'accept', 1), decide('spam', 'accept', 1)]);
    const row = await world.work.ledger.read('spam');

    expect([first.status, second.status].sort()).toEqual([200, 412]);
    const answered = first.status === 200 ? first : second;
    expect(Decided.parse(answered.body)).toEqual(answered.body);
    expect(row).toMatchObject({
      outcome: 'new-case',
      review: 'done',
      version: 2,
      decisions: [{ action: 'accept', by: 'hana' }],
    });
    const { facts, messages } = await world.file(row?.caseId ?? '');
    expect(facts.slice(0, 2).map(({ happened, by }) => [happened.type, by])).toEqual([
      ['ComplaintReceived', { kind: 'customer' }],
      ['QuarantineAccepted', { kind: 'staff', id: 'hana' }],
    ]);
    expect(messages[0]).toMatchObject({ text: 'My parcel is late. I am annoyed.', ledgerId: 'spam' });
    expect(await world.mailsTo('ann@example.org')).toContain('acknowledgement');
    expect((await call('/quarantine')).body['items']).toEqual([]);
    expect((await decide('spam', 'accept', 2)).status).toBe(409);
  });

  test('a mail without a sender becomes a case that nobody is mailed about, unless a person knows who wrote', async () => {
    const { world, decide } = aDesk();
    await world.mailArrives('one', letter('"Ann"'));
    await world.mailArrives('two', letter('"Ann"', ['Message-ID: <2@example.org>']));

    await decide('one', 'accept', 1);
    await decide('two', 'accept', 1, { email: 'ann@example.org' });

    const caseOf = async (id: string) => world.case((await world.work.ledger.read(id))?.caseId ?? '');
    expect(await caseOf('one')).toMatchObject({ email: '', unreachable: true, status: 'with-person' });
    expect((await caseOf('two')).unreachable).toBeUndefined();
    expect(await world.mailsTo('ann@example.org')).toContain('acknowledgement');
  });

  test('what came again, or was taken for machine mail, can be made a case of its own', async () => {
    const { world, decide } = aDesk();
    const first = await world.mailArrives('first', letter('ann@example.org'));
    await world.mailArrives('again', letter('ann@example.org'));
    await world.mailArrives('machine', letter('bob@example.org', ['Auto-Submitted: auto-replied']));

    for (const id of ['again', 'machine']) {
      expect(await decide(id, 'accept', 1)).toMatchObject({ status: 200, body: { outcome: 'new-case' } });
      expect((await world.work.ledger.read(id))?.caseId).not.toBe(first.caseId);
    }
  });

  test('a case that was linked for review goes on as one of its own', async () => {
    const { world, call, decide } = aDesk();
    const id = await world.customerComplains(aComplaint());
    const { number } = await world.case(id);
    const row = await world.mailArrives('mail', letter('bob@example.org').replace('My parcel', number));
    const before = await world.file(row.caseId ?? '');

    expect((await decide('mail', 'accept', 1)).status).toBe(200);
    expect(await world.file(row.caseId ?? '')).toEqual(before);
    expect((await call('/quarantine')).body['items']).toEqual([]);
  });
});

describe('attaching', () => {
  test('puts the mail on the named case, once, and its sender may be trusted from then on', async () => {
    const { world, decide } = aDesk();
    const id = await world.customerComplains(aComplaint());
    const { number } = await world.case(id);
    const row = await world.mailArrives('mail', letter('ann@work.example').replace('My parcel', number));

    const attached = await decide('mail', 'attach', 1, { caseId: number, trustSender: true });

    expect(attached).toMatchObject({ status: 200, etag: '"v2"', body: { outcome: 'follow-up', caseId: id } });
    const { case: record, messages, facts, links } = await world.file(id);
    expect(messages.at(-1)).toMatchObject({ from: 'customer', ledgerId: 'mail', text: /parcel is late/ });
    expect(record.addresses).toEqual(['ann@example.org', 'ann@work.example']);
    expect(facts.filter(({ by }) => by.kind === 'staff').map(({ happened }) => happened.type)).toEqual(
      expect.arrayContaining(['MessageReceived', 'AddressTrusted', 'CaseLinked']),
    );
    // The case that the mail had opened is not lost by it: both show each other.
    expect(links).toMatchObject([{ kind: 'episode', with: row.caseId, why: 'attached' }]);
    expect((await world.file(row.caseId ?? '')).links).toMatchObject([{ with: id }]);
    expect((await decide('mail', 'attach', 1, { caseId: id })).status).toBe(412);
    expect((await decide('mail', 'attach', 2, { caseId: id })).status).toBe(409);
  });

  test('to a case that is not there changes nothing', async () => {
    const { world, decide } = aDesk();
    await world.mailArrives('spam', letter('ann@example.org'), ...saidBy({ spam: 'FAIL' }));

    expect((await decide('spam', 'attach', 1, { caseId: 'AM-2026-000000' })).status).toBe(400);
    expect((await decide('spam', 'attach', 1, {})).status).toBe(400);
    expect(await world.work.ledger.read('spam')).toMatchObject({ review: 'open' });
  });
});

test('rejecting closes it with a reason, and can be thought over again', async () => {
  const { world, call, decide } = aDesk();
  await world.mailArrives('spam', letter('ann@example.org'), ...saidBy({ spam: 'FAIL' }));

  expect((await decide('spam', 'reject', 1, {})).status).toBe(400);
  expect(await decide('spam', 'reject', 1, { reason: 'advertising' })).toMatchObject({
    status: 200,
    body: {
      outcome: 'quarantine',
      review: 'done',
      decisions: [{ action: 'reject', by: 'hana', reason: 'advertising' }],
    },
  });
  expect((await call('/quarantine')).body['items']).toEqual([]);
  expect((await decide('spam', 'accept', 2)).status).toBe(200);
});

describe('refusing with a notice', () => {
  const empty = (from: string, more: readonly string[] = []) =>
    letter(from, more, '').replace('Subject: My parcel\r\n', '');
  const noWords = { reason: 'Nothing in it', notice: 'nothing-to-read' };

  test('tells the sender once, in their language, as an answer to their mail and with the way to the form', async () => {
    const { world, call, decide } = aDesk();
    await world.mailArrives('blank', empty('Ann <ann@example.org>'));

    const [first, second] = await Promise.all([
      decide('blank', 'reject', 1, noWords),
      decide('blank', 'reject', 1, noWords),
    ]);

    expect([first.status, second.status].sort()).toEqual([200, 412]);
    const answered = first.status === 200 ? first : second;
    expect(Decided.parse(answered.body)).toEqual(answered.body);
    expect(answered.body).toMatchObject({
      outcome: 'refused',
      review: 'done',
      decisions: [{ action: 'reject', by: 'hana', reason: 'Nothing in it' }],
      notice: { why: 'nothing-to-read', status: 'sent' },
    });
    const [mail, ...rest] = world.work.postOffice.posted;
    expect(rest).toEqual([]);
    expect(mail?.to).toBe('ann@example.org');
    const text = Buffer.from(mail?.raw ?? []).toString('utf8');
    expect(text).toContain('In-Reply-To: <1@example.org>');
    expect(text).toContain('Auto-Submitted: auto-replied');
    expect(text).toContain('https://amends.example/');
    expect((await call('/quarantine')).body['items']).toEqual([]);
    expect((await decide('blank', 'reject', 3, noWords)).status).toBe(409);
  });

  test('while the mail service is down it stays in the list, and refusing it again sends the notice that is owed', async () => {
    const { world, call, decide } = aDesk();
    await world.mailArrives('blank', empty('ann@example.org'));
    world.faults.mailIsDown = true;

    expect((await decide('blank', 'reject', 1, noWords)).body).toMatchObject({
      outcome: 'refused',
      review: 'open',
      notice: { status: 'reserved' },
    });
    expect((await call('/quarantine')).body['items']).toHaveLength(1);

    world.faults.mailIsDown = false;
    expect((await decide('blank', 'reject', 2, noWords)).body).toMatchObject({
      review: 'done',
      notice: { status: 'sent' },
    });
    expect(world.work.postOffice.posted).toHaveLength(1);
    expect((await call('/quarantine')).body['items']).toEqual([]);
  });

  test('the notice that is owed goes out once, whoever presses at the same moment', async () => {
    const { world, decide } = aDesk();
    await world.mailArrives('blank', empty('ann@example.org'));
    world.faults.mailIsDown = true;
    await decide('blank', 'reject', 1, noWords);
    world.faults.mailIsDown = false;

    const answers = await Promise.all([
      decide('blank', 'reject', 2, noWords),
      decide('blank', 'reject', 2, noWords),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(world.work.postOffice.posted).toHaveLength(1);
  });

  test.each([
    ['a forger', empty('ann@example.org'), { dmarc: 'FAIL' }],
    ['a sender of viruses', letter('ann@example.org'), { virus: 'FAIL' }],
    ['a mailbox nobody reads', empty('noreply@example.org'), {}],
    ['nobody', empty('"Ann"'), {}],
  ])('is not written to %s', async (_, raw, verdicts) => {
    const { world, decide } = aDesk();
    await world.mailArrives('it', raw, ...saidBy(verdicts));

    expect(await decide('it', 'reject', 1, noWords)).toMatchObject({ status: 409 });
    expect(world.work.postOffice.posted).toEqual([]);
    expect(await world.work.ledger.read('it')).not.toMatchObject({ outcome: 'refused' });
  });

  test('can be thought over: the mail becomes a case all the same', async () => {
    const { world, decide } = aDesk();
    await world.mailArrives('blank', empty('ann@example.org'));
    await decide('blank', 'reject', 1, noWords);

    expect((await decide('blank', 'accept', 3)).body).toMatchObject({ outcome: 'new-case' });
  });

  test('is not for a mail that is a case already', async () => {
    const { world, decide } = aDesk();
    const id = await world.customerComplains(aComplaint());
    const { number } = await world.case(id);
    await world.mailArrives('stranger', letter('bob@example.org').replace('My parcel', number));

    expect((await decide('stranger', 'reject', 1, noWords)).status).toBe(409);
  });
});

test('a decision needs the version that was read, and something to decide about', async () => {
  const { call, decide } = aDesk();
  expect((await call('/quarantine/x/accept', { method: 'POST' })).status).toBe(428);
  expect((await decide('x', 'accept', 1)).status).toBe(404);
  expect((await decide('cas_00000000000000000000000001', 'reject', 1)).status).toBe(404);
});

describe('attachments of mail', () => {
  const mixed = letter(
    'ann@example.org',
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    [
      ...['--b', 'Content-Type: text/plain', '', 'See the picture.'],
      ...['--b', 'Content-Type: image/svg+xml', 'Content-Disposition: attachment; filename="x.svg"', ''],
      ...['<svg onload="alert(1)"/>', '--b--'],
    ].join('\r\n'),
  );

  test('are taken out of the stored mail when somebody asks (osTicket#3764, uvdesk#112)', async () => {
    const { world, call, put } = aDesk();
    await world.mailArrives('mail', mixed);

    const { status, body } = await call('/mails/mail/attachments/1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ filename: 'x.svg', size: 25, url: 'https://files.example/mail/1' });
    expect(put).toEqual(['mail/1']);
    expect((await call('/mails/mail/raw')).body).toMatchObject({ filename: 'mail.eml' });
    expect((await call('/mails/mail')).body).toMatchObject({
      outcome: 'new-case',
      verdicts: { dmarc: 'PASS' },
    });
    for (const place of ['0', '2', 'x', '-1', '1.5'])
      expect((await call(`/mails/mail/attachments/${place}`)).status).toBe(404);
  });

  test('of a mail with a virus are handed to nobody', async () => {
    const { world, call, put } = aDesk();
    await world.mailArrives('mail', mixed, ...saidBy({ virus: 'FAIL' }));

    expect((await call('/mails/mail/attachments/1')).status).toBe(403);
    expect((await call('/mails/mail/raw')).status).toBe(403);
    expect(put).toEqual([]);
  });

  test('a row of the ledger that is no mail has no attachments', async () => {
    const { world, call } = aDesk();
    const id = await world.customerComplains(aComplaint());
    for (const path of ['', '/raw', '/attachments/1'])
      expect((await call(`/mails/${id}${path}`)).status).toBe(404);
  });
});

describe('an address that mail does not reach', () => {
  const free = (desk: ReturnType<typeof aDesk>, version: number | undefined, body: object) =>
    desk.call('/addresses/free', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(version !== undefined && { 'if-match': `"v${version}"` }),
      },
      body: JSON.stringify(body),
    });
  const ann = 'ann@example.org';
  const why = 'She rang';
  const stopped = async (world = aWorld()) => {
    await world.work.mailboxes.note({ id: 'r', address: ann, what: 'bounced', at: world.work.clock.now() });
    await world.hoursPass(1);
    return world;
  };

  test('is shown with why it is stopped, and freed against what was read, with who and why', async () => {
    const desk = aDesk(await stopped());
    const read = await desk.call('/addresses?address=Ann@example.org');
    expect(read).toMatchObject({
      status: 200,
      etag: '"v1"',
      body: { address: ann, stopped: { why: 'bounced' }, released: [] },
    });
    expect((await free(desk, undefined, { address: ann, why })).status).toBe(428);
    expect((await free(desk, 1, { address: ann, why: ' ' })).status).toBe(400);
    const freed = await free(desk, 1, { address: ann, why });

    expect(MailAddress.parse(freed.body)).toEqual(freed.body);
    expect(freed).toMatchObject({
      status: 200,
      etag: '"v2"',
      body: { stopped: null, released: [{ by: 'hana', why, stopped: { why: 'bounced' } }] },
    });
    expect(await free(desk, 1, { address: ann, why })).toMatchObject({ status: 200, etag: '"v2"' });
    expect((await free(desk, 2, { address: ann, why })).status).toBe(409);
    expect((await free(desk, 7, { address: ann, why })).status).toBe(412);
  });

  test('is seen by an auditor, who frees nothing', async () => {
    const desk = aDesk(await stopped(), { username: 'anton', 'cognito:groups': '[auditor]' });
    expect((await desk.call(`/addresses?address=${ann}`)).status).toBe(200);
    expect((await free(desk, 1, { address: ann, why })).status).toBe(403);
    expect((await desk.call('/addresses?address=nobody')).status).toBe(400);
  });
});
