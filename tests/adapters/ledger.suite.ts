import { expect, test } from 'vitest';
import type { LedgerRow } from '../../functions/domain/case/ledger.ts';
import { monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** What every intake ledger promises: one end for each stored message. */
export function ledgerSuite(fresh: FreshAdapters): void {
  const row: LedgerRow = {
    id: 'ses-1',
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
}
