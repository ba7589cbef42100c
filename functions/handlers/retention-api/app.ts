import type { Hono } from 'hono';
import { STAFF_BASE, staffApp } from '../../runtime/staff-app.ts';
import type { StaffContext } from '../../runtime/staff-member.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { offerRoutes, type OfferRoutesDeps } from './offer-routes.ts';

export interface RetentionApiDeps extends OfferRoutesDeps {
  readonly firm: Pick<Firm, 'settings'>;
}

/** Offers, campaigns, segments, outcomes, reports and loyalty as a whole; what is done on one case is in `staff-api`. */
export function retentionApi(deps: RetentionApiDeps): Hono<StaffContext> {
  const app = staffApp(deps.firm.settings.staff);
  app.route(STAFF_BASE, offerRoutes(deps));
  return app;
}
