import { expect, test } from 'vitest';
import { changeCase, type CaseChange } from '../../functions/domain/case/change.ts';
import type { Stop } from '../../functions/domain/mail/stopped-address.ts';
import { brakeOf } from '../../functions/domain/case/mail-brake.ts';
import type { MailPurpose } from '../../functions/domain/case/mail-record.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import type { Cases } from '../../functions/ports/cases.ts';
import { reserveMail } from '../../functions/use-cases/case-file.ts';
import { aCase, anOpening, bySystem, idOf, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

const ann = 'ann@example.org';

/** What every record of addresses promises, together with the cases whose mail it brakes. */
export function mailboxesSuite(fresh: FreshAdapters): void {
  /** Reserves one mail on a new case and takes the room for it. */
  async function mailed(
    cases: Cases,
    n: number,
    { perDay = 10, at = monday, purpose = 'acknowledgement', over = {} }: Partial<Mailing> = {},
  ): Promise<string> {
    const record = aCase(n, { ...over });
    await cases.open(anOpening(record));
    const change = changeCase(record, { ...bySystem, at }, [], {
      mails: [reserveMail(record, purpose, record.email, at)],
    });
    const brake = brakeOf(change, perDay);
    const saved = await cases.save({ ...change, ...(brake && { brake }) } satisfies CaseChange);
    return saved.kind === 'mail-withheld' ? saved.why : saved.kind;
  }
  interface Mailing {
    readonly perDay: number;
    readonly at: string;
    readonly purpose: MailPurpose;
    readonly over: Partial<Case>;
  }

  test('an address gets so many automatic mails a day and no more, and the next day again', async () => {
    const { cases } = await fresh(() => monday);
    const ends = [];
    for (const n of [1, 2, 3]) ends.push(await mailed(cases, n, { perDay: 2 }));

    expect(ends).toEqual(['saved', 'saved', 'too-many']);
    expect((await cases.file(idOf('cas_', 3)))?.mails).toEqual([]);
    expect(await mailed(cases, 4, { perDay: 2, at: plusDays(monday, 1) })).toBe('saved');
    expect(await mailed(cases, 5, { perDay: 2, over: { email: 'bob@example.org' } })).toBe('saved');
  });

  test('of two mails at once that need the last room, one gets it', async () => {
    const { cases } = await fresh(() => monday);

    const ends = await Promise.all([1, 2].map((n) => mailed(cases, n, { perDay: 1 })));

    expect(ends.toSorted()).toEqual(['saved', 'too-many']);
  });

  test('what answers a mail has little room, and what follows a link or time has the rest', async () => {
    const { cases } = await fresh(() => monday);
    const byMail = { channel: 'mail' as const };
    const ends = [];
    for (const n of [1, 2, 3]) ends.push(await mailed(cases, n, { over: byMail }));

    expect(ends).toEqual(['saved', 'saved', 'too-many']);
    expect(await mailed(cases, 4, { over: byMail, purpose: 'closing' })).toBe('saved');
    expect(await mailed(cases, 5)).toBe('saved');
  });

  test('an address that bounced gets no automatic mail any more, however often and late the report comes', async () => {
    const { cases, mailboxes } = await fresh(() => monday);
    const report = { id: 'r1', address: ann, what: 'bounced' as const, at: monday };

    expect(await mailboxes.note(report)).toBe('stopped');
    expect(await mailboxes.note(report)).toBe('stopped');
    expect(await mailed(cases, 1, { at: plusDays(monday, 400) })).toBe('undeliverable');
    expect(await mailed(cases, 2, { over: { email: 'bob@example.org' } })).toBe('saved');
  });

  test('mail that did not arrive once or twice is tried again, three times in two weeks it stops', async () => {
    const { cases, mailboxes } = await fresh(() => monday);
    const undelivered = (id: string, day: number) =>
      mailboxes.note({ id, address: ann, what: 'undelivered', at: plusDays(monday, day) });

    expect(await undelivered('r1', 0)).toBe('noted');
    expect(await undelivered('r1', 0)).toBe('noted');
    expect(await undelivered('r2', 20)).toBe('noted');
    expect(await undelivered('r3', 21)).toBe('noted');
    expect(await mailed(cases, 1)).toBe('saved');
    expect(await undelivered('r4', 22)).toBe('stopped');
    expect(await mailed(cases, 2)).toBe('undeliverable');
  });

  const freed = (stopped: Stop, day: number, by = 'hana') => ({
    at: plusDays(monday, day),
    by,
    why: 'The customer rang: the mailbox was full',
    stopped,
  });

  test('an address that a person freed gets mail again, and who freed it and why stays on record', async () => {
    const { cases, mailboxes } = await fresh(() => monday);
    await mailboxes.note({ id: 'r1', address: ann, what: 'bounced', at: monday });
    const stop = { at: monday, why: 'bounced' as const };
    expect(await mailboxes.read(ann)).toEqual({ address: ann, stopped: stop, released: [] });

    const release = freed(stop, 1);
    expect(await mailboxes.free(ann, release)).toBe('freed');
    expect(await mailed(cases, 1, { at: plusDays(monday, 1) })).toBe('saved');
    expect(await mailboxes.read(ann)).toEqual({ address: ann, stopped: undefined, released: [release] });
    expect(await mailboxes.read('bob@example.org')).toEqual({ address: 'bob@example.org', released: [] });
  });

  test('a stop is ended once, and a later stop is another one', async () => {
    const { cases, mailboxes } = await fresh(() => monday);
    const bounced = (id: string, day: number) =>
      mailboxes.note({ id, address: ann, what: 'bounced', at: plusDays(monday, day) });
    await bounced('r1', 0);
    const first = freed({ at: monday, why: 'bounced' }, 1);

    expect(await Promise.all([mailboxes.free(ann, first), mailboxes.free(ann, first)])).toEqual(
      expect.arrayContaining(['freed', 'changed']),
    );
    expect(await bounced('r2', 2)).toBe('stopped');
    expect(await mailboxes.free(ann, first)).toBe('changed');
    expect(await mailed(cases, 1, { at: plusDays(monday, 3) })).toBe('undeliverable');
    const second = freed({ at: plusDays(monday, 2), why: 'bounced' }, 4, 'hugo');
    expect(await mailboxes.free(ann, second)).toBe('freed');
    expect((await mailboxes.read(ann)).released).toEqual([second, first]);
  });

  test('what was reported before an address was freed, and comes once more, does not stop it again', async () => {
    const { cases, mailboxes } = await fresh(() => monday);
    const report = { id: 'r1', address: ann, what: 'bounced' as const, at: monday };
    await mailboxes.note(report);
    await mailboxes.free(ann, freed({ at: monday, why: 'bounced' }, 1));

    expect(await mailboxes.note(report)).toBe('noted');
    expect(await mailboxes.note({ ...report, what: 'complained' })).toBe('noted');
    expect(await mailed(cases, 1, { at: plusDays(monday, 1) })).toBe('saved');
    const undelivered = (id: string, day: number) =>
      mailboxes.note({ id, address: ann, what: 'undelivered', at: plusDays(monday, day) });
    for (const id of ['a', 'b', 'c']) expect(await undelivered(id, 0)).toBe('noted');
    for (const id of ['d', 'e']) expect(await undelivered(id, 2)).toBe('noted');
    expect(await undelivered('f', 2)).toBe('stopped');
  });
}
