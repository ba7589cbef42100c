import { describe, expect, test } from 'vitest';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryLedger } from '../../functions/adapters/memory/ledger.ts';
import { memoryMailStore } from '../../functions/adapters/memory/mail-store.ts';
import { memoryLedgerBooks, memoryPasses } from '../../functions/adapters/memory/reconciliation.ts';
import { plusDays, plusSeconds } from '../../functions/domain/instant.ts';
import { reconcileMail } from '../../functions/use-cases/reconcile-mail.ts';
import { monday } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

/** A shelf of raw mail beside a ledger; whoever is asked to take a mail in does so at once, or fails. */
function aShelf({ page = 1000, failsAt = '' } = {}) {
  const time = { now: monday };
  const now = () => time.now;
  const store = memoryCaseStore();
  const storedMails = memoryMailStore(now, page);
  const ledger = memoryLedger(store);
  const asked: string[] = [];
  const enter = (id: string) =>
    ledger.enter({ id, version: 1, at: time.now, channel: 'mail', outcome: 'machine-mail', reason: 'list' });
  const deps = {
    storedMails,
    books: memoryLedgerBooks(store),
    passes: memoryPasses(),
    clock: { now },
    reader: {
      async takeIn(id: string) {
        if (id === failsAt) throw new Error('the intake is down');
        asked.push(id);
        await enter(id);
      },
    },
  };
  const stored = (...ids: string[]) => {
    for (const id of ids) storedMails.put(id, 'Subject: x\r\n\r\nx');
  };
  return { time, deps, asked, enter, stored, run: () => reconcileMail(deps) };
}

describe('the reconcile job', () => {
  test('takes in what no event told of, and finds nothing the next time', async () => {
    const shelf = aShelf();
    shelf.stored('a', 'b', 'c');
    await shelf.enter('b');
    shelf.time.now = plusSeconds(monday, 3600);

    expect(await shelf.run()).toMatchObject({
      finished: true,
      compared: 3,
      missing: 2,
      days: { '2026-03-02': { stored: 3, missing: 2 } },
    });
    expect(shelf.asked).toEqual(['a', 'c']);
    expect(await shelf.run()).toMatchObject({ finished: true, compared: 3, missing: 0 });
  });

  test('leaves a mail of the last half hour to its event, which knows more', async () => {
    const shelf = aShelf();
    shelf.stored('a');
    shelf.time.now = plusSeconds(monday, 1799);

    expect(await shelf.run()).toMatchObject({ compared: 0, missing: 0 });
    shelf.time.now = plusSeconds(monday, 1800);
    expect(await shelf.run()).toMatchObject({ compared: 1, missing: 1 });
  });

  test('goes on where a run stopped, and asks for no mail twice that was taken in', async () => {
    const shelf = aShelf({ page: 2, failsAt: 'e' });
    shelf.stored('a', 'b', 'c', 'd', 'e', 'f');
    shelf.time.now = plusSeconds(monday, 3600);

    await expect(shelf.run()).rejects.toThrow('the intake is down');
    expect(await shelf.deps.passes.current()).toMatchObject({ through: 'd' });
    const onwards = {
      ...shelf,
      deps: {
        ...shelf.deps,
        reader: { takeIn: (id: string) => shelf.enter(id).then(() => void shelf.asked.push(id)) },
      },
    };

    expect(await reconcileMail(onwards.deps)).toMatchObject({
      finished: true,
      compared: 2,
      days: { '2026-03-02': { stored: 6, missing: 6 } },
    });
    expect(shelf.asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('counts by the day on which a message was stored', async () => {
    const shelf = aShelf();
    shelf.stored('a', 'b');
    shelf.time.now = plusDays(monday, 1);
    shelf.stored('c');
    shelf.time.now = plusDays(monday, 2);

    expect((await shelf.run()).days).toEqual({
      '2026-03-02': { stored: 2, missing: 2 },
      '2026-03-03': { stored: 1, missing: 1 },
    });
  });

  test('tells of a row whose message is no longer on the shelf', async () => {
    const shelf = aShelf();
    await shelf.enter('lost');

    expect(await shelf.run()).toMatchObject({ missing: 0, gone: 1 });
  });
});

test('a mail whose event was lost is taken in without trust: it joins nothing, and the ledger says what is not known', async () => {
  const world = aWorld();
  const mail = (more: string, text: string) =>
    `From: Ann <ann@example.org>\r\nSubject: My parcel\r\n${more}\r\n\r\n${text}\r\n`;
  const first = await world.mailArrives('one', mail('Message-ID: <1@example.org>', 'My parcel is late.'));
  const late = await world.mailWasMissed(
    'two',
    mail('Message-ID: <2@example.org>\r\nIn-Reply-To: <1@example.org>', 'It is still not here.'),
  );

  expect(late).toMatchObject({
    outcome: 'new-case',
    relatedCaseId: first.caseId,
    verdicts: { dmarc: 'UNKNOWN', virus: 'UNKNOWN' },
  });
  expect(late.warnings?.[0]).toMatch(/event of the mail server was lost/);
  expect((await world.file(first.caseId ?? '')).messages).toHaveLength(1);
});
