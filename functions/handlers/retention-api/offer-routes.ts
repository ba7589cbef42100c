import { Hono } from 'hono';
import type { CatalogueOffer } from '../../domain/offer/catalogue.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf } from '../../runtime/versions.ts';

export interface OfferRoutesDeps {
  readonly catalogue: readonly CatalogueOffer[];
}

/** The catalogue of offers. */
export function offerRoutes(deps: OfferRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.get('/offers', only('handler', 'lead', 'marketer', 'auditor'), (context) =>
    context.json({ version: 0, offers: deps.catalogue }, 200, { etag: etagOf(0) }),
  );
  return routes;
}
