import { Hono } from 'hono';
import type { Customers } from '../../ports/customers.ts';
import type { ImportFiles, Imports } from '../../ports/imports.ts';
import { problem, unexpected } from '../../runtime/problem.ts';
import { caseRoutes, type StaffCaseDeps } from './case-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { importRoutes } from './import-routes.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { identifyStaff, type StaffContext } from './staff-member.ts';

export interface StaffApiDeps extends StaffCaseDeps {
  readonly customers: Pick<Customers, 'byId' | 'byAddress'>;
  readonly imports: Imports;
  readonly files: Pick<ImportFiles, 'uploadUrl'>;
}

const BASE = '/api/staff';

/** Everything that needs a signed-in member of staff; the API's authorizer has verified the token before. */
export function staffApi(deps: StaffApiDeps): Hono<StaffContext> {
  const app = new Hono<StaffContext>();
  app.use(identifyStaff(deps.firm));
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  });
  app.route(BASE, caseRoutes(deps));
  app.route(BASE, quarantineRoutes(deps));
  app.route(BASE, importRoutes({ ...deps, who: (context) => memberOf(context.get('member')) }));
  app.route(BASE, customerRoutes(deps));
  app.notFound((context) => problem(context, { status: 404, title: 'There is nothing here' }));
  app.onError((error, context) => unexpected(context, error));
  return app;
}

/** The import routes know no staff list; they only ask who calls. */
function memberOf(member: unknown): { readonly id: string; readonly groups: readonly string[] } {
  if (typeof member !== 'object' || member === null || !('id' in member) || !('groups' in member))
    throw new Error('no member of staff on this call');
  const { id, groups } = member;
  return { id: String(id), groups: Array.isArray(groups) ? groups.map(String) : [] };
}
