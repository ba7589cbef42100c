import { expect, test } from 'vitest';
import type { LedgerRow } from '../../functions/domain/case/ledger.ts';
import { changeCase } from '../../functions/domain/case/change.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import { aCase, anOpening, bySystem, idOf, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** What every intake ledger promises: one end for each stored message. */
export function ledgerSuite(fresh: FreshAdapters): void {
  const row: LedgerRow = {
    id: 'ses-1',
    version: 1,
    at: monday,
    channel: 'mail',
    outcome: 'machine-mail',
    reason: 'bounce',
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    warnings: ['no-date'],
  };

  test('a stored message has an end, and the end can be read', async () => {
    const { ledger } = await fresh(() => monday);

    expect(await ledger.read(row.id)).toBeUndefined();
    expect(await ledger.enter(row)).toEqual(row);
    expect(await ledger.read(row.id)).toEqual(row);
  });

  test('the first end of a message stands', async () => {
    const { ledger } = await fresh(() => monday);
    await ledger.enter(row);

    expect(await ledger.enter({ ...row, outcome: 'refused' })).toEqual(row);
    expect(await ledger.read(row.id)).toEqual(row);
  });

  test('of two ends at once both callers learn the one that stands', async () => {
    const { ledger } = await fresh(() => monday);

    const both = await Promise.all([
      ledger.enter(row),
      ledger.enter({ ...row, outcome: 'quarantine', reason: 'spam' }),
    ]);

    expect(both[0]).toEqual(both[1]);
    expect(await ledger.read(row.id)).toEqual(both[0]);
  });

  test('a person decides about a row once: who saw an older one is told so', async () => {
    const { ledger } = await fresh(() => monday);
    await ledger.enter({ ...row, outcome: 'quarantine', reason: 'spam', review: 'open' });
    const decide = (outcome: 'refused' | 'new-case', version: number) =>
      ledger.decide({ ...row, outcome, review: 'done', version: version + 1 }, version);

    expect(await decide('refused', 1)).toBe('saved');
    expect(await decide('new-case', 1)).toBe('stale');
    expect(await ledger.read(row.id)).toMatchObject({ outcome: 'refused', version: 2 });
    expect(await decide('new-case', 2)).toBe('saved');
  });

  test('a row and the cases of threads are looked up together', async () => {
    const { ledger, cases } = await fresh(() => monday);
    await ledger.enter(row);
    await cases.open(anOpening(aCase(1), { threads: ['one', 'two'] }));

    const found = await ledger.lookUp(row.id, ['nobody', 'two', 'one']);
    expect(found.row).toEqual(row);
    expect([...found.caseOf].sort()).toEqual([
      ['one', idOf('cas_', 1)],
      ['two', idOf('cas_', 1)],
    ]);
    expect(await ledger.lookUp('ses-2', [])).toEqual({ row: undefined, caseOf: new Map() });
  });

  test('a thread belongs to one case: the second opening is told to look again', async () => {
    const { ledger, cases } = await fresh(() => monday);
    const both = await Promise.all(
      [1, 2].map((n) => cases.open(anOpening(aCase(n), { threads: ['shared', `own-${n}`] }))),
    );

    // Two at the same moment may also both be told of a conflict by the store, and then the loser is 'in-progress'.
    const kinds = both.map(({ kind }) => kind).sort();
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1);
    expect(['in-progress', 'threaded']).toContain(kinds.find((kind) => kind !== 'opened'));
    const { caseOf } = await ledger.lookUp('ses-1', ['shared', 'own-1', 'own-2']);
    expect(caseOf.size).toBe(2);
    expect(await cases.open(anOpening(aCase(3), { threads: ['shared'] }))).toEqual({ kind: 'threaded' });
    expect(await cases.read(idOf('cas_', 3))).toBeUndefined();
  });

  test('a mail that came again is shown on its case', async () => {
    const { ledger, cases } = await fresh(() => monday);
    await cases.open(anOpening(aCase(1)));
    await ledger.enter({ ...row, outcome: 'duplicate', caseId: idOf('cas_', 1) });

    expect((await cases.file(idOf('cas_', 1)))?.links).toEqual([
      { kind: 'duplicate', ledgerId: row.id, at: monday },
    ]);
  });

  test('two cases of one episode show each other, and no longer when that is undone', async () => {
    const { cases } = await fresh(() => monday);
    const [one, two] = [aCase(1), aCase(2)];
    for (const record of [one, two]) await cases.open(anOpening(record));
    const link = {
      kind: 'episode' as const,
      with: two.id,
      why: 'by-person' as const,
      evidence: 'the same parcel',
      by: bySystem.by,
      at: monday,
    };
    const linked = changeCase(
      one,
      bySystem,
      [{ happening: { type: 'CaseLinked', with: two.id, why: 'by-person' } }],
      {
        links: [link],
      },
    );
    expect(await cases.save(linked)).toEqual({ kind: 'saved' });
    expect((await cases.file(one.id))?.links).toEqual([link]);
    expect((await cases.file(two.id))?.links).toEqual([{ ...link, with: one.id }]);

    const undone = { ...link, undone: { by: bySystem.by, at: monday, reason: 'another parcel' } };
    await cases.save(
      changeCase(
        linked.after,
        bySystem,
        [{ happening: { type: 'CaseUnlinked', with: two.id, reason: 'another parcel' } }],
        {
          links: [undone],
        },
      ),
    );
    expect((await cases.file(two.id))?.links).toEqual([{ ...undone, with: one.id }]);
  });

  test('the same mail joins a case once within its time, and a case gains and loses an address', async () => {
    const { cases } = await fresh(() => monday);
    const record = aCase(1);
    await cases.open(anOpening(record));
    const sentinel = { hash: 'mail', requestHash: 'mail', expiresAt: plusDays(monday, 7) };
    const trusted = changeCase(
      record,
      bySystem,
      [{ happening: { type: 'AddressTrusted', address: 'b@example.org' } }],
      {
        sentinel,
      },
    );

    expect(await cases.save(trusted)).toEqual({ kind: 'saved' });
    expect(await cases.openedBy('b@example.org', monday)).toHaveLength(1);
    const again = changeCase(trusted.after, bySystem, [], { sentinel });
    expect(await cases.save(again)).toEqual({ kind: 'repeated', caseId: record.id });
    const lost = changeCase(trusted.after, bySystem, [
      { happening: { type: 'AddressDistrusted', address: 'b@example.org' } },
    ]);
    expect(await cases.save(lost)).toEqual({ kind: 'saved' });
    expect(await cases.openedBy('b@example.org', monday)).toEqual([]);
  });
}
