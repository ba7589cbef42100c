import { expect, test } from 'vitest';
import { memoryImportFiles, memoryImports } from '../../functions/adapters/memory/imports.ts';
import { importRoutes } from '../../functions/handlers/staff-api/import-routes.ts';

const NOW = '2026-03-02T09:00:00.000Z';

function anApi(...groups: string[]) {
  const imports = memoryImports();
  const routes = importRoutes({
    imports,
    files: memoryImportFiles(() => NOW),
    clock: { now: () => NOW },
    ids: { next: (prefix) => `${prefix}00000000000000000000000001`, random: () => new Uint8Array() },
    who: () => ({ id: 'mara', groups }),
  });
  return { imports, call: (method: string, path: string) => routes.request(path, { method }) };
}

test('a marketer opens an import, starts it and looks how far it is', async () => {
  const { call, imports } = anApi('marketer');

  const opened = await call('POST', '/orders/import');
  expect(opened.status).toBe(202);
  const { importId, uploadUrl } = await opened.json();
  expect(uploadUrl).toContain(importId);

  expect((await call('POST', `/imports/${importId}/start`)).status).toBe(202);
  expect((await call('POST', `/imports/${importId}/start`)).status).toBe(202);

  const progress = await call('GET', `/imports/${importId}`);
  expect(await progress.json()).toMatchObject({
    state: 'running',
    read: 0,
    written: 0,
    unchanged: 0,
    errors: [],
    nextRow: 1,
  });
  expect(imports.started).toHaveLength(1);
});

test('a handler may not import, and an import that does not exist is not found', async () => {
  const refused = await anApi('handler').call('POST', '/customers/import');
  const missing = await anApi('lead').call('GET', '/imports/imp_00000000000000000000000009');

  expect([refused.status, missing.status]).toEqual([403, 404]);
  expect(missing.headers.get('content-type')).toBe('application/problem+json');
});
