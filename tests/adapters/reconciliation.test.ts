import { describe, expect, test } from 'vitest';
import { dynamoLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { dynamoLedgerBooks, dynamoPasses } from '../../functions/adapters/dynamodb/reconciliation.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryLedger } from '../../functions/adapters/memory/ledger.ts';
import { memoryLedgerBooks, memoryPasses } from '../../functions/adapters/memory/reconciliation.ts';
import type { Ledger } from '../../functions/ports/cases.ts';
import type { LedgerBooks, Passes } from '../../functions/ports/reconciliation.ts';
import { monday } from '../support/case-builders.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

/** What the books and marks of the reconcile job promise. */
function reconciles(open: () => Promise<{ ledger: Ledger; books: LedgerBooks; passes: Passes }>): void {
  const enter = (ledger: Ledger, id: string, at = monday) =>
    ledger.enter({ id, version: 1, at, channel: 'mail', outcome: 'machine-mail', reason: 'list' });

  test('of many messages those without a row are named, in their order', async () => {
    const { ledger, books } = await open();
    const ids = Array.from({ length: 250 }, (_, n) => `ses-${String(n).padStart(3, '0')}`);
    for (const n of [0, 120, 249]) await enter(ledger, ids[n] ?? '');

    const absent = await books.withoutRow(ids);

    expect(absent).toHaveLength(247);
    expect(absent.slice(0, 2)).toEqual(['ses-001', 'ses-002']);
    expect(absent).not.toContain('ses-120');
    expect(await books.withoutRow([])).toEqual([]);
  });

  test('the rows of a day are those that mail got on it', async () => {
    const { ledger, books } = await open();
    await enter(ledger, 'ses-1');
    await enter(ledger, 'ses-2', '2026-03-03T00:00:00.000Z');
    await enter(ledger, 'cas_00000000000000000000000001');
    await enter(ledger, 'link-0123');

    expect(await books.mailOfDay('2026-03-02')).toEqual(['ses-1']);
    expect(await books.mailOfDay('2026-03-03')).toEqual(['ses-2']);
  });

  test('where a pass stands is kept until it ends', async () => {
    const { passes } = await open();
    const pass = { startedAt: monday, through: 'ses-9', days: { '2026-03-02': { stored: 4, missing: 1 } } };

    expect(await passes.current()).toBeUndefined();
    await passes.keep(pass);
    expect(await passes.current()).toEqual(pass);
    await passes.end();
    expect(await passes.current()).toBeUndefined();
  });
}

describe('reconciliation in memory', () => {
  reconciles(() => {
    const store = memoryCaseStore();
    return Promise.resolve({
      ledger: memoryLedger(store),
      books: memoryLedgerBooks(store),
      passes: memoryPasses(),
    });
  });
});

describeOnDynoxide('reconciliation on DynamoDB', (freshTable) => {
  reconciles(async () => {
    const table = await freshTable();
    return { ledger: dynamoLedger(table), books: dynamoLedgerBooks(table), passes: dynamoPasses(table) };
  });
});
