import { Hono, type MiddlewareHandler } from 'hono';
import { expect, test } from 'vitest';
import { memoryImportFiles, memoryImports } from '../../functions/adapters/memory/imports.ts';
import type { StaffGroup } from '../../functions/domain/settings.ts';
import { importRoutes } from '../../functions/handlers/staff-api/import-routes.ts';
import type { StaffContext } from '../../functions/runtime/staff-member.ts';

const NOW = '2026-03-02T09:00:00.000Z';

function anApi(...groups: StaffGroup[]) {
  const imports = memoryImports();
  const routes = importRoutes({
    imports,
    files: memoryImportFiles(() => NOW),
    clock: { now: () => NOW },
    ids: { next: (prefix) => `${prefix}00000000000000000000000001`, random: () => new Uint8Array() },
  });
  const mara = { id: 'mara', name: 'Mara', address: 'mara@firm.example', team: 'shop', groups };
  const api = new Hono<StaffContext>();
  const asMara: MiddlewareHandler<StaffContext> = (context, next) => {
    context.set('member', mara);
    return next();
  };
  api.use(asMara);
  api.route('/', routes);
  return { imports, call: (method: string, path: string) => api.request(path, { method }) };
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
