import { Hono, type Context } from 'hono';
import type { ImportFiles, Imports } from '../../ports/imports.ts';
import type { Clock, Ids } from '../../ports/world.ts';
import { problem } from '../../runtime/problem.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { createImport } from '../../use-cases/create-import.ts';
import { readImport } from '../../use-cases/read-import.ts';
import { startImport } from '../../use-cases/start-import.ts';

interface ImportRoutesDeps {
  readonly imports: Imports;
  readonly files: Pick<ImportFiles, 'uploadUrl'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Imports of customers, orders and outcomes: open, upload past us into the bucket, start, look. */
export function importRoutes(deps: ImportRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  // A handler works with customers, but does not bring them in.
  const imports = only('marketer', 'lead');

  for (const kind of ['customers', 'orders'] as const) {
    routes.post(`/${kind}/import`, imports, async (context) =>
      context.json(await createImport(deps, { kind, by: context.get('member').id }), 202),
    );
  }

  // Outcomes as a whole are answered by another function; a file of them comes in as other files do.
  routes.post('/imports/outcomes', imports, async (context) =>
    context.json(await createImport(deps, { kind: 'outcomes', by: context.get('member').id }), 202),
  );

  routes.post('/imports/:id/start', imports, async (context) => {
    const importId = context.req.param('id');
    const started = await startImport(deps, { importId, by: context.get('member').id });
    if (!started.ok) return noSuchImport(context);
    return context.json(await readImport(deps.imports, importId), 202);
  });

  routes.get('/imports/:id', imports, async (context) => {
    const progress = await readImport(deps.imports, context.req.param('id'));
    return progress ? context.json(progress) : noSuchImport(context);
  });

  return routes;
}

const noSuchImport = (context: Context): Response =>
  problem(context, { status: 404, title: 'There is no import with this id' });
