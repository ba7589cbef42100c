import type { Hono } from 'hono';
import type { StaffMember } from '../../domain/settings.ts';
import { STAFF_BASE, staffApp } from '../../runtime/staff-app.ts';
import type { StaffContext } from '../../runtime/staff-member.ts';
import { addressRoutes, type AddressRoutesDeps } from './address-routes.ts';
import { mailRoutes, type MailRoutesDeps } from './mail-routes.ts';
import { quarantineRoutes, type QuarantineRoutesDeps } from './quarantine-routes.ts';

export type IntakeApiDeps = QuarantineRoutesDeps &
  MailRoutesDeps &
  AddressRoutesDeps & { readonly staff: readonly StaffMember[] };

/** What came in and waits for a person's look, stored mail with what it holds, and addresses where mail does not arrive. */
export function intakeApi(deps: IntakeApiDeps): Hono<StaffContext> {
  const app = staffApp(deps.staff);
  app.route(STAFF_BASE, quarantineRoutes(deps));
  app.route(STAFF_BASE, mailRoutes(deps));
  app.route(STAFF_BASE, addressRoutes(deps));
  return app;
}
