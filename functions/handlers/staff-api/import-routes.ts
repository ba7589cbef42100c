import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { ImportFiles, Imports } from '../../ports/imports.ts';
import type { Clock, Ids } from '../../ports/world.ts';
import { problem } from '../../runtime/problem.ts';
import { createImport } from '../../use-cases/create-import.ts';
import { readImport } from '../../use-cases/read-import.ts';
import { startImport } from '../../use-cases/start-import.ts';

export interface ImportRoutesDeps {
  readonly imports: Imports;
  readonly files: Pick<ImportFiles, 'uploadUrl'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who calls, from the verified token. */
  readonly who: (context: Context) => { readonly id: string; readonly groups: readonly string[] };
}

/** Groups that may load customers; a handler works with them but does not bring them in. */
const importers = ['marketer', 'lead'];

/** Imports of customers and orders (`contract.md`): open, upload past us into the bucket, start, look. */
export function importRoutes(deps: ImportRoutesDeps): Hono {
  const routes = new Hono();

  // By route and not for all: mounted beside others, a guard of everything would guard theirs too.
  const importersOnly: MiddlewareHandler = async (context, next) => {
    if (!deps.who(context).groups.some((group) => importers.includes(group))) {
      return problem(context, { status: 403, title: 'Imports are for marketers and leads' });
    }
    await next();
    return undefined;
  };

  for (const kind of ['customers', 'orders'] as const) {
    routes.post(`/${kind}/import`, importersOnly, async (context) =>
      context.json(await createImport(deps, { kind, by: deps.who(context).id }), 202),
    );
  }

  // Outcomes as a whole are answered by another function; a file of them comes in as other files do.
  routes.post('/imports/outcomes', importersOnly, async (context) =>
    context.json(await createImport(deps, { kind: 'outcomes', by: deps.who(context).id }), 202),
  );

  routes.post('/imports/:id/start', importersOnly, async (context) => {
    const importId = context.req.param('id');
    const started = await startImport(deps, { importId, by: deps.who(context).id });
    if (!started.ok) return noSuchImport(context);
    return context.json(await readImport(deps.imports, importId), 202);
  });

  routes.get('/imports/:id', importersOnly, async (context) => {
    const progress = await readImport(deps.imports, context.req.param('id'));
    return progress ? context.json(progress) : noSuchImport(context);
  });

  return routes;
}

const noSuchImport = (context: Context): Response =>
  problem(context, { status: 404, title: 'There is no import with this id' });
