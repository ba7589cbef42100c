import { expect, test } from 'vitest';
import { acknowledgeCase } from '../../functions/use-cases/take-case.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';

/** More rounds than any brake that works needs. */
const ROUNDS = 12;

interface Posted {
  readonly to: string;
  readonly raw: string;
}

const valueOf = (raw: string, header: string): string =>
  new RegExp(`^${header}:[ \\t]*((?:.*(?:\\r?\\n[ \\t])?)*)`, 'im')
    .exec(raw)?.[1]
    ?.replace(/\r?\n[ \t]/g, ' ') ?? '';
const addressIn = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value.trim();

/** Everything in a mail that says a machine wrote it, and all by which it could be threaded. */
const withoutMarks = (raw: string): string =>
  raw.replace(
    /^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Amends|References|In-Reply-To|Precedence|Message-ID|List-[\w-]+):.*(?:\r?\n[ \t].*)*\r?\n/gim,
    '',
  );

let mails = 0;
const nextId = (): string => `ses${String((mails += 1)).padStart(6, '0')}`;

/** What went out to an address since the last look. */
function outbox(world: World, address: string) {
  let seen = 0;
  return {
    all: () => world.work.postOffice.posted.filter(({ to }) => to === address),
    fresh(): readonly Posted[] {
      const all = this.all();
      const news = all.slice(seen);
      seen = all.length;
      return news;
    },
  };
}

/** Cases that a person has, or that wait in quarantine: nothing of a loop is lost. */
const withPerson = async (world: World): Promise<number> => {
  const { items } = await world.work.cases.queue('complaints');
  const enquiries = await world.work.cases.queue('enquiries');
  return items.length + enquiries.items.length;
};

test.each([
  ['as they are', (raw: string) => raw],
  ['stripped of every mark on the way', withoutMarks],
])(
  'two Amends that write to each other, %s, stop within two automatic mails each way',
  async (_, onTheWay) => {
    const [a, b] = [
      aWorld({ settings: { intakeAddress: 'complaints@a.example', firmName: 'A' } }),
      aWorld({ settings: { intakeAddress: 'complaints@b.example', firmName: 'B' } }),
    ];
    const [toB, toA] = [outbox(a, 'complaints@b.example'), outbox(b, 'complaints@a.example')];
    const caseId = await a.customerComplains({
      ...aComplaint(),
      email: 'complaints@b.example',
      channel: 'mail',
    });

    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { raw } of toB.fresh())
        await b.mailArrives(nextId(), onTheWay(raw), ['complaints@b.example']);
      for (const { raw } of toA.fresh())
        await a.mailArrives(nextId(), onTheWay(raw), [addressIn(valueOf(raw, 'To'))]);
    }
    await Promise.all([a.hoursPass(1), b.hoursPass(1)]);

    expect(toB.all().length).toBeLessThanOrEqual(2);
    expect(toA.all().length).toBeLessThanOrEqual(2);
    expect((await a.file(caseId)).messages.length).toBeGreaterThanOrEqual(1);
  },
);

const human = [
  'Hello, thank you for writing. I have read it and will come back to you soon.',
  'Bonjour, je suis absent cette semaine.',
  'My order is late again and I am very unhappy about it!',
];

test.each([
  ['to our signed reply address', (raw: string) => addressIn(valueOf(raw, 'Reply-To'))],
  ['to the address we write from, as a new mail', (raw: string) => addressIn(valueOf(raw, 'From'))],
])(
  'a machine that answers each mail %s like a human gets two automatic mails, and a person takes over',
  async (_, target) => {
    const world = aWorld();
    const ann = outbox(world, 'ann@example.org');
    let answered = 0;
    const answerAll = async (): Promise<void> => {
      for (const { raw } of ann.fresh()) {
        answered += 1;
        await world.mailArrives(
          nextId(),
          [
            'From: Ann Archer <ann@example.org>',
            `To: ${target(raw)}`,
            `Subject: About my day ${answered}`,
            `Message-ID: <human-${answered}@example.org>`,
            'Date: Mon, 02 Mar 2026 09:00:00 +0000',
            'Content-Type: text/plain; charset=utf-8',
            '',
            `${human[answered % human.length] ?? ''} ${answered}`,
          ].join('\r\n'),
          [target(raw)],
        );
      }
    };
    await world.customerComplains({ ...aComplaint(), channel: 'mail' });

    for (let round = 0; round < ROUNDS; round += 1) await answerAll();
    await world.hoursPass(3);
    for (let round = 0; round < ROUNDS; round += 1) await answerAll();

    expect(ann.all()).toHaveLength(2);
    expect(answered).toBe(2);
    expect(await withPerson(world)).toBeGreaterThan(0);
  },
);

test('what the brake withholds is on the case with its reason, and a person has the case', async () => {
  const world = aWorld();
  const complain = (n: number) =>
    world.customerComplains({ ...aComplaint(), channel: 'mail', subject: `Late parcel ${n}` });
  const [, , third] = [await complain(1), await complain(2), await complain(3)];

  const { case: record, facts, mails: sent } = await world.file(third);
  expect(facts.map(({ happened }) => happened)).toContainEqual({
    type: 'MailWithheld',
    purposes: ['acknowledgement'],
    why: 'too-many',
  });
  expect(sent.find(({ purpose }) => purpose === 'acknowledgement')).toMatchObject({ status: 'withheld' });
  expect(record).toMatchObject({ status: 'with-person', person: { reasons: ['mail-withheld'] } });
  expect(
    await world.mailsTo(record.person?.owner === 'hugo' ? 'hugo@amends.localhost' : 'hana@amends.localhost'),
  ).toContain('owner-notice');
});

test('mail to an address by other ways ends at the daily cap of the settings', async () => {
  const world = aWorld({ settings: { automaticMailsPerDay: 3 } });
  for (let n = 1; n <= 4; n += 1)
    await world.customerComplains({ ...aComplaint(), subject: `Late parcel ${n}` });

  expect((await world.mailsTo('ann@example.org')).length).toBe(3);
  await world.daysPass(1);
  const next = await world.customerComplains({ ...aComplaint(), subject: 'Late once more' });
  expect((await world.file(next)).mails[0]).toMatchObject({ purpose: 'acknowledgement', status: 'sent' });
});

test('a machine that answers every closing mail reopens a case twice a day, and whoever had it hears of the rest', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains();
  await world.customerAnswers(id, 'decline');
  const settle = async (): Promise<void> => {
    await world.staffDoes('hana', id, acknowledgeCase);
    await world.staffDoes('hana', id, (deps, command) =>
      resolveByPerson(deps, command, { rootCause: 'carrier', message: 'It is on its way.' }),
    );
  };
  const replyTo = addressIn(valueOf(world.work.postOffice.posted[0]?.raw ?? '', 'Reply-To'));
  for (let round = 1; round <= 3; round += 1) {
    await settle();
    await world.mailArrives(
      nextId(),
      `From: ann@example.org\r\nTo: ${replyTo}\r\nSubject: Hm ${round}\r\nMessage-ID: <again-${round}@example.org>\r\n\r\nThis is still not right, ${round}.`,
      [replyTo],
    );
  }
  await world.hoursPass(1);

  const facts = await world.facts(id);
  expect(facts.filter((type) => type === 'CaseReopened')).toHaveLength(2);
  expect(facts).toContain('ReopeningWithheld');
  const { case: record, messages } = await world.file(id);
  expect(record.status).toBe('resolved');
  expect(messages.filter(({ from }) => from === 'customer')).toHaveLength(4);
  expect((await world.mailsTo('hana@amends.localhost')).at(-1)).toBe('message-notice');
});
