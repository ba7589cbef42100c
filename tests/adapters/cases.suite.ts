import { expect, test } from 'vitest';
import type { Case, CaseStatus } from '../../functions/domain/case/case.ts';
import { changeCase, type CaseChange } from '../../functions/domain/case/change.ts';
import type { Happening } from '../../functions/domain/case/fact.ts';
import { plusDays, plusSeconds } from '../../functions/domain/instant.ts';
import type { Attachments } from '../../functions/ports/attachments.ts';
import type { Cases, IntakeLookUp, Ledger, SentMails } from '../../functions/ports/cases.ts';
import type { OfferBeliefs } from '../../functions/ports/beliefs.ts';
import type { Catalogues } from '../../functions/ports/catalogues.ts';
import type { Mailboxes } from '../../functions/ports/mailboxes.ts';
import type { DecisionLog } from '../../functions/ports/decision-log.ts';
import type { Points } from '../../functions/ports/points.ts';
import type { Campaigns } from '../../functions/ports/campaigns.ts';
import type { Approvals, CampaignOffers, Offers } from '../../functions/ports/offers.ts';
import {
  aCase,
  aMessage,
  anOffer,
  anOpening,
  aReservation,
  bySystem,
  escalated,
  idOf,
  monday,
  offerMade,
} from '../support/case-builders.ts';

/** The adapters of the case core over one empty store, and the time they see. */
interface CaseAdapters {
  readonly cases: Cases;
  readonly offers: Offers;
  readonly campaignOffers: CampaignOffers;
  readonly approvals: Approvals;
  readonly campaigns: Campaigns;
  readonly beliefs: OfferBeliefs;
  readonly catalogues: Catalogues;
  readonly ledger: Ledger & IntakeLookUp;
  readonly points: Points;
  readonly decisions: DecisionLog;
  readonly sentMails: SentMails;
  readonly attachments: Attachments;
  readonly mailboxes: Mailboxes;
}

export type FreshAdapters = (now: () => string) => Promise<CaseAdapters>;

/** What every record of cases promises, whatever it is made of. */
export function casesSuite(fresh: FreshAdapters): void {
  const aStore = async (start = monday) => {
    const time = { now: start };
    const adapters = await fresh(() => time.now);
    return { ...adapters, time };
  };
  type Store = Awaited<ReturnType<typeof aStore>>;

  const happens = async (
    { cases }: Store,
    record: Case,
    happenings: readonly Happening[],
    extras: Partial<CaseChange> = {},
  ): Promise<Case> => {
    const change = changeCase(
      record,
      bySystem,
      happenings.map((happening) => ({ happening })),
      extras,
    );
    expect(await cases.save(change)).toEqual({ kind: 'saved' });
    return change.after;
  };

  const opened = async (store: Store, record: Case): Promise<Case> => {
    expect(await store.cases.open(anOpening(record))).toEqual({ kind: 'opened' });
    return record;
  };

  test('a new case is found whole, by id and by number', async () => {
    const { cases } = await aStore();
    const opening = anOpening();

    expect(await cases.open(opening)).toEqual({ kind: 'opened' });

    expect(await cases.file(opening.case.id)).toEqual({
      case: opening.case,
      messages: [opening.message],
      facts: opening.facts,
      mails: [],
    });
    expect(await cases.read(opening.case.id)).toEqual(opening.case);
    expect(await cases.idByNumber(opening.case.number)).toBe(opening.case.id);
  });

  test('what was never opened is not there', async () => {
    const { cases } = await aStore();

    expect(await cases.file(idOf('cas_', 9))).toBeUndefined();
    expect(await cases.read(idOf('cas_', 9))).toBeUndefined();
    expect(await cases.idByNumber('AM-2026-000000')).toBeUndefined();
    expect(await cases.wait(idOf('cas_', 9), 'offer')).toBeUndefined();
  });

  const sentinel = { hash: 'key', requestHash: 'words', expiresAt: plusDays(monday, 1) };

  test('the same request again gets the first answer and opens nothing', async () => {
    const { cases, ledger } = await aStore();
    const first = aCase(1);
    await cases.open(anOpening(first, { sentinel }));

    const again = await cases.open(anOpening(aCase(2), { sentinel }));

    expect(again).toEqual({
      kind: 'repeated',
      requestHash: 'words',
      caseId: first.id,
      number: first.number,
      answerBy: first.answerBy,
      receivedAt: first.receivedAt,
    });
    expect(await cases.read(idOf('cas_', 2))).toBeUndefined();
    expect(await ledger.read(idOf('cas_', 2))).toBeUndefined();
  });

  test('another request under the same key is told apart by its hash', async () => {
    const { cases } = await aStore();
    await cases.open(anOpening(aCase(1), { sentinel }));

    const other = await cases.open(
      anOpening(aCase(2), { sentinel: { ...sentinel, requestHash: 'other words' } }),
    );

    expect(other).toMatchObject({ kind: 'repeated', requestHash: 'words', caseId: idOf('cas_', 1) });
  });

  test('a key that has expired is free again', async () => {
    const { cases, time } = await aStore();
    await cases.open(anOpening(aCase(1), { sentinel }));
    time.now = sentinel.expiresAt;

    const later = await cases.open(
      anOpening(aCase(2), { sentinel: { ...sentinel, expiresAt: plusDays(time.now, 1) } }),
    );

    expect(later).toEqual({ kind: 'opened' });
  });

  test('two of the same request at once open one case', async () => {
    const { cases } = await aStore();

    const both = await Promise.all([
      cases.open(anOpening(aCase(1), { sentinel })),
      cases.open(anOpening(aCase(2), { sentinel })),
    ]);

    const kinds = both.map(({ kind }) => kind).sort();
    expect(kinds[0]).toMatch(/^(in-progress|opened)$/);
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1);
    const kept = await Promise.all([1, 2].map((n) => cases.read(idOf('cas_', n))));
    expect(kept.filter((record) => record !== undefined)).toHaveLength(1);
  });

  test('a case number belongs to one case', async () => {
    const { cases } = await aStore();
    await cases.open(anOpening(aCase(1)));

    const second = await cases.open(anOpening(aCase(2, { number: aCase(1).number })));

    expect(second).toEqual({ kind: 'number-taken' });
    expect(await cases.read(idOf('cas_', 2))).toBeUndefined();
  });

  test('when a rate window is full the next one waits for the window to end', async () => {
    const { cases, time } = await aStore('2026-03-02T09:10:00.000Z');
    const rate = [{ hash: 'source', windowSeconds: 3600, limit: 2 }];
    await cases.open(anOpening(aCase(1), { rate }));
    await cases.open(anOpening(aCase(2), { rate }));

    expect(await cases.open(anOpening(aCase(3), { rate }))).toEqual({
      kind: 'too-many',
      retryAfterSeconds: 3000,
    });
    expect(await cases.read(idOf('cas_', 3))).toBeUndefined();

    time.now = '2026-03-02T10:00:00.000Z';
    expect(await cases.open(anOpening(aCase(3), { rate }))).toEqual({ kind: 'opened' });
  });

  test('a full second window is named by its own time', async () => {
    const { cases } = await aStore('2026-03-02T09:10:00.000Z');
    const rate = [
      { hash: 'source', windowSeconds: 60, limit: 5 },
      { hash: 'source, day', windowSeconds: 86_400, limit: 1 },
    ];
    await cases.open(anOpening(aCase(1), { rate }));

    expect(await cases.open(anOpening(aCase(2), { rate }))).toEqual({
      kind: 'too-many',
      retryAfterSeconds: 86_400 - (9 * 3600 + 600),
    });
  });

  test('a stored message that was taken in before opens nothing', async () => {
    const { cases } = await aStore();
    const row = { ...anOpening().ledger, id: 'ses-1' };
    await cases.open(anOpening(aCase(1), { ledger: row }));

    const again = await cases.open(anOpening(aCase(2), { ledger: { ...row, caseId: idOf('cas_', 2) } }));

    expect(again).toEqual({ kind: 'ledgered', row });
    expect(await cases.read(idOf('cas_', 2))).toBeUndefined();
  });

  test('a change is kept whole: case, facts, messages, mails and ledger row', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const reply = aMessage(2, { number: 2, mailId: '<a@example.org>' });
    const mail = {
      caseId: record.id,
      purpose: 'acknowledgement' as const,
      number: 1,
      to: record.email,
      status: 'reserved' as const,
      reservedAt: monday,
    };
    const row = {
      id: 'ses-2',
      version: 1,
      at: monday,
      channel: 'mail',
      outcome: 'follow-up' as const,
      caseId: record.id,
    };

    const after = await happens(
      store,
      record,
      [{ type: 'MessageReceived', message: 2, channel: 'mail', settled: false }],
      { messages: [reply], mails: [mail], ledger: row },
    );

    const file = await store.cases.file(record.id);
    expect(file).toMatchObject({ case: after, mails: [mail] });
    expect(file?.messages).toEqual([aMessage(1), reply]);
    expect(file?.facts.map(({ happened }) => happened.type)).toEqual([
      'ComplaintReceived',
      'MessageReceived',
    ]);
    expect(await store.ledger.read('ses-2')).toEqual(row);
  });

  test('who read an older version changes nothing', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const after = await happens(store, record, [{ type: 'CustomerUnreachable' }]);

    const late = changeCase(record, bySystem, [{ happening: escalated(plusDays(monday, 1)) }]);

    expect(await store.cases.save(late)).toEqual({ kind: 'stale' });
    expect(await store.cases.read(record.id)).toEqual(after);
  });

  test('of two who change a case at once one is told that it changed', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const change = changeCase(record, bySystem, [{ happening: { type: 'CustomerUnreachable' } }]);

    const both = await Promise.all([store.cases.save(change), store.cases.save(change)]);

    expect(both.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale']);
    expect((await store.cases.file(record.id))?.facts).toHaveLength(2);
  });

  test('a stored message joins a case once', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const row = {
      id: 'ses-3',
      version: 1,
      at: monday,
      channel: 'mail',
      outcome: 'follow-up' as const,
      caseId: record.id,
    };
    await store.ledger.enter(row);

    const change = changeCase(
      record,
      bySystem,
      [{ happening: { type: 'MessageReceived', message: 2, channel: 'mail', settled: false } }],
      { messages: [aMessage(2, { number: 2 })], ledger: row },
    );

    expect(await store.cases.save(change)).toEqual({ kind: 'ledgered', row });
    expect((await store.cases.file(record.id))?.messages).toHaveLength(1);
  });

  test('the open wait of a machine is the last one that was written', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const first = await happens(store, record, [], { wait: { name: 'person', taskToken: 'one', round: 2 } });
    await happens(store, first, [], {
      wait: { name: 'person', taskToken: 'two', round: 3, answered: {} },
    });

    expect(await store.cases.wait(record.id, 'person')).toEqual({
      name: 'person',
      taskToken: 'two',
      round: 3,
      answered: {},
    });
    expect(await store.cases.wait(record.id, 'offer')).toBeUndefined();
  });

  test('a case is found by the mails that were received and sent on it', async () => {
    const store = await aStore();
    const opening = anOpening(aCase(1), { message: aMessage(1, { mailId: '<theirs@example.org>' }) });
    await store.cases.open(opening);
    const other = await opened(store, aCase(2));
    const mail = {
      caseId: other.id,
      purpose: 'decision' as const,
      number: 1,
      to: other.email,
      status: 'reserved' as const,
      reservedAt: monday,
    };
    await happens(store, other, [], { mails: [mail] });
    await store.sentMails.confirm(mail, '<ours@example.org>', monday);

    const find = (...ids: string[]) => store.cases.idsByMailIds(ids);
    expect(await find('<theirs@example.org>')).toEqual([idOf('cas_', 1)]);
    expect(await find('<theirs@example.org>', '<ours@example.org>')).toEqual([other.id, idOf('cas_', 1)]);
    expect(await find('<nobody@example.org>')).toEqual([]);
    expect(await find('<theirs@example.org>', ...Array.from({ length: 10 }, (_, n) => `<${n}@x>`))).toEqual(
      [],
    );
  });

  test('the cases an address opened are listed from a day on, oldest first', async () => {
    const store = await aStore();
    const at = (day: number) => plusDays(monday, day);
    await opened(store, aCase(1, { receivedAt: at(2) }));
    await opened(store, aCase(2, { receivedAt: at(1) }));
    await opened(store, aCase(3, { receivedAt: at(0) }));
    await opened(store, aCase(4, { email: 'bob@example.org', addresses: ['bob@example.org'] }));

    // A yes to an offer of a campaign is no complaint; ending the contract by its link counts.
    await opened(store, aCase(5, { receivedAt: at(3), channel: 'link', kind: 'enquiry' }));
    await opened(store, aCase(6, { receivedAt: at(4), channel: 'link', kind: 'cancellation' }));

    expect(await store.cases.openedBy('ann@example.org', at(1))).toEqual([
      { caseId: idOf('cas_', 2), receivedAt: at(1) },
      { caseId: idOf('cas_', 1), receivedAt: at(2) },
      { caseId: idOf('cas_', 6), receivedAt: at(4) },
    ]);
  });

  test('a queue is worked in the order of its due times, page by page', async () => {
    const store = await aStore();
    const dueIn = [5, 1, 4, 2, 3, 7, 6];
    for (const [index, days] of dueIn.entries()) {
      const record = await opened(store, aCase(index + 1));
      await happens(store, record, [escalated(plusDays(monday, days))]);
    }

    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.cases.queue('complaints', cursor, 3);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((record) => Number(record.id.slice(-2))));
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(seen.map((n) => dueIn[n - 1])).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await store.cases.queue('enquiries')).items).toEqual([]);
  });

  test('a settled case leaves its queue', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const waiting = await happens(store, record, [escalated(plusDays(monday, 1))]);
    await happens(store, waiting, [
      { type: 'CaseResolved', rootCause: 'carrier', closeAt: plusDays(monday, 14) },
    ]);

    expect((await store.cases.queue('complaints')).items).toEqual([]);
  });

  test('spam waits in quarantine until somebody decides', async () => {
    const store = await aStore();
    const spam = await opened(store, aCase(1, { kind: 'spam', status: 'closed' }));

    expect((await store.cases.queue('quarantine')).items).toEqual([spam]);
    await happens(store, spam, [{ type: 'QuarantineRejected' }]);
    expect((await store.cases.queue('quarantine')).items).toEqual([]);
  });

  test('due work comes in due order and none of it before its time', async () => {
    const store = await aStore();
    await opened(store, aCase(1, { receivedAt: plusSeconds(monday, 7200) }));
    await opened(store, aCase(2));
    await opened(store, aCase(3, { receivedAt: plusSeconds(monday, 3000) }));
    const until = plusSeconds(monday, 3600 + 3000);

    const due = await store.cases.due(plusDays(until, -1), until);
    expect(due.map(({ id }) => id)).toEqual([idOf('cas_', 2), idOf('cas_', 3)]);
    expect(await store.cases.due(plusDays(monday, -2), plusDays(monday, -1))).toEqual([]);
  });

  test('due work of several days comes in due order, and none from before it is asked for', async () => {
    const store = await aStore();
    for (const [index, days] of [3, -16, 1, 0].entries())
      await opened(store, aCase(index + 1, { receivedAt: plusDays(monday, days) }));

    const due = await store.cases.due(plusDays(monday, -15), plusDays(monday, 4));
    expect(due.map(({ id }) => id)).toEqual([idOf('cas_', 4), idOf('cas_', 3), idOf('cas_', 1)]);
  });

  test('a case with a person is due when its ladder should have begun, and when it should have climbed', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const climbsAt = plusDays(monday, 1);
    const grace = 1800;
    const due = async (since: string, until: string) =>
      (await store.cases.due(since, until)).map(({ id }) => id);

    const waiting = await happens(store, record, [escalated(plusDays(monday, 2))]);
    const begins = plusSeconds(monday, grace);
    expect(await due(monday, plusSeconds(begins, -1))).toEqual([]);
    expect(await due(monday, begins)).toEqual([record.id]);

    const assigned = await happens(store, waiting, [{ type: 'CaseAssigned', owner: 'hana' }]);
    await happens(store, assigned, [
      { type: 'LadderClimbed', level: 1, to: 'lena', missed: 'acknowledgement', next: climbsAt },
    ]);
    expect(await due(plusSeconds(climbsAt, 1), plusSeconds(climbsAt, grace - 1))).toEqual([]);
    expect(await due(plusSeconds(climbsAt, 1), plusSeconds(climbsAt, grace))).toEqual([record.id]);
  });

  test('a mail that was reserved and never sent makes its case due, once', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const mail = (purpose: 'decision' | 'closing') => ({
      caseId: record.id,
      purpose,
      number: 1,
      to: record.email,
      status: 'reserved' as const,
      reservedAt: monday,
    });
    const ended = await happens(
      store,
      record,
      [{ type: 'CaseResolved', rootCause: 'carrier', closeAt: plusDays(monday, 14) }],
      { mails: [mail('decision'), mail('closing')] },
    );
    const due = async () => (await store.cases.due(monday, plusSeconds(monday, 600))).map(({ id }) => id);

    expect(await store.cases.due(monday, plusSeconds(monday, 599))).toEqual([]);
    expect(await due()).toEqual([ended.id]);
    await store.sentMails.confirm(mail('decision'), '<1@mail.example>', monday);
    expect(await due()).toEqual([ended.id]);
    await store.sentMails.confirm(mail('closing'), '<2@mail.example>', monday);
    expect(await due()).toEqual([]);
  });

  test('all cases are listed newest first, each once, however small the pages', async () => {
    const store = await aStore();
    for (let n = 1; n <= 7; n += 1) await opened(store, aCase(n, { receivedAt: plusDays(monday, -n) }));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.cases.received({}, monday, cursor, 2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => idOf('cas_', n)));
  });

  test('a case of two months ago is still in the list of all cases', async () => {
    const store = await aStore();
    await opened(store, aCase(1, { receivedAt: plusDays(monday, -1) }));
    await opened(store, aCase(2, { receivedAt: plusDays(monday, -25) }));
    await opened(store, aCase(3, { receivedAt: plusDays(monday, -50) }));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.cases.received({}, monday, cursor);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(seen).toEqual([1, 2, 3].map((n) => idOf('cas_', n)));
  });

  test('the list of all cases can be narrowed to a status and a tier', async () => {
    const store = await aStore();
    await opened(store, aCase(1));
    const gold = await opened(store, aCase(2));
    await happens(store, gold, [
      {
        type: 'CaseAssessed',
        assessed: { tier: 'gold', probability: 0.3, band: 'medium', valueAtRisk: 0 },
        person: [],
        risk: [],
        model: 'general',
      },
      escalated(plusDays(monday, 1)),
    ]);
    const ids = async (filter: { status?: CaseStatus; tier?: string }) =>
      (await store.cases.received(filter, monday)).items.map(({ id }) => id);

    expect(await ids({ status: 'with-person' })).toEqual([gold.id]);
    expect(await ids({ status: 'received' })).toEqual([idOf('cas_', 1)]);
    expect(await ids({ tier: 'gold' })).toEqual([gold.id]);
    expect(await ids({ tier: 'standard' })).toEqual([idOf('cas_', 1)]);
    expect(await ids({ status: 'received', tier: 'gold' })).toEqual([]);
  });

  test('a cursor that is none of ours begins at the beginning', async () => {
    const store = await aStore();
    const record = await opened(store, aCase(1));
    await happens(store, record, [escalated(plusDays(monday, 1))]);

    expect((await store.cases.received({}, monday, 'nonsense')).items).toHaveLength(1);
    expect((await store.cases.queue('complaints', 'nonsense')).items).toHaveLength(1);
  });

  test('an offer is kept with its case, and a case whose offer was not kept is not changed', async () => {
    const store = await aStore();
    const record = await opened(store, aCase());
    const offer = anOffer();
    const made = (limit: number) =>
      changeCase(record, bySystem, [{ happening: offerMade(offer) }], {
        offer: aReservation(offer, { budgetLimit: limit }),
      });

    expect(await store.cases.save(made(1_499))).toEqual({ kind: 'offer-refused', why: 'budget' });
    expect(await store.cases.read(record.id)).toEqual(record);
    expect(await store.offers.byId(offer.id)).toBeUndefined();

    expect(await store.cases.save(made(1_500))).toEqual({ kind: 'saved' });
    expect(await store.cases.read(record.id)).toMatchObject({ status: 'awaiting-customer' });
    expect(await store.offers.byId(offer.id)).toEqual(offer);
  });
}
