import type { Hono } from 'hono';
import type { AttachmentDownloads } from '../../ports/attachments.ts';
import type { Customers } from '../../ports/customers.ts';
import type { ImportFiles, Imports } from '../../ports/imports.ts';
import { STAFF_BASE, staffApp } from '../../runtime/staff-app.ts';
import type { StaffContext } from '../../runtime/staff-member.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { caseRoutes, type CaseRoutesDeps } from './case-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { fulfilmentRoutes } from './fulfilment-routes.ts';
import { importRoutes } from './import-routes.ts';

export interface StaffApiDeps extends CaseRoutesDeps {
  readonly customers: Pick<Customers, 'byId' | 'byAddress' | 'save'>;
  readonly imports: Imports;
  readonly files: Pick<ImportFiles, 'uploadUrl'>;
  readonly downloads: AttachmentDownloads;
}

/** Everything that a person does with cases and customers; campaigns and offers as a whole are in `retention-api`. */
export function staffApi(deps: StaffApiDeps): Hono<StaffContext> {
  const app = staffApp(deps.firm.settings.staff);
  app.route(STAFF_BASE, caseRoutes(deps));
  app.route(STAFF_BASE, attachmentRoutes(deps));
  app.route(STAFF_BASE, importRoutes(deps));
  app.route(STAFF_BASE, customerRoutes(deps));
  app.route(STAFF_BASE, fulfilmentRoutes(deps));
  return app;
}
