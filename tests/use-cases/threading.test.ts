import { describe, expect, test } from 'vitest';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

const ann = 'ann@example.org';
let letters = 0;

/** A mail; each has another Message-ID unless the test names one, or none with "". */
function aLetter(given: {
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly id?: string;
  readonly replyTo?: string;
  readonly references?: string;
  readonly date?: string;
}): string {
  letters += 1;
  const { from = ann, subject = 'My parcel', text = `Letter ${letters}: my parcel is late.` } = given;
  const id = given.id ?? `<letter-${letters}@example.org>`;
  return [
    `From: ${from}`,
    'To: complaints@amends.localhost',
    `Subject: ${subject}`,
    `Date: ${given.date ?? `Mon, 02 Mar 2026 09:${String(letters % 60).padStart(2, '0')}:00 +0000`}`,
    ...(id === '' ? [] : [`Message-ID: ${id}`]),
    ...(given.replyTo === undefined ? [] : [`In-Reply-To: ${given.replyTo}`]),
    ...(given.references === undefined ? [] : [`References: ${given.references}`]),
    '',
    text,
    '',
  ].join('\r\n');
}

const replyAddressOf = async (world: World, caseId: string): Promise<string> =>
  `${await world.work.links.replyLocalPart(caseId.slice('cas_'.length))}@amends.localhost`;

describe('who may write on a case', () => {
  test('a known address answers by our signed reply address', async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const row = await world.mailArrives('a', aLetter({}), [await replyAddressOf(world, id)]);

    expect(row).toMatchObject({ outcome: 'follow-up', caseId: id });
  });

  test('a known address answers one of our mails by its Message-ID', async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const ours = (await world.file(id)).mails[0]?.messageId ?? '';
    const row = await world.mailArrives('a', aLetter({ replyTo: ours }));

    expect(row).toMatchObject({ outcome: 'follow-up', caseId: id });
  });

  test("someone else's ticket number lands nowhere: a new case, linked for review (zammad#5064, freescout#1095)", async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const before = await world.file(id);
    const row = await world.mailArrives(
      'a',
      aLetter({ from: 'bob@example.org', subject: `Re: [${before.case.number}] My parcel` }),
    );

    expect(row).toMatchObject({
      outcome: 'new-case',
      relatedCaseId: id,
      reason: 'case-number',
      review: 'open',
    });
    expect(await world.file(id)).toEqual(before);
  });

  test('not even the own number in a subject joins a case by itself', async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const { number } = await world.case(id);
    const row = await world.mailArrives('a', aLetter({ subject: `About ${number.toLowerCase()}` }));

    expect(row).toMatchObject({ outcome: 'new-case', relatedCaseId: id, reason: 'case-number' });
  });

  test('forged thread headers change nothing on the case they name (alga-psa PR#3241)', async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const before = await world.file(id);
    const ours = before.mails[0]?.messageId ?? '';
    const stable = `<${id}.acknowledgement.1@amends.localhost>`;
    const reply = await replyAddressOf(world, id);

    const rows = [
      await world.mailArrives('a', aLetter({ from: 'eve@example.net', replyTo: ours, references: stable })),
      await world.mailArrives('b', aLetter({ from: 'eve@example.net', references: `${stable} ${ours}` }), [
        reply,
      ]),
    ];

    expect(rows).toMatchObject([
      { outcome: 'new-case', relatedCaseId: id, reason: 'unknown-sender' },
      // The second is a letter of the same thread of Eve's own.
      { outcome: 'new-case', relatedCaseId: id, reason: 'unknown-sender' },
    ]);
    expect(await world.file(id)).toEqual(before);
  });

  test.each([
    ['a domain that denies the sender', { dmarc: 'FAIL', spf: 'PASS', dkim: 'PASS' }, ann, false, false],
    ['nobody vouching', { dmarc: 'GRAY', spf: 'GRAY', dkim: 'GRAY' }, ann, false, true],
    ['an envelope of another domain', { dmarc: 'GRAY', spf: 'PASS' }, 'eve@example.net', false, true],
    ['a signature of nobody knows whom', { dmarc: 'GRAY', spf: 'FAIL', dkim: 'PASS' }, ann, false, true],
    ['an envelope of the same domain', { dmarc: 'GRAY', spf: 'PASS' }, ann, true, true],
    [
      'an envelope of a part of the domain',
      { dmarc: 'GRAY', spf: 'PASS' },
      'b@bounce.example.org',
      true,
      true,
    ],
    ['a broken check', { dmarc: 'PROCESSING_FAILED', spf: 'PASS' }, 'x@badexample.org', false, true],
  ])('with %s', async (_, verdicts, sender, byThread, byReplyAddress) => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const ours = (await world.file(id)).mails[0]?.messageId ?? '';
    const said = { verdicts, sender };
    const joined = (await world.mailArrives('a', aLetter({ replyTo: ours }), undefined, said)).outcome;
    const signed = (await world.mailArrives('b', aLetter({}), [await replyAddressOf(world, id)], said))
      .outcome;

    expect([joined === 'follow-up', signed === 'follow-up']).toEqual([byThread, byReplyAddress]);
  });

  test('a second address of the same customer may write on the case', async () => {
    const customer = aCustomer({ emails: [ann, 'ann@work.example'] });
    const world = aWorld({ customers: [customer] });
    const id = await world.customerComplains(aComplaint());
    const reply = await replyAddressOf(world, id);

    expect(await world.mailArrives('a', aLetter({ from: 'ann@work.example' }), [reply])).toMatchObject({
      outcome: 'follow-up',
      caseId: id,
    });
    expect(await world.mailArrives('b', aLetter({ from: 'bob@work.example' }), [reply])).toMatchObject({
      outcome: 'new-case',
      relatedCaseId: id,
    });
  });

  test.each([
    'WG: My parcel',
    'Fwd: My parcel',
    'TR : Mon colis',
    '转发：我的包裹',
    'RV: Mi paquete',
    'ENC: Encomenda',
    'Пересл: Посылка',
  ])('a forwarded mail is no answer: %s (zammad#4965)', async (subject) => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const ours = (await world.file(id)).mails[0]?.messageId ?? '';
    const text = `Please look at this.\r\n\r\n---------- Forwarded message ----------\r\nFrom: shop@example.com\r\nSubject: Hello\r\nDate: today\r\n\r\nHello`;
    const row = await world.mailArrives('a', aLetter({ subject, text, replyTo: ours, references: ours }));

    expect(row.outcome).toBe('new-case');
    expect((await world.file(id)).messages).toHaveLength(1);
  });
});

describe('mails of one thread become one case', () => {
  const root = '<root@elsewhere.example>';

  test('mails that share a References id only are one case (zammad#5716)', async () => {
    const world = aWorld();
    const first = await world.mailArrives('a', aLetter({ references: root }));
    const second = await world.mailArrives('b', aLetter({ references: root }));

    expect(first.outcome).toBe('new-case');
    expect(second).toMatchObject({ outcome: 'follow-up', caseId: first.caseId });
  });

  test('mails of a thread that arrive in the wrong order are one case', async () => {
    const world = aWorld();
    const second = await world.mailArrives('b', aLetter({ replyTo: '<first@example.org>' }));
    const first = await world.mailArrives('a', aLetter({ id: '<first@example.org>' }));

    expect(first).toMatchObject({ outcome: 'follow-up', caseId: second.caseId });
  });

  test('mails of a thread that arrive at the same moment are one case', async () => {
    const world = aWorld();
    const rows = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => world.mailArrives(id, aLetter({ references: root }))),
    );

    expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(1);
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual([
      'follow-up',
      'follow-up',
      'follow-up',
      'new-case',
    ]);
    expect((await world.file(rows[0]?.caseId ?? '')).messages).toHaveLength(4);
  });

  test('a mail of a thread that comes an hour later and names only the middle one is on the case', async () => {
    const world = aWorld();
    const first = await world.mailArrives('a', aLetter({ id: '<1@example.org>', references: root }));
    await world.mailArrives('b', aLetter({ id: '<2@example.org>', references: '<1@example.org>' }));
    await world.hoursPass(1);
    const third = await world.mailArrives('c', aLetter({ references: '<2@example.org>' }));

    expect(third).toMatchObject({ outcome: 'follow-up', caseId: first.caseId });
  });

  test('nobody takes the thread of another by naming it first', async () => {
    const world = aWorld();
    const eve = await world.mailArrives(
      'a',
      aLetter({ from: 'eve@example.net', references: '<ann-1@example.org>' }),
    );
    const one = await world.mailArrives('b', aLetter({ id: '<ann-1@example.org>' }));
    const two = await world.mailArrives('c', aLetter({ replyTo: '<ann-1@example.org>' }));

    expect(one.caseId).not.toBe(eve.caseId);
    expect(two).toMatchObject({ outcome: 'follow-up', caseId: one.caseId });
  });
});

describe('the same mail again', () => {
  const same = { id: '<same@example.org>', text: 'My parcel is late.' };

  test('is a duplicate, in the ledger and on its case, and never dropped', async () => {
    const world = aWorld();
    const first = await world.mailArrives('a', aLetter(same));
    const again = await world.mailArrives('b', aLetter(same));

    expect(again).toMatchObject({ outcome: 'duplicate', caseId: first.caseId });
    const { links, messages } = await world.file(first.caseId ?? '');
    expect(messages).toHaveLength(1);
    expect(links).toMatchObject([{ kind: 'duplicate', ledgerId: 'b' }]);
  });

  test('an answer on a case that comes again is a duplicate too', async () => {
    const world = aWorld();
    const id = await world.customerComplains(aComplaint());
    const reply = await replyAddressOf(world, id);
    await world.mailArrives('a', aLetter(same), [reply]);
    const again = await world.mailArrives('b', aLetter(same), [reply]);

    expect(again).toMatchObject({ outcome: 'duplicate', caseId: id });
    expect((await world.file(id)).messages).toHaveLength(2);
  });

  test('a mail under the id of another, with other words, is no duplicate', async () => {
    const world = aWorld();
    const first = await world.mailArrives('a', aLetter(same));
    const other = await world.mailArrives('b', aLetter({ ...same, text: 'And my lamp is broken.' }));

    expect(other).toMatchObject({ outcome: 'follow-up', caseId: first.caseId });
  });

  test('the same mail after more than a week is no duplicate, and nothing of last year is one (freescout#4958)', async () => {
    const world = aWorld();
    const first = await world.mailArrives('a', aLetter(same));
    await world.daysPass(8);
    expect(await world.mailArrives('b', aLetter(same))).toMatchObject({
      outcome: 'follow-up',
      caseId: first.caseId,
    });
    await world.daysPass(30);
    expect(await world.mailArrives('c', aLetter({ text: same.text }))).toMatchObject({ outcome: 'new-case' });
  });

  test('a mail that the same event brings eight times, at once and later, is one case (inbound PR#115, ses-forwarder#61, mailcoach#75)', async () => {
    const world = aWorld();
    const raw = aLetter(same);
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => world.mailArrives('a', raw)));
    const later = [
      await world.mailArrives('a', raw),
      await world.mailArrives('a', raw),
      await world.mailArrives('a', raw),
    ];

    for (const row of [...atOnce, ...later]) expect(row).toEqual(later[0]);
    expect(later[0]?.outcome).toBe('new-case');
    expect((await world.file(later[0]?.caseId ?? '')).messages).toHaveLength(1);
  });

  test('a mail without a Message-ID that comes again is known by what it says, and stops nothing (freescout#4740)', async () => {
    const world = aWorld();
    const bare = { id: '', text: 'My parcel is late.', date: 'Mon, 02 Mar 2026 08:00:00 +0000' };
    const first = await world.mailArrives('a', aLetter(bare));
    const again = await world.mailArrives('b', aLetter(bare));
    const nextDay = await world.mailArrives(
      'c',
      aLetter({ ...bare, date: 'Tue, 03 Mar 2026 08:00:00 +0000' }),
    );

    expect((await world.file(first.caseId ?? '')).messages[0]?.mailId).toMatch(/^<none\.[0-9a-f]{32}@/);
    expect([first, again, nextDay].map(({ outcome }) => outcome)).toEqual([
      'new-case',
      'duplicate',
      'new-case',
    ]);
  });
});

test('every mail has an end, and one that waits for a person is on the list (freescout#2001)', async () => {
  const world = aWorld();
  const verdicts = (more: object) => [undefined, { verdicts: more }] as const;
  const rows = [
    await world.mailArrives('virus', aLetter({}), ...verdicts({ virus: 'FAIL' })),
    await world.mailArrives('spam', aLetter({}), ...verdicts({ spam: 'FAIL' })),
    await world.mailArrives('nobody', aLetter({ from: '"Ann"' })),
    await world.mailArrives('ours', aLetter({ from: 'complaints@amends.localhost' })),
    await world.mailArrives('blank', aLetter({ subject: '', text: '' })),
  ];

  expect(rows.map(({ outcome, reason, review }) => [outcome, reason, review])).toEqual([
    ['quarantine', 'virus', 'open'],
    ['quarantine', 'spam', 'open'],
    ['quarantine', 'no-sender', 'open'],
    ['quarantine', 'own-address', 'open'],
    ['quarantine', 'empty', 'open'],
  ]);
});
