import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamoImports } from '../../functions/adapters/dynamodb/imports.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { memoryImports } from '../../functions/adapters/memory/imports.ts';
import type { Import, ImportStarted } from '../../functions/domain/import/import.ts';
import type { Imports } from '../../functions/ports/imports.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const AT = '2026-03-02T09:00:00.000Z';
const ID = 'imp_00000000000000000000000001';

const anImport = (more: Partial<Import> = {}): Import => ({
  id: ID,
  version: 1,
  kind: 'customers',
  state: 'waiting',
  createdAt: AT,
  createdBy: 'mara',
  starts: 0,
  unknownColumns: [],
  otherCurrencies: [],
  offset: 0,
  nextRow: 1,
  read: 0,
  written: 0,
  unchanged: 0,
  errorCount: 0,
  updatedAt: AT,
  ...more,
});

const started: ImportStarted = {
  id: 'fct_1',
  subjectId: ID,
  number: 1,
  at: AT,
  by: { kind: 'staff', id: 'mara' },
  happened: { type: 'ImportStarted', kind: 'customers', fromRow: 1 },
  dispatch: 'import',
};

/** What every store of imports promises. */
function keepsImports(open: () => Promise<Imports>) {
  test('an import is found as it was kept, and only once under its id', async () => {
    const imports = await open();
    await imports.create(anImport());

    expect(await imports.byId(ID)).toEqual(anImport());
    await expect(imports.create(anImport())).rejects.toThrow('exists already');
    expect(await imports.byId('imp_00000000000000000000000002')).toBeUndefined();
  });

  test('when records last changed by an import is known once it has ended, done or given up', async () => {
    const imports = await open();
    const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
    let number = 0;
    /** An import of a kind, which ends so at an hour. */
    const ends = async (hour: number, more: Partial<Import>): Promise<void> => {
      const id = `imp_0000000000000000000000000${(number += 1)}`;
      await imports.create(anImport({ id }));
      await imports.save(anImport({ id, version: 2, state: 'running', written: 5, updatedAt: at(hour) }));
      await imports.save(
        anImport({ id, version: 3, state: 'done', written: 5, updatedAt: at(hour), ...more }),
      );
    };
    expect(await imports.recordsChangedAt()).toBeUndefined();
    await ends(10, { state: 'running' });
    await ends(11, { kind: 'outcomes' });
    await ends(12, { written: 0 });
    expect(await imports.recordsChangedAt()).toBeUndefined();

    await ends(13, { kind: 'orders' });
    expect(await imports.recordsChangedAt()).toBe(at(13));
    await ends(14, { state: 'failed' });
    expect(await imports.recordsChangedAt()).toBe(at(14));
  });

  test('of two who move it on from the same place one is refused, with its row errors', async () => {
    const imports = await open();
    await imports.create(anImport());
    const moved = anImport({ version: 2, state: 'running', read: 10 });

    expect(await imports.save(moved, { errors: [{ row: 3, field: 'email', message: 'is odd' }] })).toBe(
      'saved',
    );
    expect(await imports.save(moved, { errors: [{ row: 4, field: 'email', message: 'is odd' }] })).toBe(
      'stale',
    );

    expect(await imports.errors(ID)).toEqual([{ row: 3, field: 'email', message: 'is odd' }]);
  });

  test('row errors of all chunks come in the order of the file', async () => {
    const imports = await open();
    await imports.create(anImport());
    const error = (row: number) => ({ row, field: '', message: 'is odd' });

    await imports.save(anImport({ version: 2 }), { errors: [error(2), error(9)] });
    await imports.save(anImport({ version: 3 }), { errors: [error(10), error(100)] });

    expect((await imports.errors(ID)).map(({ row }) => row)).toEqual([2, 9, 10, 100]);
  });
}

describe('imports in memory', () => {
  keepsImports(() => Promise.resolve(memoryImports()));
});

describeOnDynoxide('imports in the table', (freshTable) => {
  keepsImports(async () => dynamoImports(await freshTable()));

  test('a start is kept as a fact that dispatch will find', async () => {
    const table = await freshTable();
    const imports = dynamoImports(table);
    await imports.create(anImport());

    await imports.save(anImport({ version: 2, state: 'running', starts: 1 }), { started });

    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { ...keys.importFact(ID, 1) } }),
    );
    expect(Item).toMatchObject({ dispatch: 'import', subjectId: ID, number: 1 });
  });
});
